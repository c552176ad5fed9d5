import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createCloudClient } from '#electron/adapters/cloud/create-cloud-client.ts';
import { createCredentialFile } from '#electron/adapters/cloud/credential-file.ts';
import { createSecretSeal } from '#electron/adapters/secrets/secret-seal.ts';
import { openCloudSession } from '#electron/compose/open-cloud-session.ts';
import { readStationFile, writeStationFile } from '#electron/compose/station-file.ts';
import { enrolDemoStation } from '#electron/demo/enrol-demo-station.ts';
import type { DemoCloud } from './start-demo-cloud.ts';

/** Where the demo lives. */
export interface DemoPlaces {
  /** Holds the lock as well, which outlives a start over. */
  readonly root: string;
  readonly demo: string;
  readonly station: string;
  /** The fleet's side, see `open-office.ts`. */
  readonly office: string;
  readonly cloud: string;
}

export function demoPlaces(root: string): DemoPlaces {
  const demo = join(root, 'demo');
  return { root, demo, station: join(demo, 'station'), office: join(demo, 'office'), cloud: join(demo, 'cloud') };
}

export function forgetDemo({ demo }: DemoPlaces): void {
  rmSync(demo, { recursive: true, force: true });
}

export type DemoPreparation =
  | { readonly kind: 'prepared'; readonly isNew: boolean }
  /** One half was deleted or put back to an older state: the cloud does not know this station any more. */
  | { readonly kind: 'halves-differ' };

const patienceMs = 5_000;

function isProvable(directory: string): boolean {
  return createCredentialFile({ directory, seal: createSecretSeal({ directory }) }).read() !== null;
}

/** Makes sure that the demo's station is enrolled at the demo's cloud, wherever that listens today. */
export async function prepareDemo({ station }: DemoPlaces, cloud: DemoCloud): Promise<DemoPreparation> {
  const reading = readStationFile(station);
  if (reading.kind !== 'read') {
    if (existsSync(join(station, 'station.sqlite'))) {
      return { kind: 'halves-differ' };
    }
    await enrolDemoStation({ dataFolder: station, cloudUrl: cloud.url, register: cloud.register });
    return { kind: 'prepared', isNew: true };
  }
  if (!isProvable(station)) {
    // A demo from before stations proved themselves by a key: enrolled anew, with everything it did.
    await enrolDemoStation({ dataFolder: station, cloudUrl: cloud.url, register: cloud.register });
    return { kind: 'prepared', isNew: false };
  }
  const session = openCloudSession({ directory: station, cloudUrl: cloud.url });
  const answer = await createCloudClient({ baseUrl: cloud.url, session }).lookUpUnits('000000000000000', patienceMs);
  if (answer.kind === 'not-enrolled') {
    return { kind: 'halves-differ' };
  }
  writeStationFile(station, { ...reading.file, cloudUrl: cloud.url });
  return { kind: 'prepared', isNew: false };
}
