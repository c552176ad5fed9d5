import { rmSync } from 'node:fs';
import { afterAll, beforeAll } from 'vitest';
import { type RunningCloud, runCloud } from '#cloud/cloud-command.ts';
import { invariant } from '#core/kernel/invariant.ts';
import { enrolDemoStation } from '#electron/demo/enrol-demo-station.ts';
import { makeDataFolder } from '../../host/testing/light-station.ts';
import { fitbay } from './run-fitbay.ts';

/** A station that is enrolled at a real cloud, for commands in processes of their own. */
export interface CommandStation {
  /** There once the suite has begun. */
  readonly dataFolder: string;
}

interface StationWish {
  readonly seat?: 'bench' | 'office';
  /** Whether it has heard of everything before the first test. */
  readonly isSynced: boolean;
}

const startMs = 120_000;

/** Opens a cloud and a station before a suite's tests and takes them away after them. Called inside the suite. */
export function commandStation({ seat = 'bench', isSynced }: StationWish): CommandStation {
  let cloud: RunningCloud | undefined;
  let dataFolder = '';
  beforeAll(async () => {
    const started = await runCloud({ port: 0, demo: true, print: () => {}, writeLog: () => {} });
    invariant(started.kind === 'running', `the cloud did not start: ${started.kind}`);
    cloud = started;
    dataFolder = makeDataFolder();
    await enrolDemoStation({
      dataFolder,
      cloudUrl: started.url,
      register: (one) => started.registerStation(one),
      seat,
    });
    if (isSynced) {
      await fitbay('sync', '--data', dataFolder, '--json');
    }
  }, startMs);
  afterAll(async () => {
    await cloud?.close();
    rmSync(dataFolder, { recursive: true, force: true });
  });
  return {
    get dataFolder() {
      invariant(dataFolder !== '', 'the suite has begun');
      return dataFolder;
    },
  };
}
