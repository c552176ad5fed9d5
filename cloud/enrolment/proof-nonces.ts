import { createHmac, timingSafeEqual } from 'node:crypto';

/** Nonces for proofs at the API (RFC 9449 §9): from the server's own clock, so that a station whose clock is wrong can prove its key all the same. */
export interface ProofNonces {
  next(): string;
  /** Whether it was given out within the last minutes. */
  accepts(nonce: string): boolean;
}

const stepMs = 60_000;
const acceptedSteps = [0, -1, -2, -3];

/** Derived from a secret, not stored: every server on the database takes what any of them gave out. */
export function createProofNonces(secret: Buffer): ProofNonces {
  const nonceAt = (step: number): Buffer => createHmac('sha256', secret).update(`api-nonce:${step}`).digest();
  const stepNow = (): number => Math.floor(Date.now() / stepMs);
  return {
    next: () => nonceAt(stepNow()).toString('base64url'),
    accepts(nonce) {
      const given = Buffer.from(nonce, 'base64url');
      const now = stepNow();
      return acceptedSteps.some((back) => {
        const expected = nonceAt(now + back);
        return expected.length === given.length && timingSafeEqual(expected, given);
      });
    },
  };
}
