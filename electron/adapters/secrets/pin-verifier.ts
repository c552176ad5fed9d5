import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import type { Person } from '#core/domain/access/person.ts';
import type { PinVerifier } from '#core/ports/secrets.ts';

type StoredVerifier = Person['pinVerifier'];

/** OWASP's setting for scrypt where 32 MiB a try are affordable; about a quarter of a second on a bench PC. */
const usual = { cost: 2 ** 15, blockSize: 8, parallelization: 3 } as const;
const saltBytes = 16;
const derivedBytes = 32;
/** More than any verifier of ours needs: one that asks for more is damaged or hostile. */
const memoryLimitBytes = 256 * 1024 * 1024;

/**
 * Checks PINs with scrypt (RFC 7914): present in Node and in Electron's BoringSSL alike, unlike argon2. A PIN has few digits, so the
 * real defence is the count of tries; this one is for a stolen disk (STA-1).
 */
export function createPinVerifier(): PinVerifier {
  return {
    async matches(pin, verifier) {
      const expected = Buffer.from(verifier.derived, 'base64');
      const found = await derive(pin, verifier, expected.length);
      return expected.length > 0 && timingSafeEqual(found, expected);
    },
  };
}

/** A verifier for a new PIN with a fresh salt. `cost` may be lowered for demo people and tests, where the PIN is printed anyway. */
export async function makePinVerifier(pin: string, options: { readonly cost?: number } = {}): Promise<StoredVerifier> {
  const parameters = { ...usual, ...options, salt: randomBytes(saltBytes).toString('base64') };
  const derived = await derive(pin, parameters, derivedBytes);
  return { algorithm: 'scrypt', ...parameters, derived: derived.toString('base64') };
}

function derive(
  pin: string,
  parameters: Omit<StoredVerifier, 'algorithm' | 'derived'>,
  keyBytes: number,
): Promise<Buffer> {
  const { cost, blockSize, parallelization } = parameters;
  const salt = Buffer.from(parameters.salt, 'base64');
  return new Promise((resolve, reject) => {
    scrypt(
      // One spelling per PIN, whatever keyboard typed it.
      pin.normalize('NFKC'),
      salt,
      keyBytes,
      { N: cost, r: blockSize, p: parallelization, maxmem: memoryLimitBytes },
      (error, key) => (error === null ? resolve(key) : reject(error)),
    );
  });
}
