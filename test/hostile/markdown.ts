// Reads Markdown as GitHub does, and looks for whatever does something.
import assert from 'node:assert/strict';
import MarkdownIt from 'markdown-it';

const reader = new MarkdownIt({ html: true, linkify: true });

/** The blocks of our own pages; what stands within a line is text, code or a link to a page of ours. */
const BLOCKS =
  /^(?:heading|paragraph|bullet_list|list_item|table|thead|tbody|tr|th|td)_(?:open|close)$/;
const PAGES = /^https:\/\/(?:kubernetes\.io\/docs|pkg\.go\.dev\/k8s\.io)\//;

/** What GitHub, GitLab and Jira find in the text that Markdown leaves: nowhere but in code is it left alone. */
const FOUND_LATER: Readonly<Record<string, RegExp>> = {
  'a mention': /@\w/,
  'a reference to an issue': /#\d|\bGH-\d|![0-9]|[&%~$]\w/,
  'a commit': /\b(?=[a-f]*\d)[0-9a-f]{7,}\b/i,
  'an address': /\bwww\.|:\/\/|\b(?:mailto|xmpp|ftp):\S/i,
  mathematics: /\$|\\[()[\]]/,
  'a shortcode': /:[\w+-]+:/,
  'a footnote or a box': /\[/,
  'mark-up of Jira': /[{}|*_]/,
};

export function isInert(markdown: string): void {
  for (const block of reader.parse(markdown, {})) {
    if (block.type !== 'inline') {
      assert.match(block.type, BLOCKS, `a block of ${block.type}: ${block.content}`);
      continue;
    }
    let inLink = false;
    for (const { type, content, attrs } of block.children ?? []) {
      if (type === 'link_open') {
        inLink = true;
        const [, href = ''] = attrs?.find(([name]) => name === 'href') ?? [];
        assert.match(String(href), PAGES, block.content);
      } else if (type === 'link_close') inLink = false;
      else if (type === 'text' && !inLink) isLeftAlone(content);
      else if (type !== 'text') assert.equal(type, 'code_inline', `${type} in ${block.content}`);
    }
  }
}

function isLeftAlone(text: string): void {
  for (const [what, pattern] of Object.entries(FOUND_LATER)) {
    assert.doesNotMatch(text, pattern, `${what} in ${text}`);
  }
}
