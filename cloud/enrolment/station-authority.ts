import Provider, { type Configuration, errors, type KoaContextWithOIDC } from 'oidc-provider';
import { z } from 'zod';
import type { CloudDatabase } from '../database/open-database.ts';
import type { CloudLog } from '../world/world.ts';
import { authorityPaths } from './authority-paths.ts';
import { type OAuthKeys, signingAlgorithm } from './oauth-keys.ts';
import { createOAuthStore } from './oauth-store.ts';
import { keepPollPace } from './poll-pace.ts';
import { provenKeyOf } from './proven-key.ts';
import { stationRequest, stationRequestParameters } from './station-request.ts';

/**
 * The OAuth server for stations (STA-1): device code (RFC 8628), every token bound to a key of the station (RFC 9449), refresh tokens
 * that rotate. All of the protocol is the library's; this says what Fitbay wants of it and which stations there are. People do not sign
 * in here: whoever approves a station does that on the approval page.
 */
export interface AuthorityParts {
  readonly database: CloudDatabase;
  readonly keys: OAuthKeys;
  /** Address under which stations and people reach this server; no slash at the end. */
  readonly issuer: string;
  readonly pollIntervalSeconds: number;
  readonly log: Pick<CloudLog, 'error'>;
}

export type StationAuthority = Provider;

/** The one OAuth client: the Fitbay program. A station is not a client but an account, made when its enrolment is approved. */
export const stationClientId = 'fitbay-station';

/** `error_description` of a refused token request by which a station learns that people ended its enrolment. */
export const revokedDescription = 'station-revoked';

/** So long an enrolment lasts, whatever is rotated in between: then a person approves again (ASVS 10.4.8). */
export const enrolmentLifetimeSeconds = 90 * 86_400;
const lifetimeSeconds = { code: 600, accessToken: 600, enrolment: enrolmentLifetimeSeconds } as const;

export function createStationAuthority(parts: AuthorityParts): StationAuthority {
  const provider = new Provider(parts.issuer, configurationOf(parts));
  provider.proxy = true; // the caller's address and scheme come from the server in front, see `serve-authority`
  provider.use(keepPollPace(parts.database, parts.pollIntervalSeconds));
  provider.on('server_error', (_context, error) =>
    parts.log.error('oauth.failed', { cause: error.stack ?? error.message }),
  );
  return provider;
}

function configurationOf({ database, keys }: AuthorityParts): Configuration {
  return {
    adapter: createOAuthStore(database),
    clients: [
      {
        client_id: stationClientId,
        token_endpoint_auth_method: 'none',
        grant_types: ['urn:ietf:params:oauth:grant-type:device_code', 'refresh_token'],
        response_types: [],
        redirect_uris: [],
        application_type: 'native',
        dpop_bound_access_tokens: true,
        id_token_signed_response_alg: signingAlgorithm,
      },
    ],
    jwks: { keys: [keys.signingKey] },
    cookies: { keys: [keys.cookieKey] },
    scopes: [],
    responseTypes: [],
    features: {
      devInteractions: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      resourceIndicators: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
      deviceFlow: {
        enabled: true,
        charset: 'base-20',
        mask: '****-****',
        deviceInfo: (context) => ({ ip: context.ip }),
      },
      // A proof without a nonce must be recent; a station whose clock is wrong is given a nonce instead.
      dPoP: { enabled: true, nonceSecret: Buffer.from(keys.nonceSecret, 'base64'), requireNonce: () => false },
    },
    extraParams: Object.fromEntries(
      stationRequestParameters.map((name) => [name, name === 'dpop_jkt' ? mustDescribeStation : null]),
    ),
    issueRefreshToken: async () => true,
    expiresWithSession: async () => false,
    rotateRefreshToken: () => true,
    findAccount: (context, stationId, token) => findStationAccount(database, { context, stationId, token }),
    routes: {
      code_verification: authorityPaths.approval,
      device_authorization: authorityPaths.device,
      token: authorityPaths.token,
      jwks: authorityPaths.keys,
    },
    ttl: {
      DeviceCode: lifetimeSeconds.code,
      AccessToken: lifetimeSeconds.accessToken,
      // Rotation does not prolong it: after this time a person approves again.
      RefreshToken: (context) =>
        Math.max(1, context?.oidc?.entities.RotatedRefreshToken?.remainingTTL ?? lifetimeSeconds.enrolment),
      Grant: lifetimeSeconds.enrolment,
    },
  };
}

function mustDescribeStation(context: KoaContextWithOIDC): void {
  const parsed = stationRequest.safeParse(context.oidc.params);
  if (!parsed.success) {
    const names = parsed.error.issues.map(({ path }) => path.join('.'));
    throw new errors.InvalidRequest(`missing or malformed: ${names.join(', ')}`);
  }
}

const tokenFacts = z.looseObject({
  kind: z.string(),
  grantId: z.string().optional(),
  params: z.looseObject({ dpop_jkt: z.string().optional() }).optional(),
});

interface AccountQuestion {
  readonly context: KoaContextWithOIDC;
  readonly stationId: string;
  readonly token: unknown;
}

/** Whether this station may have tokens now. Also where a code is tied to the key that asked for it. */
async function findStationAccount(database: CloudDatabase, { context, stationId, token }: AccountQuestion) {
  const { kind, grantId, params } = tokenFacts.parse(token);
  const row = await database
    .asSystem('enrolment')
    .read((transaction) =>
      transaction
        .selectFrom('stations')
        .select(['grant_id', 'revoked_at'])
        .where('id', '=', stationId)
        .executeTakeFirst(),
    );
  if (row !== undefined && row.revoked_at !== null) {
    throw new errors.CustomOIDCProviderError('invalid_grant', revokedDescription);
  }
  const isItsOwn = row !== undefined && row.grant_id !== null && row.grant_id === grantId;
  const isSameKey = kind !== 'DeviceCode' || (await provenKeyOf(context.get('DPoP'))) === params?.dpop_jkt;
  return isItsOwn && isSameKey ? { accountId: stationId, claims: async () => ({ sub: stationId }) } : undefined;
}
