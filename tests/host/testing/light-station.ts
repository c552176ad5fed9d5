import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { organizationId, stationId } from '#core/kernel/entity-ids.ts';
import { createLog } from '#electron/adapters/log/create-log.ts';
import { type ComposedStation, composeStation } from '#electron/compose/compose-station.ts';
import { type StationFile, writeStationFile } from '#electron/compose/station-file.ts';

/** A whole station on a folder of its own whose cloud is never there: enough for everything that is not about the cloud. */
export interface LightStation {
  readonly dataFolder: string;
  readonly composed: ComposedStation;
  close(): Promise<void>;
}

/** Nothing listens on the discard port. */
const unreachable = 'http://127.0.0.1:9';

export const lightIdentity: StationFile = {
  version: 2,
  stationId: stationId.parse('light-station'),
  generation: 1,
  name: 'Bench 7',
  place: 'Test hall',
  organizationId: organizationId.parse('light-organization'),
  cloudUrl: unreachable,
  demo: false,
};

export function makeDataFolder(): string {
  return mkdtempSync(join(tmpdir(), 'fitbay-light-'));
}

export async function openLightStation(identity: StationFile = lightIdentity): Promise<LightStation> {
  const dataFolder = makeDataFolder();
  writeStationFile(dataFolder, identity);
  const log = createLog({ destination: 'stderr', level: 'silent' });
  const composed = await composeStation({ dataFolder, host: 'browser', log });
  if (composed.kind !== 'composed') {
    throw new Error(`the station did not open: ${composed.kind}`);
  }
  return {
    dataFolder,
    composed,
    async close() {
      await composed.close();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}
