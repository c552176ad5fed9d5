import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import type { RosterKey } from '#cloud/roster/roster-key.ts';

/** A roster key that is not the cloud's, as somebody between station and cloud would have. */
export function makeRosterKey(): RosterKey {
  const { privateKey } = generateKeyPairSync('ed25519');
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).toString('base64');
  return { privateKey, publicKey };
}
