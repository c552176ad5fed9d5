import { z } from 'zod';
import { authorityPaths } from '../enrolment/authority-paths.ts';
import { stationClientId } from '../enrolment/station-authority.ts';
import type { StationCredential } from '../stations/register-station.ts';
import type { TestKey } from './proven-calls.ts';

/**
 * The token of a station that a test plays. It is good for ten minutes as a real station's is, and renewed as a real one renews it: half a
 * minute before its end, once for however many ask, and when the cloud does not take it any more. So a run may last as long as it likes.
 */
export interface KeptToken {
  /** One that is good. Throws what `fetch` throws where the cloud is out of reach. */
  current(origin: string, signal?: AbortSignal): Promise<string>;
  /** Another one than `refused`; null where the cloud gives this station none any more. */
  after(refused: string, origin: string, signal?: AbortSignal): Promise<string | null>;
}

export type TokenPair = Pick<StationCredential, 'accessToken' | 'refreshToken'>;

export interface KeptTokenSettings {
  /** For a test of the renewal itself; real ones live as long as the cloud says. */
  readonly goodForMs?: number;
}

const marginMs = 30_000;
/** Of the first one, whose lifetime nobody was told. */
const usualLifetimeMs = 600_000;

const renewed = z.object({ access_token: z.string(), refresh_token: z.string(), expires_in: z.number() });

interface Held extends TokenPair {
  readonly goodUntilMs: number;
}

export function createKeptToken(key: TestKey, first: TokenPair, { goodForMs }: KeptTokenSettings = {}): KeptToken {
  const goodUntil = (lifetimeMs: number) => performance.now() + (goodForMs ?? lifetimeMs - marginMs);
  let held: Held = { ...first, goodUntilMs: goodUntil(usualLifetimeMs) };
  let renewing: Promise<boolean> | null = null;

  async function renew(origin: string, signal: AbortSignal | undefined): Promise<boolean> {
    const htu = `${origin}${authorityPaths.token}`;
    const answer = await fetch(htu, {
      method: 'POST',
      headers: { dpop: await key.prove({ htm: 'POST', htu }) },
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        client_id: stationClientId,
        refresh_token: held.refreshToken,
      }),
      ...(signal === undefined ? {} : { signal }),
    });
    const body: unknown = await answer.json();
    if (answer.status === 400 || answer.status === 401) {
      return false; // revoked, or enrolled anew: whoever calls is told so by the call itself
    }
    const given = renewed.parse(body);
    held = {
      accessToken: given.access_token,
      refreshToken: given.refresh_token,
      goodUntilMs: goodUntil(given.expires_in * 1_000),
    };
    return true;
  }

  const renewOnce = (origin: string, signal: AbortSignal | undefined): Promise<boolean> => {
    renewing ??= renew(origin, signal).finally(() => {
      renewing = null;
    });
    return renewing;
  };

  return {
    async current(origin, signal) {
      if (performance.now() >= held.goodUntilMs) {
        await renewOnce(origin, signal);
      }
      return held.accessToken;
    },
    async after(refused, origin, signal) {
      const isReplaced = held.accessToken !== refused || (await renewOnce(origin, signal));
      return isReplaced ? held.accessToken : null;
    },
  };
}
