import { calculateJwkThumbprint, decodeProtectedHeader } from 'jose';

/** Thumbprint (RFC 7638) of the key in a proof whose signature was checked already. */
export async function provenKeyOf(proof: string): Promise<string | undefined> {
  const { jwk } = decodeProtectedHeader(proof);
  return jwk === undefined ? undefined : calculateJwkThumbprint(jwk);
}
