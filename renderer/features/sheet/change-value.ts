import type { SheetResult } from '#core/contract/station/bench.ts';
import type { StationClient } from '../../station/connection.ts';

/** Runs an act that changes what is wanted of a unit; what was compared with the old wish is then read anew. Answers true once it is stored. */
export type ChangeValue = (what: (client: StationClient) => Promise<SheetResult>) => Promise<boolean>;
