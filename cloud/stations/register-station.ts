import { type StationId, stationId } from '#core/kernel/entity-ids.ts';
import { invariant } from '#core/kernel/invariant.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import type { CloudDatabase } from '../database/open-database.ts';
import { openOAuthKeys } from '../enrolment/oauth-keys.ts';
import { createStationAuthority, stationClientId } from '../enrolment/station-authority.ts';
import { putStation } from './put-station.ts';

export interface StationToRegister {
  readonly stationId: string;
  readonly name: string;
  readonly place?: string | undefined;
  readonly organizationId: string;
  /** For its checkpoints; see `EnrolledStation`. */
  readonly publicKey: string | null;
  /** Thumbprint (RFC 7638) of the key that the station proves with every call. */
  readonly thumbprint: string;
}

/** What an approved enrolment ends with as well; both tokens are of no use without the station's key. */
export interface StationCredential {
  readonly stationId: StationId;
  readonly generation: number;
  readonly accessToken: string;
  readonly refreshToken: string;
}

/**
 * Enrols a station without a person: for the demo's own station and for tests, from the server's own process only; no route leads here.
 * The credential is the same as after an approval. Registering one that is there enrols it anew, see `putStation`.
 */
export async function registerStation(
  database: CloudDatabase,
  station: StationToRegister,
  now: IsoTime,
): Promise<StationCredential> {
  const keys = await openOAuthKeys(database, now);
  // Opaque tokens do not name their issuer, so any address will do for the library.
  const authority = createStationAuthority({
    database,
    keys,
    issuer: 'http://localhost',
    pollIntervalSeconds: 5,
    log: { error: () => {} },
  });
  const client = await authority.Client.find(stationClientId);
  invariant(client !== undefined, 'the one client is configured');
  const holder = { client, accountId: station.stationId, clientId: stationClientId };
  const grantId = await new authority.Grant(holder).save();
  const { generation } = await database
    .asSystem('administration')
    .transact((transaction) =>
      putStation(
        transaction,
        { ...station, place: station.place ?? '', grantId, approvedBy: null, knownGeneration: 0 },
        now,
      ),
    );
  const bound = { ...holder, grantId, gty: 'device_code', scope: '', jkt: station.thumbprint };
  const accessToken = await new authority.AccessToken(bound).save();
  const refreshToken = await new authority.RefreshToken({ ...bound, rotations: 0 }).save();
  return { stationId: stationId.parse(station.stationId), generation, accessToken, refreshToken };
}
