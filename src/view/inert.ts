// Foreign text in Markdown, where nothing in it does anything: no link, mention, reference or mark-up.
import { oneLine } from '../text.ts';

/**
 * Plain words and numbers stay prose; everything else goes into a code span. Escapes are not enough:
 * GitHub and GitLab look for addresses, mentions, issues and commits in what is left once Markdown
 * has been read, and nowhere but in code do they leave it alone. In a table `|` ends a cell even there.
 */
export function inert(text: string, { cell = false } = {}): string {
  const spans: Span[] = [];
  let inCommand = false;
  for (const word of oneLine(text).split(' ')) {
    const { before, middle, after } = peeled(word);
    if (middle === '') continue;
    inCommand ||= word === 'kubectl';
    const isCode = inCommand || !isProse(middle, spans.length === 0);
    const last = spans.at(-1);
    if (isCode && before === '' && last?.isCode && last.after === '') {
      last.text += ` ${middle}`;
      last.after = after;
    } else {
      spans.push({ before, text: middle, isCode, after });
    }
    if (after !== '') inCommand = false;
  }
  return spans.map((span) => shown(span, cell)).join(' ');
}

interface Span {
  readonly before: string;
  text: string;
  readonly isCode: boolean;
  after: string;
}

function shown({ before, text, isCode, after }: Span, cell: boolean): string {
  if (!isCode) return before + text + after;
  const unbroken = text.replaceAll('`', String.raw`\u{60}`);
  return `${before}\`${cell ? unbroken.replaceAll('|', String.raw`\u{7c}`) : unbroken}\`${after}`;
}

/** The marks of a sentence stay outside of a code span. */
function peeled(word: string): { before: string; middle: string; after: string } {
  const before = word.startsWith('(') ? '(' : '';
  const after = /[),.;:]{0,3}$/.exec(word.slice(before.length))?.[0] ?? '';
  if (before.length + after.length === word.length) return { before: '', middle: word, after: '' };
  return { before, middle: word.slice(before.length, word.length - after.length), after };
}

const WORD = /^[A-Za-z]+(?:['-][A-Za-z]+)*$/;
const NUMBER = /^\d{1,6}(?:\/\d{1,6})?(?:\.\d{1,6})?(?:ms|[smhd%])?$/;
/** What could be a commit, even without a digit. */
const COMMIT = /^[a-f]{7,}$/i;

/** A number that begins a line could begin a list. */
function isProse(word: string, first: boolean): boolean {
  return (WORD.test(word) && !COMMIT.test(word)) || (!first && NUMBER.test(word));
}
