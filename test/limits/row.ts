// A row of the table of limits: what is sent, and what the program says and takes.
import type { IncomingMessage, ServerResponse } from 'node:http';

export interface Visit {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** 1 for the first. */
  readonly nth: number;
  readonly path: string;
}

export type Answer = (visit: Visit) => void;

export interface Row {
  readonly title: string;
  /** Behind `kubectl lease`; SERVER stands for the server's URL, DIR for the row's directory. */
  readonly words?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly answer?: Answer;
  /** Files of the row's directory, where the program runs. */
  readonly files?: Readonly<Record<string, string | Buffer>>;
  /** Makes what is no plain file there, and may return what ends it. */
  readonly prepare?: (directory: string) => Promise<() => void> | (() => void) | undefined;
  readonly stdin?: Buffer;
  /** The exit code; 1 unless said otherwise, -1 for who would wait for ever. */
  readonly code?: number;
  /** SERVER and DIR stand for the same here. */
  readonly stderr: string | RegExp;
  readonly stdout?: RegExp;
  /** Milliseconds that the limit allows, where it is one of time: the program may take twice as long. */
  readonly limit?: number;
  /** Milliseconds after which one that would wait for ever is ended. */
  readonly patience?: number;
  /** Megabytes; 400 unless said otherwise. */
  readonly memory?: number;
}

export const LS = ['ls', '-n', 'team-a', '--server', 'SERVER'];
export const WHO = ['who-holds', '-n', 'team-a', 'a', '--server', 'SERVER'];
export const WATCH = ['ls', '-n', 'team-a', '-w', '--server', 'SERVER'];

export const raises = (variable: string): string => `Set ${variable} to raise this limit.\n`;
