// Reads a tar: POSIX ustar and pax, GNU's long names, and the headers from before both.
import type { ByteReader } from './bytes.ts';
import { BLOCK, hasChecksum, isEmpty, isPosix, numberOf, textOf } from './tar-header.ts';
import { cutOff, damaged } from './unreadable.ts';

/** A regular file; directories, links and devices are passed over. */
export interface Member {
  /** As it is written there: to be shown, never to be opened. */
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  /** To be called before the next member is asked for, or not at all. */
  readonly content: () => Promise<Buffer>;
}

/** Throws Unreadable. Tars one behind the other are one, as `tar --ignore-zeros` has it. */
export async function* untar(bytes: ByteReader): AsyncGenerator<Member> {
  let own: Overrides = {};
  let all: Overrides = {};
  for await (const header of headers(bytes)) {
    if (isMeta(header.type)) {
      const overrides = overridesFrom(header.type, await metaOf(bytes, header));
      if (header.type === 'g') all = { ...all, ...overrides };
      else own = { ...own, ...overrides };
      continue;
    }
    const { path, size } = { ...header, ...all, ...own };
    own = {};
    const body = bodyOf(bytes, path, hasContent(header.type) ? size : 0);
    // From before folders had a type of their own, they have the name of one.
    if (isRegular(header.type) && !path.endsWith('/')) {
      yield { path: path.replace(/^(?:\.\/+)+/, ''), size, content: body.content };
    }
    await body.pass();
  }
}

/** Each header; whoever takes it reads what stands behind it before the next. */
async function* headers(bytes: ByteReader): AsyncGenerator<Header> {
  let ended = false;
  let where = 'at its beginning';
  for (;;) {
    const head = await bytes.take(BLOCK);
    if (head.length < BLOCK) {
      if (ended) return;
      throw cutOff('it ends without the end mark of a tar');
    }
    if (isEmpty(head)) {
      ended = true;
      await bytes.skipZeros(BLOCK);
    } else if (hasChecksum(head)) {
      const header = headerFrom(head, where);
      ended = false;
      where = `behind ${header.path}`;
      yield header;
    } else if (ended) {
      // What else stands behind the end mark is nobody's; reading on checks what it is packed in.
      await bytes.skip(Infinity);
    } else {
      throw damaged(`no tar header stands ${where}`);
    }
  }
}

function bodyOf(bytes: ByteReader, path: string, size: number) {
  let left = padded(size);
  const cut = () => cutOff(`it ends within ${path}`);
  return {
    content: async (): Promise<Buffer> => {
      const content = await bytes.take(size);
      if (content.length < size) throw cut();
      left -= size;
      return content;
    },
    pass: async (): Promise<void> => {
      if ((await bytes.skip(left)) < left) throw cut();
    },
  };
}

interface Header {
  readonly path: string;
  readonly size: number;
  readonly type: string;
}

/** What a record before a header says of the file instead of it. */
type Overrides = Partial<Pick<Header, 'path' | 'size'>>;

function headerFrom(head: Buffer, where: string): Header {
  const name = textOf(head, 0, 100);
  // GNU's own magic ("ustar  ") keeps other things where POSIX keeps the prefix.
  const prefix = isPosix(head) ? textOf(head, 345, 155) : '';
  const size = numberOf(head, 124, 12);
  if (!Number.isSafeInteger(size) || size < 0) {
    throw damaged(`the tar header ${where} gives no size`);
  }
  const type = String.fromCharCode(head[156] ?? 0).replace('\0', '0');
  return { path: prefix === '' ? name : `${prefix}/${name}`, size, type };
}

/** '7' is a file that lies in one piece on its disk. */
function isRegular(type: string): boolean {
  return type === '0' || type === '7';
}

/** Links, devices, directories and pipes have none, whatever size they tell. */
function hasContent(type: string): boolean {
  return !/[1-6]/.test(type);
}

function isMeta(type: string): boolean {
  return ['x', 'g', 'L', 'K'].includes(type);
}

/** A path of 1 MiB names nothing. */
const LONGEST_META = 2 ** 20;

async function metaOf(bytes: ByteReader, { size }: Header): Promise<Buffer> {
  if (size > LONGEST_META) throw damaged('a name in it is longer than 1 MiB');
  const content = await bytes.take(padded(size));
  if (content.length < padded(size)) throw cutOff('it ends within a name');
  return content.subarray(0, size);
}

function overridesFrom(type: string, content: Buffer): Overrides {
  if (type === 'L') return { path: textOf(content, 0, content.length) };
  return type === 'K' ? {} : paxFrom(content);
}

/** Records "LENGTH KEY=VALUE\n", the length being that of the whole record in bytes (pax(1)). */
function paxFrom(content: Buffer): Overrides {
  const overrides: { path?: string; size?: number } = {};
  for (let start = 0; start < content.length;) {
    const space = content.indexOf(' ', start);
    const length = Number(content.toString('latin1', start, Math.max(start, space)));
    const end = start + length;
    if (!Number.isInteger(length) || space < 0 || end <= space || end > content.length) {
      throw damaged('a pax record in it has a wrong length');
    }
    const record = content.toString('utf8', space + 1, end - 1);
    const [, key, value = ''] = /^([^=]*)=([^]*)$/.exec(record) ?? [];
    if (key === 'path') overrides.path = value;
    if (key === 'size' && /^\d{1,15}$/.test(value)) overrides.size = Number(value);
    start = end;
  }
  return overrides;
}

function padded(size: number): number {
  return Math.ceil(size / BLOCK) * BLOCK;
}
