// What a hostile field may hold: each value forges, hides, reorders or floods something.

/** Stands behind whatever would begin a line, a link or a mention of its own. */
export const FORGED = 'error: forged';

/** No part of a name, as no hostile value is; what is printed of it has the same lines. */
export const HARMLESS = 'Zq%';

export const VALUES: Readonly<Record<string, string>> = {
  'a line break and an error': `h\n${FORGED}`,
  'line breaks of Windows and a heading': `h\r\n\r\n# ${FORGED}`,
  'a carriage return': `h\r${FORGED}`,
  'a tab and a form feed': 'h\t\f\vx',
  'the title of the window': '\u001b]0;title\u0007',
  'a cleared screen': '\u001b[2J\u001b[H',
  'a device control string': '\u001bPq#0;2;0;0;0\u001b\\',
  'controls of 8 bits': '\u009b2J\u009d0;t\u009c\u0090q\u009c\u0085x',
  'a bidi override': '\u202egpj.exe\u202c\u2066x\u2069\u200f\u061c',
  'zero-width characters': 'a\u200bb\u200cc\u200dd\u2060e\ufefff\u00adg\u180e',
  'line and paragraph separators': `h\u2028${FORGED}\u2029x`,
  'blanks that a font does not draw': 'a\u3164b\u115fc\u2800d\uffa0e\u034f',
  'tags and variation selectors': 'a\u{e0001}\u{e0041}\u{e007f}b\ufe0fc\u{e0100}',
  'halves of surrogate pairs': 'a\ud83d b\udc4d',
  'a null character': 'a\u0000b\u007f',
  'an emoji of several': '👨\u200d👩\u200d👧👍🏽',
  'a flood of marks': `a${'\u0301'.repeat(200)}b\u0338`,
  'private and unassigned characters': 'a\ue000b\u{10fffe}c\u{f0000}\ufffe',
  'blanks in a row': 'a                              held     5s',
  'twenty kilobytes of words': 'word-and '.repeat(2200),
  'a word of twenty kilobytes': `%${'w'.repeat(20_000)}`,
  links:
    '[x](http://e.example) <http://e.example> http://e.example www.e.example ![i](//e.example/p.png)',
  addresses: 'mailto:a@e.example xmpp:a@e.example a@e.example ftp://e.example',
  'mentions and references': '@kubernetes @org/team #1 GH-1 a/b#1 !2 deadbeefdeadbeef0123 ~label',
  'mathematics and shortcodes': '$a$ $$b$$ \\(c\\) \\[d\\] :tada: [^1] [ ] H~2~O ==m==',
  'mark-up': '**b** _i_ ~~s~~ `c` <img src=x onerror=y> &amp; &#64; | x | <!-- c -->',
  'blocks of Markdown':
    '\n\n# h\n> q\n- l\n1. n\n===\n---\n```mermaid\nx\n```\n[r]: http://e.example',
  'a document of YAML': '\n---\nkind: Forged\nx: &a [*a]\n\'"',
  'a document of JSON': '"}\n{"kind":"Forged","x":"',
  'a shell': '; rm -rf / $(reboot) `reboot` \' "',
};
