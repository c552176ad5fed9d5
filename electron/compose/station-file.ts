import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { organizationId, stationId } from '#core/kernel/entity-ids.ts';
import { writeFileDurably } from '../adapters/files/write-file-durably.ts';

/**
 * `station.json`: who this station is and where its cloud is. Written at enrolment and never by the station itself. What it proves
 * itself with lies beside it (`credential-file.ts`).
 */
export const stationFile = z.strictObject({
  version: z.literal(2),
  stationId,
  /** Counts enrolments (reliability.md §3.3). */
  generation: z.number().int().positive(),
  name: z.string().min(1),
  place: z.string(),
  organizationId,
  cloudUrl: z.url({ protocol: /^https?$/ }),
  /** The data of a demo: its bays hold virtual units, its PINs are no secret. */
  demo: z.boolean(),
});
export type StationFile = z.infer<typeof stationFile>;

/** The first version held a bearer token, which no cloud takes any more: the same station, to be enrolled again. */
const firstVersion = stationFile
  .extend({ version: z.literal(1), token: z.string() })
  .transform(({ token: _worthless, ...file }): StationFile => ({ ...file, version: 2 }));
const anyVersion = z.union([stationFile, firstVersion]);

export type StationFileReading =
  | { readonly kind: 'read'; readonly file: StationFile }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly detail: string };

const fileName = 'station.json';

export function readStationFile(dataFolder: string): StationFileReading {
  const path = join(dataFolder, fileName);
  try {
    const parsed = anyVersion.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return parsed.success
      ? { kind: 'read', file: parsed.data }
      : { kind: 'unreadable', detail: `${path}: ${z.prettifyError(parsed.error)}` };
  } catch (error: unknown) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return { kind: 'absent' };
    }
    return { kind: 'unreadable', detail: `${path}: ${error instanceof Error ? error.message : String(error)}` };
  }
}

export function writeStationFile(dataFolder: string, file: StationFile): void {
  writeFileDurably(join(dataFolder, fileName), `${JSON.stringify(stationFile.parse(file), null, 2)}\n`, 0o600);
}
