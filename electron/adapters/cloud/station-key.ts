import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK } from 'jose';
import type { CryptoKey } from 'openid-client';
import { invariant } from '#core/kernel/invariant.ts';
import type { PrivateJwk } from './credential-file.ts';

/** ES256 (RFC 7518 §3.4): what Node, Electron's BoringSSL and every OAuth server have. */
const algorithm = 'ES256';

export async function makeStationKey(): Promise<PrivateJwk> {
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const { x, y, d } = await exportJWK(privateKey);
  invariant(x !== undefined && y !== undefined && d !== undefined, 'an exported private key is whole');
  return { kty: 'EC', crv: 'P-256', x, y, d };
}

/** Thumbprint (RFC 7638) by which the cloud knows the key. */
export function thumbprintOf({ d: _private, ...publicKey }: PrivateJwk): Promise<string> {
  return calculateJwkThumbprint(publicKey);
}

/** The key as the engine signs with it; the private half cannot be read out of it again. */
export async function importStationKey(
  jwk: PrivateJwk,
): Promise<{ readonly privateKey: CryptoKey; readonly publicKey: CryptoKey }> {
  const { d: _private, ...publicJwk } = jwk;
  const privateKey = await importJWK(jwk, algorithm, { extractable: false });
  const publicKey = await importJWK(publicJwk, algorithm, { extractable: true });
  invariant(!(privateKey instanceof Uint8Array) && !(publicKey instanceof Uint8Array), 'an EC key is no octet string');
  return { privateKey, publicKey };
}
