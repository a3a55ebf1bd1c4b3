// A Lease's name full of escape sequences, as its caller escapes it.
import { escapeText } from '../../src/view/escape.ts';

export const HOSTILE = escapeText('\u001b[2Jrecon\u001b[31mciler\u202e\u009bm');
