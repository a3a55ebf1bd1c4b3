// How deep and how large JSON is, told from its bytes: before anything is made of them.
import { overLimit, type Limits } from './limits.ts';

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** One JSON text, in one piece or in several. What is no JSON is measured too: that hurts nobody. */
export class JsonSize {
  readonly #limits: Pick<Limits, 'depth' | 'answerValues'>;
  readonly #subject: string;
  #depth = 0;
  #values = 0;
  #inString = false;
  #escaped = false;

  /** `subject` is named where a limit is passed. */
  constructor(subject: string, limits: Pick<Limits, 'depth' | 'answerValues'>) {
    this.#subject = subject;
    this.#limits = limits;
  }

  /** Throws a Failure where the text is too deep, or has too many lists, objects, items and fields. */
  add(bytes: Uint8Array): void {
    const most = this.#limits.depth;
    let [depth, values] = [this.#depth, this.#values];
    let [inString, escaped] = [this.#inString, this.#escaped];
    for (const byte of bytes) {
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === QUOTE) inString = false;
        else if (byte === BACKSLASH) escaped = true;
      } else if (byte === QUOTE) inString = true;
      else if (byte === COMMA || byte === COLON) values += 1;
      else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
        values += 1;
        depth += 1;
        if (depth > most) throw overLimit('depth', this.#subject, most);
      } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) depth -= 1;
    }
    if (values > this.#limits.answerValues) {
      throw overLimit('answerValues', this.#subject, this.#limits.answerValues);
    }
    this.#depth = depth;
    this.#values = values;
    this.#inString = inString;
    this.#escaped = escaped;
  }

  /** The next text begins. */
  reset(): void {
    this.#depth = 0;
    this.#values = 0;
    this.#inString = false;
    this.#escaped = false;
  }
}
