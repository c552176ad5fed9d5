import { generateKeyPairSync, randomUUID } from 'node:crypto';
import {
  allowInsecureRequests,
  type Configuration,
  type CryptoKeyPair,
  type DeviceAuthorizationResponse,
  type DPoPHandle,
  discovery,
  genericGrantRequest,
  getDPoPHandle,
  initiateDeviceAuthorization,
  None,
  ResponseBodyError,
  randomDPoPKeyPair,
  refreshTokenGrant,
} from 'openid-client';
import { stationClientId } from '../enrolment/station-authority.ts';

/** A station that enrols by the book, with the OAuth library that real stations use as well. */
export interface EnrollingStation {
  readonly id: string;
  readonly configuration: Configuration;
  readonly keys: CryptoKeyPair;
  readonly proofs: DPoPHandle;
  /** Asks for a code; `change` overwrites parameters of the request. */
  begin(change?: Readonly<Record<string, string>>): Promise<DeviceAuthorizationResponse>;
  /** One poll: tokens, or the OAuth error. */
  poll(code: DeviceAuthorizationResponse, proofs?: DPoPHandle): Promise<PollEnd>;
  refresh(refreshToken: string, proofs?: DPoPHandle): Promise<PollEnd>;
}

export type PollEnd =
  | { readonly kind: 'tokens'; readonly accessToken: string; readonly refreshToken: string; readonly expiresIn: number }
  | { readonly kind: 'error'; readonly error: string; readonly description: string | undefined };

export const checkNumber = '47';

export async function createEnrollingStation(url: string, id: string = randomUUID()): Promise<EnrollingStation> {
  const configuration = await discovery(new URL(url), stationClientId, undefined, None(), {
    execute: [allowInsecureRequests],
  });
  const keys = await randomDPoPKeyPair('ES256');
  const proofs = getDPoPHandle(configuration, keys);
  const auditKey = generateKeyPairSync('ed25519').publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  return {
    id,
    configuration,
    keys,
    proofs,
    begin: async (change = {}) =>
      initiateDeviceAuthorization(configuration, {
        dpop_jkt: await proofs.calculateThumbprint(),
        station_id: id,
        station_generation: '0',
        station_name: 'Bench 9',
        station_place: 'Hall West',
        audit_key: auditKey,
        check_number: checkNumber,
        ...change,
      }),
    poll: ({ device_code }, DPoP = proofs) =>
      endOf(
        genericGrantRequest(configuration, 'urn:ietf:params:oauth:grant-type:device_code', { device_code }, { DPoP }),
      ),
    refresh: (refreshToken, DPoP = proofs) =>
      endOf(refreshTokenGrant(configuration, refreshToken, undefined, { DPoP })),
  };
}

async function endOf(request: ReturnType<typeof genericGrantRequest>): Promise<PollEnd> {
  try {
    const { access_token: accessToken, refresh_token: refreshToken = '', expires_in: expiresIn = 0 } = await request;
    return { kind: 'tokens', accessToken, refreshToken, expiresIn };
  } catch (error: unknown) {
    if (error instanceof ResponseBodyError) {
      return { kind: 'error', error: error.error, description: error.error_description };
    }
    throw error;
  }
}
