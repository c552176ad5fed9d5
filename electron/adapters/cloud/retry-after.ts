/** Without a word from the cloud a busy server gets this much rest. */
const defaultMs = 5_000;

/** Milliseconds to wait for a Retry-After header (RFC 9110 §10.2.3): seconds or an HTTP date. */
export function readRetryAfter(header: string | null, nowMs: number): number {
  const text = header?.trim() ?? '';
  if (/^\d+$/.test(text)) {
    return Number(text) * 1_000;
  }
  const date = Date.parse(text);
  return Number.isNaN(date) ? defaultMs : Math.max(0, date - nowMs);
}
