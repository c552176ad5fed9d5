import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { type RunningCloud, runCloud } from '#cloud/cloud-command.ts';
import { type RunningHeadless, startHeadless } from '#electron/headless.ts';
import { createInProcessClient, type StationClient } from '#electron/host/in-process-client.ts';
import { builtPage } from './built-page.ts';

/** A cloud with the demo's people and a station on an empty data folder, which the page must enrol first. */
export interface EnrolmentWorld {
  readonly cloud: RunningCloud;
  /** The contract as whoever sits at the bench may use it. */
  client(): StationClient;
  open(page: Page): Promise<void>;
  close(): Promise<void>;
}

export async function startEnrolmentWorld(): Promise<EnrolmentWorld> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'fitbay-enrol-page-'));
  const cloud = await runCloud({ port: 0, demo: true, pollIntervalSeconds: 1, print: () => {}, writeLog: () => {} });
  if (cloud.kind !== 'running') {
    throw new Error(`the cloud does not start: ${cloud.kind}`);
  }
  const station: RunningHeadless | { readonly kind: string } = await startHeadless({
    dataFolder,
    pageFolder: builtPage,
  });
  if (!('composed' in station)) {
    throw new Error(`the station does not start: ${station.kind}`);
  }
  return {
    cloud,
    client: () => createInProcessClient(station.composed.router, station.composed.station.seatPrincipal),
    async open(page) {
      await page.goto(station.host.openingAddress());
    },
    async close() {
      await station.close();
      await cloud.close();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}
