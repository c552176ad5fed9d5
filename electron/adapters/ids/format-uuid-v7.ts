/**
 * The text of a UUIDv7 (RFC 9562 §5.7): 48 bits of time, version, 12 bits of counter, variant, 62 random bits.
 *
 * @param random 8 bytes, of which the two highest bits give way to the variant
 */
export function formatUuidV7(timeMs: number, counter: number, random: Uint8Array): string {
  const time = timeMs.toString(16).padStart(12, '0');
  const tail = Buffer.from(random);
  tail[0] = ((tail[0] ?? 0) & 0x3f) | 0x80;
  const hex = tail.toString('hex');
  const counterText = counter.toString(16).padStart(3, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counterText}-${hex.slice(0, 4)}-${hex.slice(4, 16)}`;
}
