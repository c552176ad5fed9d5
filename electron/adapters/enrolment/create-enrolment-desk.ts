import { randomInt } from 'node:crypto';
import {
  type DeviceAuthorizationResponse,
  type DPoPHandle,
  fetchProtectedResource,
  genericGrantRequest,
  getDPoPHandle,
  initiateDeviceAuthorization,
  ResponseBodyError,
  type ServerMetadata,
} from 'openid-client';
import { type StationSelf, stationSelf } from '#core/contract/cloud-contract.ts';
import type { EnrolmentFacts, EnrolmentFailure, EnrolmentWish } from '#core/domain/enrolment/enrolment.ts';
import { toIsoTime } from '#core/kernel/iso-time.ts';
import type { EnrolmentAttempt, EnrolmentDesk, EnrolmentPoll } from '#core/ports/enrolment-desk.ts';
import { toCloudFailure } from '../cloud/cloud-failure.ts';
import type { CloudCredential, PrivateJwk } from '../cloud/credential-file.ts';
import { configurationFor, discoverOAuthServer, isSafeAddress, readIssuer } from '../cloud/oauth-server.ts';
import { importStationKey, makeStationKey, thumbprintOf } from '../cloud/station-key.ts';
import { addressCode } from './address-code.ts';

/** What of the data folder an enrolment reads and writes; given by the composition, which knows the files. */
export interface EnrolmentFolder {
  /** Who the folder is now; null: nobody yet. */
  identity(): { readonly stationId: string; readonly generation: number } | null;
  /** Public half of the key that signs the audit trail, made if it is not there: SPKI, base64. */
  auditKey(): string;
  /** Id for a folder that is nobody yet; the same until it is enrolled. */
  futureId(): string;
  /** Puts the new identity on disk, then the credential. In between the station is one that must enrol again, never somebody else. */
  keep(cloudUrl: string, self: StationSelf, credential: CloudCredential): void;
  facts(): EnrolmentFacts;
}

const deviceCodeGrant = 'urn:ietf:params:oauth:grant-type:device_code';
const usualIntervalSeconds = 5;

/** Enrols by the OAuth library: RFC 8628 with a key of the station's own from the first request on (RFC 9449 §10). */
export function createEnrolmentDesk(folder: EnrolmentFolder): EnrolmentDesk {
  return {
    facts: () => folder.facts(),
    async begin(wish) {
      const found = await findCloud(wish.cloudUrl);
      if (found.kind === 'failed') {
        return found;
      }
      const privateKey = await makeStationKey();
      const checkNumber = String(randomInt(10, 100));
      const { server } = found;
      const proofs = getDPoPHandle(configurationFor(server), await importStationKey(privateKey));
      try {
        const request = await describe(folder, wish, { privateKey, checkNumber });
        const code = await initiateDeviceAuthorization(configurationFor(server), request);
        return { kind: 'begun', attempt: createAttempt(folder, { server, proofs, privateKey, checkNumber, code }) };
      } catch (error: unknown) {
        return failureOf(error);
      }
    },
  };
}

type CloudFound =
  | { readonly kind: 'found'; readonly server: ServerMetadata }
  | { readonly kind: 'failed'; readonly why: EnrolmentFailure; readonly detail: string };

async function findCloud(cloudUrl: string): Promise<CloudFound> {
  if (!isSafeAddress(cloudUrl)) {
    return { kind: 'failed', why: 'unsafe-address', detail: cloudUrl };
  }
  try {
    const server = await discoverOAuthServer(cloudUrl);
    return server.device_authorization_endpoint === undefined
      ? { kind: 'failed', why: 'not-a-cloud', detail: 'it hands out no device codes' }
      : { kind: 'found', server };
  } catch (error: unknown) {
    const failure = toCloudFailure(error);
    if (failure.kind === 'unreachable') {
      return { kind: 'failed', why: 'unreachable', detail: failure.detail };
    }
    const issuer = await readIssuer(cloudUrl);
    return issuer === null
      ? { kind: 'failed', why: 'not-a-cloud', detail: 'detail' in failure ? failure.detail : failure.kind }
      : { kind: 'failed', why: 'other-address', detail: issuer };
  }
}

interface OwnMarks {
  readonly privateKey: PrivateJwk;
  readonly checkNumber: string;
}

/** The request's parameters, as the cloud's `stationRequest` wants them. */
async function describe(
  folder: EnrolmentFolder,
  { name, place }: EnrolmentWish,
  { privateKey, checkNumber }: OwnMarks,
): Promise<Record<string, string>> {
  const identity = folder.identity();
  return {
    dpop_jkt: await thumbprintOf(privateKey),
    station_id: identity?.stationId ?? folder.futureId(),
    station_generation: String(identity?.generation ?? 0),
    station_name: name,
    station_place: place,
    audit_key: folder.auditKey(),
    check_number: checkNumber,
  };
}

function failureOf(error: unknown): CloudFound & { readonly kind: 'failed' } {
  if (error instanceof ResponseBodyError) {
    return { kind: 'failed', why: 'refused', detail: error.error_description ?? error.error };
  }
  const failure = toCloudFailure(error);
  const why = failure.kind === 'unreachable' || failure.kind === 'busy' ? 'unreachable' : 'refused';
  return { kind: 'failed', why, detail: 'detail' in failure ? failure.detail : failure.kind };
}

interface AttemptParts extends OwnMarks {
  readonly server: ServerMetadata;
  readonly proofs: DPoPHandle;
  readonly code: DeviceAuthorizationResponse;
}

function createAttempt(folder: EnrolmentFolder, parts: AttemptParts): EnrolmentAttempt {
  const { server, code, checkNumber } = parts;
  const address = code.verification_uri_complete ?? code.verification_uri;
  let tokens: FirstTokens | null = null;
  return {
    cloudUrl: server.issuer,
    userCode: code.user_code,
    verificationUri: code.verification_uri,
    verificationUriComplete: address,
    qr: addressCode(address),
    checkNumber,
    lifetimeMs: code.expires_in * 1000,
    intervalMs: (code.interval ?? usualIntervalSeconds) * 1000,
    async poll() {
      try {
        // Once given out the code is spent, so a lost answer to the question after it is asked for again, not the tokens.
        tokens ??= await askForTokens(parts);
        return await finish(folder, parts, tokens);
      } catch (error: unknown) {
        return pollEndOf(error);
      }
    },
  };
}

interface FirstTokens {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
}

async function askForTokens({ server, proofs, code }: AttemptParts): Promise<FirstTokens> {
  const { device_code } = code;
  const answer = await genericGrantRequest(
    configurationFor(server),
    deviceCodeGrant,
    { device_code },
    { DPoP: proofs },
  );
  return { accessToken: answer.access_token, refreshToken: answer.refresh_token };
}

/** Learns who this station is now, and keeps it. */
async function finish(
  folder: EnrolmentFolder,
  { server, privateKey }: AttemptParts,
  { accessToken, refreshToken }: FirstTokens,
): Promise<EnrolmentPoll> {
  if (refreshToken === undefined) {
    return { kind: 'failed', why: 'refused', detail: 'the cloud gave no way to renew the token' };
  }
  const DPoP = getDPoPHandle(configurationFor(server), await importStationKey(privateKey));
  const address = new URL('/v1/station', server.issuer);
  const answer = await fetchProtectedResource(configurationFor(server), accessToken, address, 'GET', null, undefined, {
    DPoP,
  });
  const self = stationSelf.safeParse(await answer.json());
  if (!self.success) {
    return { kind: 'failed', why: 'refused', detail: 'the cloud does not say who this station is' };
  }
  const now = toIsoTime(Date.now());
  const { validUntil } = self.data;
  folder.keep(server.issuer, self.data, { privateKey, refreshToken, keyMadeAt: now, renewedAt: now, validUntil });
  return { kind: 'enrolled', stationId: self.data.stationId, organizationName: self.data.organizationName };
}

function pollEndOf(error: unknown): EnrolmentPoll {
  if (!(error instanceof ResponseBodyError)) {
    const failure = toCloudFailure(error);
    return failure.kind === 'unreachable' || failure.kind === 'busy' || failure.kind === 'faulty'
      ? { kind: 'unreachable' }
      : { kind: 'failed', why: 'refused', detail: failure.detail };
  }
  switch (error.error) {
    case 'authorization_pending':
      return { kind: 'pending' };
    case 'slow_down':
      return { kind: 'slow-down' };
    case 'access_denied':
      return { kind: 'failed', why: 'denied', detail: error.error_description ?? '' };
    case 'expired_token':
      return { kind: 'failed', why: 'expired', detail: '' };
    default:
      return { kind: 'failed', why: 'refused', detail: error.error_description ?? error.error };
  }
}
