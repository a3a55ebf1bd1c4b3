// Reads an object of a kubeconfig field by field and type by type, as Go's JSON decoder does.
import { object, type RawObject } from '../lease/lease.ts';

/** What a file says is not what a kubeconfig may say; the message never holds a value. */
export class FieldError extends Error {}

/** Absent fields read as Go's zero values: an empty string, false, an empty list. */
export class Fields {
  readonly value: RawObject;
  readonly #struct: string;
  readonly #path: string;

  /** `struct` and `path` are Go's, for the words of a FieldError. */
  constructor(value: unknown, struct: string, path: string) {
    this.value = object(value);
    this.#struct = struct;
    this.#path = path;
  }

  string(key: string): string {
    const value = this.value[key] ?? '';
    if (typeof value === 'string') return value;
    throw this.#wrongType(key, value, 'string');
  }

  boolean(key: string): boolean {
    const value = this.value[key] ?? false;
    if (typeof value === 'boolean') return value;
    throw this.#wrongType(key, value, 'bool');
  }

  /** The text behind base64. */
  data(key: string): string {
    const encoded = this.string(key).replace(/[\r\n]/g, '');
    const wrong = illegalAt(encoded);
    if (wrong >= 0) throw new FieldError(`illegal base64 data at input byte ${wrong}`);
    return Buffer.from(encoded, 'base64').toString('utf8');
  }

  strings(key: string): string[] {
    const value = this.value[key] ?? [];
    if (!Array.isArray(value)) throw this.#wrongType(key, value, '[]string');
    return value.map((item: unknown) => {
      if (typeof item === 'string') return item;
      throw this.#wrongType(key, item, 'string');
    });
  }

  /** The structs of a list. */
  list(key: string, struct: string): Fields[] {
    const value = this.value[key] ?? [];
    if (!Array.isArray(value)) throw this.#wrongType(key, value, `[]v1.${struct}`);
    return value.map((item) => new Fields(item, struct, this.#pathTo(key)));
  }

  /** Undefined where there is none. */
  struct(key: string, struct: string): Fields | undefined {
    const value = this.value[key];
    return value === undefined || value === null ? undefined : this.structOrEmpty(key, struct);
  }

  structOrEmpty(key: string, struct: string): Fields {
    const value = this.value[key] ?? {};
    if (typeof value === 'object' && !Array.isArray(value)) {
      return new Fields(value, struct, this.#pathTo(key));
    }
    throw this.#wrongType(key, value, `v1.${struct}`);
  }

  keys(): string[] {
    return Object.keys(this.value);
  }

  #pathTo(key: string): string {
    return this.#path === '' ? key : `${this.#path}.${key}`;
  }

  #wrongType(key: string, value: unknown, type: string): FieldError {
    return new FieldError(
      `json: cannot unmarshal ${goKind(value)} into Go struct field ${this.#struct}.${this.#pathTo(key)} of type ${type}`,
    );
  }
}

function goKind(value: unknown): string {
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'object') return Array.isArray(value) ? 'array' : 'object';
  return typeof value;
}

/** Where base64 ends to be base64, or -1; Node decodes anything. */
function illegalAt(encoded: string): number {
  const valid = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?/.exec(
    encoded,
  )?.[0];
  const length = valid?.length ?? 0;
  if (length === encoded.length) return -1;
  const stranger = encoded.slice(length).search(/[^A-Za-z0-9+/]/);
  return stranger < 0 ? encoded.length : length + stranger;
}
