import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import type { Person } from '#core/domain/access/person.ts';

type Verifier = Person['pinVerifier'];

/** Cost 2^15, block 8, three lanes: what OWASP asks of scrypt where 32 MiB a try are affordable; about 0.3 s. */
const usual = { cost: 32_768, blockSize: 8, parallelization: 3 } as const;
/** One lane, for people whose PIN is printed beside their name anyway. */
const forDemo = { ...usual, parallelization: 1 } as const;
const keyBytes = 32;
/** Node refuses more than 32 MiB unless told; scrypt needs 128 × cost × block size and a little more. */
const maximumMemoryBytes = 64 * 1024 * 1024;

/** Makes a verifier from a PIN with a new random salt. The PIN cannot be read back from it. */
export async function makePinVerifier(pin: string, kind: 'usual' | 'demo' = 'usual'): Promise<Verifier> {
  const parameters = { ...(kind === 'demo' ? forDemo : usual), salt: randomBytes(16).toString('base64') };
  return { algorithm: 'scrypt', ...parameters, derived: (await derive(pin, parameters)).toString('base64') };
}

/** Whether it is the PIN that the verifier was made from. The caller counts the try first. */
export async function matchesPin(pin: string, verifier: Verifier): Promise<boolean> {
  const expected = Buffer.from(verifier.derived, 'base64');
  return expected.length === keyBytes && timingSafeEqual(await derive(pin, verifier), expected);
}

function derive(
  pin: string,
  { cost, blockSize, parallelization, salt }: Omit<Verifier, 'algorithm' | 'derived'>,
): Promise<Buffer> {
  const options = { cost, blockSize, parallelization, maxmem: maximumMemoryBytes };
  return new Promise((resolve, reject) => {
    scrypt(pin.normalize('NFKC'), Buffer.from(salt, 'base64'), keyBytes, options, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}
