import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { type CloudOptions, type RunningCloud, runCloud } from '#cloud/cloud-command.ts';
import { registerDirectly } from '#electron/compose/register-directly.ts';
import type { DemoPace } from '#electron/demo/demo-units.ts';
import { enrolDemoStation } from '#electron/demo/enrol-demo-station.ts';
import { type RunningHeadless, startHeadless } from '#electron/headless.ts';
import { createInProcessClient, type StationClient } from '#electron/host/in-process-client.ts';
import { demoFleet } from '#resources/demo/demo-fleet.ts';
import { builtPage } from './built-page.ts';

/** The real product: reference cloud in memory with the demo's fleet, and a station on its own folder that serves the page. */
export interface DemoWorld {
  readonly dataFolder: string;
  readonly cloudUrl: string;
  /** The contract as whoever sits at the bench may use it: to bring the world quickly to where a test begins. */
  client(): StationClient;
  /** Another bench of the workshop at the same centre; answers its data folder. */
  addBench(name: string): Promise<string>;
  /** Opens the page as the next window would: with the address that the station prints. */
  open(page: Page): Promise<void>;
  /** Ends the station's program and starts another one on the same folder and port. The cloud goes on. */
  restart(pace?: DemoPace): Promise<void>;
  close(): Promise<void>;
}

/** Units that had power for a while, start in no time and are heard every second: nobody watches here. */
export const quickUnits: DemoPace = { poweredForSeconds: 600, restartMs: 60, transmitEverySeconds: 1 };

/** The same, but not heard over the air while a test lasts. */
export const silentUnits: DemoPace = { ...quickUnits, transmitEverySeconds: 86_400 };

/** A cloud with the demo's fleet and an enrolled data folder, no station on it yet. */
export interface DemoGround {
  readonly dataFolder: string;
  readonly cloud: RunningCloud;
  close(): Promise<void>;
}

export async function prepareDemoGround(cloudOptions: Pick<CloudOptions, 'clock'> = {}): Promise<DemoGround> {
  const folder = mkdtempSync(join(tmpdir(), 'fitbay-browser-'));
  const cloud = await runCloud({
    port: 0,
    demo: true,
    environment: {},
    print: () => {},
    writeLog: () => {},
    ...cloudOptions,
  });
  if (cloud.kind !== 'running') {
    throw new Error(`the cloud does not start: ${JSON.stringify(cloud)}`);
  }
  const dataFolder = join(folder, 'station');
  await enrolDemoStation({ dataFolder, cloudUrl: cloud.url, register: cloud.registerStation });
  return {
    dataFolder,
    cloud,
    async close() {
      await cloud.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function startDemoWorld(pace: DemoPace): Promise<DemoWorld> {
  const ground = await prepareDemoGround();
  const { dataFolder, cloud } = ground;
  let station = await start({ dataFolder, pace });
  return {
    dataFolder,
    cloudUrl: cloud.url,
    client: () => createInProcessClient(station.composed.router, station.composed.station.seatPrincipal),
    async addBench(name) {
      const directory = join(dirname(dataFolder), name);
      mkdirSync(directory);
      const organization = demoFleet.organizations.find(({ key }) => key === demoFleet.station.organization);
      const bench = { stationId: name, name, organizationId: organization?.id ?? '' };
      await registerDirectly({ directory, station: bench, register: cloud.registerStation });
      return directory;
    },
    async open(page) {
      await page.goto(station.host.openingAddress());
    },
    async restart(nextPace = pace) {
      const { port } = station.host;
      await station.close();
      station = await start({ dataFolder, pace: nextPace, port });
    },
    async close() {
      await station.close();
      await ground.close();
    },
  };
}

interface StationStart {
  readonly dataFolder: string;
  readonly pace: DemoPace;
  readonly port?: number;
}

async function start({ dataFolder, pace, port }: StationStart): Promise<RunningHeadless> {
  const started = await startHeadless({ dataFolder, port, pageFolder: builtPage, demoPace: pace });
  if (started.kind !== 'running') {
    throw new Error(`the station does not start: ${JSON.stringify(started)}`);
  }
  return started;
}
