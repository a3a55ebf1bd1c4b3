// The bytes of a text as UTF-8 without a byte order mark, whatever wrote them.

/** UTF-16 is what PowerShell writes behind `>`. */
export function utf8Of(content: Buffer): Buffer {
  const [first, second, third] = content;
  if (first === 0xff && second === 0xfe) return fromUtf16(content.subarray(2));
  if (first === 0xfe && second === 0xff) {
    const whole = content.subarray(2, content.length - (content.length % 2));
    return fromUtf16(Buffer.from(whole).swap16());
  }
  return first === 0xef && second === 0xbb && third === 0xbf ? content.subarray(3) : content;
}

function fromUtf16(content: Buffer): Buffer {
  return Buffer.from(content.toString('utf16le'));
}
