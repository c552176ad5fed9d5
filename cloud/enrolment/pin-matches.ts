import { scrypt, timingSafeEqual } from 'node:crypto';
import type { Person } from '#core/domain/access/person.ts';

/** More than any verifier of ours needs: one that asks for more is damaged. */
const memoryLimitBytes = 256 * 1024 * 1024;

/** Whether this PIN is the one that the verifier was made from; slow on purpose (RFC 7914). */
export async function pinMatches(pin: string, verifier: Person['pinVerifier']): Promise<boolean> {
  const { cost, blockSize, parallelization, salt } = verifier;
  const expected = Buffer.from(verifier.derived, 'base64');
  const found = await new Promise<Buffer>((resolve, reject) => {
    scrypt(
      pin.normalize('NFKC'),
      Buffer.from(salt, 'base64'),
      expected.length,
      { N: cost, r: blockSize, p: parallelization, maxmem: memoryLimitBytes },
      (error, key) => (error === null ? resolve(key) : reject(error)),
    );
  });
  return expected.length > 0 && timingSafeEqual(found, expected);
}
