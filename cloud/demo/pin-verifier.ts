import { randomBytes, scrypt } from 'node:crypto';
import type { Person } from '#core/domain/access/person.ts';

/** Cost 2^15, block 8, one lane: 32 MiB and about 0.1 s a try; what stations check PINs against (reliability.md §5.2). */
const parameters = { cost: 32_768, blockSize: 8, parallelization: 1 } as const;
const keyBytes = 32;
/** Node refuses more than 32 MiB unless told; scrypt needs 128 × cost × block size and a little more. */
const maximumMemoryBytes = 64 * 1024 * 1024;

/** Makes a verifier from a PIN with a new random salt. The PIN cannot be read back from it. */
export function makePinVerifier(pin: string): Promise<Person['pinVerifier']> {
  const salt = randomBytes(16);
  return new Promise((resolve, reject) => {
    scrypt(pin, salt, keyBytes, { ...parameters, maxmem: maximumMemoryBytes }, (error, derived) => {
      if (error !== null) {
        reject(error);
        return;
      }
      resolve({
        algorithm: 'scrypt',
        ...parameters,
        salt: salt.toString('base64'),
        derived: derived.toString('base64'),
      });
    });
  });
}
