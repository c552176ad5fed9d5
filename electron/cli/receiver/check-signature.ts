import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a webhook request carries of Standard Webhooks 1.0.0. */
export interface SignedRequest {
  readonly id: string;
  /** Seconds since 1970, as sent. */
  readonly timestamp: string;
  /** `v1,<base64>`, several by blanks during a rotation. */
  readonly signature: string;
  /** Exactly the bytes that came. */
  readonly body: Buffer;
}

/** `not-checked`: no secret was given. `old` and `ahead`: the signature is right and its moment is too far off, which a replayed one would be. */
export type SignatureCheck = 'valid' | 'wrong' | 'missing' | 'old' | 'ahead' | 'not-checked';

export interface SignatureRules {
  readonly secrets: readonly Buffer[];
  readonly nowMs: number;
  readonly toleranceMs: number;
}

/** Checks a signature as every receiver should: over the bytes as they came, by any secret that is valid now, in constant time. */
export function checkSignature(
  request: SignedRequest,
  { secrets, nowMs, toleranceMs }: SignatureRules,
): SignatureCheck {
  if (secrets.length === 0) {
    return 'not-checked';
  }
  const { id, timestamp, signature, body } = request;
  if (id === '' || signature === '' || !/^\d{1,12}$/.test(timestamp)) {
    return 'missing';
  }
  const given = signature.split(' ').flatMap((part) => (part.startsWith('v1,') ? [Buffer.from(part.slice(3))] : []));
  const isSigned = secrets.some((secret) => {
    const hmac = createHmac('sha256', secret).update(`${id}.${timestamp}.`).update(body);
    const expected = Buffer.from(hmac.digest('base64'));
    return given.some((one) => one.length === expected.length && timingSafeEqual(one, expected));
  });
  if (!isSigned) {
    return 'wrong';
  }
  const ageMs = nowMs - Number(timestamp) * 1_000;
  if (ageMs > toleranceMs) {
    return 'old';
  }
  return -ageMs > toleranceMs ? 'ahead' : 'valid';
}

/** A secret as the events page shows it: `whsec_` and base64. Null for anything else. */
export function readSecret(text: string): Buffer | null {
  const base64 = /^(?:whsec_)?([A-Za-z0-9+/]{22,}={0,2})$/.exec(text.trim())?.[1];
  return base64 === undefined ? null : Buffer.from(base64, 'base64');
}
