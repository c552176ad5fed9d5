const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base64 (RFC 4648 §4) of bytes, with padding. For files inside messages; core has neither `Buffer` nor `btoa`. */
export function toBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 3) {
    const [first = 0, second = 0, third = 0] = bytes.subarray(at, at + 3);
    const bits = (first << 16) | (second << 8) | third;
    const left = bytes.length - at;
    parts.push(
      alphabet.charAt(bits >> 18),
      alphabet.charAt((bits >> 12) & 63),
      left > 1 ? alphabet.charAt((bits >> 6) & 63) : '=',
      left > 2 ? alphabet.charAt(bits & 63) : '=',
    );
  }
  return parts.join('');
}

/** The bytes of base64 with padding; null for a text that is none. */
export function fromBase64(text: string): Uint8Array | null {
  const match = /^[A-Za-z0-9+/]*(={0,2})$/.exec(text);
  if (match === null || text.length % 4 !== 0) {
    return null;
  }
  const missing = match[1]?.length ?? 0;
  const bytes = new Uint8Array((text.length / 4) * 3);
  for (let at = 0, to = 0; at < text.length; at += 4, to += 3) {
    let bits = 0;
    for (let offset = 0; offset < 4; offset += 1) {
      bits = (bits << 6) | Math.max(0, alphabet.indexOf(text.charAt(at + offset)));
    }
    bytes.set([bits >> 16, (bits >> 8) & 0xff, bits & 0xff], to);
  }
  return bytes.slice(0, bytes.length - missing);
}
