import { z } from 'zod';
import type { CentreTrouble } from '../../contract/station/partners.ts';
import { type IsoTime, isoTime } from '../../kernel/iso-time.ts';
import type { CloudFailure } from '../../ports/cloud-client.ts';
import type { StationStore } from '../../ports/station-store.ts';

/** A list that only the centre has, kept as it was seen last, so that a station without a connection can still show it with its age. */
export interface LastSeen<Row> {
  keep(rows: readonly Row[], asOf: IsoTime): void;
  read(): { readonly rows: Row[]; readonly asOf: IsoTime } | null;
}

/** `setting`: name under which the store keeps it. What an older version wrote in another shape is as if it had never been seen. */
export function createLastSeen<Row extends z.ZodType>(
  store: StationStore,
  { setting, row }: { readonly setting: string; readonly row: Row },
): LastSeen<z.output<Row>> {
  const kept = z.strictObject({ rows: z.array(row), asOf: isoTime });
  return {
    keep: (rows, asOf) => store.transact((write) => write.setSetting(setting, JSON.stringify({ rows, asOf }))),
    read() {
      const text = store.setting(setting);
      return text === null ? null : (kept.safeParse(JSON.parse(text)).data ?? null);
    },
  };
}

/** What a failure means to somebody who waits for the answer. */
export function troubleOf({ kind }: CloudFailure): CentreTrouble {
  return kind === 'unreachable' || kind === 'busy' ? 'offline' : 'trouble';
}
