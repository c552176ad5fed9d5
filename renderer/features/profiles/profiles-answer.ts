import type { StationClient } from '../../station/connection.ts';

/** Everything the station tells of profiles at once: rows, the profiles themselves, and which secrets have a value. */
export type ProfilesAnswer = Awaited<ReturnType<StationClient['profiles']['list']>>;
