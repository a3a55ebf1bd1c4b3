// A Lease's name full of escape sequences, as its caller escapes it.

export const HOSTILE = String.raw`\u001b[2Jrecon\u001b[31mciler\u202e`;
