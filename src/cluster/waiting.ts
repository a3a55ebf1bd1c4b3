// Says on stderr what is waited for, where that may take for ever: a pipe, a plugin that asks somebody.

/** Milliseconds: what is there is there sooner. */
const SAY_AFTER = 3000;

/** `what` follows "waiting"; it is said once. */
export async function sayingWhat<T>(what: string, done: Promise<T>): Promise<T> {
  const timer = setTimeout(() => {
    process.stderr.write(`waiting ${what.replace(/[\p{Cc}\p{Cf}]/gu, '?')}\n`);
  }, SAY_AFTER);
  try {
    return await done;
  } finally {
    clearTimeout(timer);
  }
}
