import { createHash, randomUUID } from 'node:crypto';
import { type CryptoKey, calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import type { KeptToken } from './kept-token.ts';

/** A station's key as tests hold it, with proofs that may also be wrong on purpose. */
export interface TestKey {
  readonly thumbprint: string;
  prove(claims: ProofClaims): Promise<string>;
}

export interface ProofClaims {
  readonly htm: string;
  readonly htu: string;
  readonly accessToken?: string;
  readonly jti?: string;
  readonly nonce?: string;
  /** Seconds of the Unix epoch; now unless said otherwise. */
  readonly iat?: number;
}

export async function makeTestKey(): Promise<TestKey> {
  return testKeyOf(await generateKeyPair('ES256', { extractable: true }));
}

/** The same for a key that is there already. */
export async function testKeyOf({ privateKey, publicKey }: KeyPair): Promise<TestKey> {
  const jwk = await exportJWK(publicKey);
  const thumbprint = await calculateJwkThumbprint(jwk);
  return { thumbprint, prove: (claims) => signProof({ privateKey, jwk }, claims) };
}

interface KeyPair {
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

function signProof(
  { privateKey, jwk }: { readonly privateKey: CryptoKey; readonly jwk: JWK },
  { accessToken, jti = randomUUID(), iat, ...claims }: ProofClaims,
): Promise<string> {
  const ath =
    accessToken === undefined ? {} : { ath: createHash('sha256').update(accessToken, 'utf8').digest('base64url') };
  return new SignJWT({ ...claims, ...ath, jti })
    .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk })
    .setIssuedAt(iat)
    .sign(privateKey);
}

/**
 * `fetch` as a station does it: token and proof on every call, unless the test brings an `authorization` of its own. A token given as text
 * is taken as it is; a kept one is renewed when it has to be.
 */
export function createProvenFetch(key: TestKey, token: string | KeptToken): (request: Request) => Promise<Response> {
  const send = async (request: Request, accessToken: string): Promise<Response> => {
    const { origin, pathname } = new URL(request.url);
    const headers = new Headers(request.headers);
    if (!headers.has('authorization')) {
      headers.set('authorization', `DPoP ${accessToken}`);
    }
    headers.set('dpop', await key.prove({ htm: request.method, htu: `${origin}${pathname}`, accessToken }));
    return fetch(new Request(request, { headers }));
  };
  return async (request) => {
    if (typeof token === 'string') {
      return send(request, token);
    }
    const { origin } = new URL(request.url);
    const again = request.clone();
    const accessToken = await token.current(origin, request.signal);
    const answer = await send(request, accessToken);
    if (answer.status !== 401 || request.headers.has('authorization')) {
      return answer;
    }
    const next = await token.after(accessToken, origin, request.signal);
    return next === null ? answer : send(again, next);
  };
}
