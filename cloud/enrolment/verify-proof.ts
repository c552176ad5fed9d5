import { createHash } from 'node:crypto';
import { calculateJwkThumbprint, EmbeddedJWK, errors, type JWTVerifyResult, jwtVerify } from 'jose';
import { z } from 'zod';
import type { CloudDatabase } from '../database/open-database.ts';
import { nowSeconds } from './oauth-store.ts';
import type { ProofNonces } from './proof-nonces.ts';

/** One call as its proof must describe it. */
export interface ProvenCall {
  readonly method: string;
  /** Address of the call without query and fragment. */
  readonly url: string;
  readonly accessToken: string;
  /** The `DPoP` header. */
  readonly proof: string | undefined;
}

export type ProofOutcome =
  | { readonly kind: 'proven'; readonly thumbprint: string }
  /** Right but for its age: the caller's clock is wrong, or its nonce is old. */
  | { readonly kind: 'nonce-wanted' }
  | { readonly kind: 'not-proven'; readonly why: string };

export interface ProofParts {
  readonly database: CloudDatabase;
  readonly nonces: ProofNonces;
}

/** As the library at the token endpoint: as long may a proof be old, and so long its id is remembered. */
const freshForSeconds = 300;
const algorithms = ['ES256', 'Ed25519', 'EdDSA'];

const proofClaims = z.looseObject({
  htm: z.string(),
  htu: z.string(),
  jti: z.string().min(8).max(200),
  iat: z.number().int(),
  ath: z.string(),
  nonce: z.string().optional(),
});

/** Checks a proof of possession for the API (RFC 9449 §4.3, all twelve points; the thumbprint is compared by the caller). */
export async function verifyProof(parts: ProofParts, call: ProvenCall): Promise<ProofOutcome> {
  if (call.proof === undefined) {
    return { kind: 'not-proven', why: 'there is no proof' };
  }
  const signed = await readSigned(call.proof);
  const claims = proofClaims.safeParse(signed?.payload);
  if (signed === null || !claims.success) {
    return { kind: 'not-proven', why: 'the proof is malformed or its signature is wrong' };
  }
  const { htm, htu, jti, iat, ath, nonce } = claims.data;
  if (htm !== call.method || withoutQuery(htu) !== call.url) {
    return { kind: 'not-proven', why: 'the proof is for another call' };
  }
  if (ath !== createHash('sha256').update(call.accessToken, 'utf8').digest('base64url')) {
    return { kind: 'not-proven', why: 'the proof is for another token' };
  }
  if (nonce === undefined ? Math.abs(nowSeconds() - iat) > freshForSeconds : !parts.nonces.accepts(nonce)) {
    return { kind: 'nonce-wanted' };
  }
  const { jwk } = signed.protectedHeader;
  if (jwk === undefined) {
    return { kind: 'not-proven', why: 'the proof names no key' };
  }
  const thumbprint = await calculateJwkThumbprint(jwk);
  return (await isNew(parts.database, `${thumbprint} ${jti}`))
    ? { kind: 'proven', thumbprint }
    : { kind: 'not-proven', why: 'the proof was used before' };
}

async function readSigned(proof: string): Promise<JWTVerifyResult | null> {
  try {
    return await jwtVerify(proof, EmbeddedJWK, { algorithms, typ: 'dpop+jwt' });
  } catch (error: unknown) {
    if (error instanceof errors.JOSEError || error instanceof TypeError || error instanceof DOMException) {
      return null; // malformed, another algorithm, a key that is none, a false signature
    }
    throw error;
  }
}

function withoutQuery(address: string): string | null {
  const url = URL.parse(address);
  return url === null ? null : `${url.origin}${url.pathname}`;
}

/** Keeps the proof's id for as long as its age or its nonce could still be taken; a nonce lives shorter than `freshForSeconds`. */
async function isNew(database: CloudDatabase, name: string): Promise<boolean> {
  const id = createHash('sha256').update(name, 'utf8').digest('base64url');
  const written = await database.transact((transaction) =>
    transaction
      .insertInto('dpop_proofs')
      .values({ id, expires_at: nowSeconds() + 2 * freshForSeconds })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .executeTakeFirst(),
  );
  return written.numInsertedOrUpdatedRows !== 0n;
}
