import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { RunningCloud } from '#cloud/cloud-command.ts';
import { createProvenFetch, makeTestKey } from '#cloud/testing/proven-calls.ts';
import { stationId } from '#core/kernel/entity-ids.ts';
import { epochMs, toIsoTime } from '#core/kernel/iso-time.ts';
import { enrolDemoStation } from '#electron/demo/enrol-demo-station.ts';
import { type RunningHeadless, startHeadless } from '#electron/headless.ts';
import { createInProcessClient, type StationClient } from '#electron/host/in-process-client.ts';
import { builtPage } from './built-page.ts';
import { prepareDemoGround, silentUnits } from './demo-world.ts';

/** Both sides at once: the workshop's bench and the fleet's office, each a real station on one real cloud whose clock the test moves. */
export interface PartnerWorld {
  readonly bench: Seat;
  readonly office: Seat;
  readonly cloudUrl: string;
  advance(milliseconds: number): void;
  /** A unit of the fleet is heard over the air with a VIN. */
  hear(unitId: string, sensorVin: string): Promise<void>;
  /** Mails that the cloud wrote, oldest first, as they lie in its outbox. */
  mails(): readonly string[];
  close(): Promise<void>;
}

export interface Seat {
  open(page: Page): Promise<void>;
  /** As whoever sits there. */
  client(): StationClient;
  /** As the machine itself. */
  operator(): StationClient;
}

export async function startPartnerWorld(): Promise<PartnerWorld> {
  let aheadMs = 0;
  const clock = { now: () => toIsoTime(Date.now() + aheadMs) };
  const ground = await prepareDemoGround({ clock });
  const { cloud, dataFolder } = ground;
  const officeFolder = `${dataFolder}-office`;
  const register = cloud.registerStation;
  await enrolDemoStation({ dataFolder: officeFolder, cloudUrl: cloud.url, register, seat: 'office' });
  const [bench, office] = [await start(dataFolder), await start(officeFolder)];
  return {
    bench: seatOf(bench),
    office: seatOf(office),
    cloudUrl: cloud.url,
    advance(milliseconds) {
      aheadMs += milliseconds;
    },
    hear: (unitId, sensorVin) => hear(cloud, { unitId, sensorVin, at: clock.now() }),
    mails() {
      const { outbox } = cloud;
      return outbox === null
        ? []
        : readdirSync(outbox)
            .filter((name) => name.endsWith('.eml'))
            .sort()
            .map((name) => readFileSync(join(outbox, name), 'utf8'));
    },
    async close() {
      await office.close();
      await bench.close();
      await ground.close();
    },
  };
}

/** As the fleet's own gateway tells it: a station of its own without a page. */
async function hear(
  cloud: RunningCloud,
  message: { readonly unitId: string; readonly sensorVin: string; readonly at: string },
): Promise<void> {
  const key = await makeTestKey();
  const { accessToken } = await cloud.registerStation({
    stationId: stationId.parse(randomUUID()),
    name: 'Gateway',
    organizationId: nordfracht,
    publicKey: null,
    thumbprint: key.thumbprint,
  });
  const { unitId, ...said } = message;
  const answer = await createProvenFetch(
    key,
    accessToken,
  )(
    new Request(`${cloud.url}/v1/units/${encodeURIComponent(unitId)}/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...said, position: null, supplyMillivolts: 24_100 }),
    }),
  );
  if (!answer.ok) {
    throw new Error(`the unit was not heard: ${await answer.text()}`);
  }
}

const nordfracht = '019a9d00-0000-7000-8000-000000000002';

async function start(dataFolder: string): Promise<RunningHeadless> {
  const started = await startHeadless({ dataFolder, pageFolder: builtPage, demoPace: silentUnits });
  if (started.kind !== 'running') {
    throw new Error(`the station does not start: ${JSON.stringify(started)}`);
  }
  return started;
}

function seatOf({ composed, host }: RunningHeadless): Seat {
  return {
    async open(page) {
      await page.goto(host.openingAddress());
    },
    client: () => createInProcessClient(composed.router, composed.station.seatPrincipal),
    operator: () => createInProcessClient(composed.router, () => ({ kind: 'command-line', name: 'test' })),
  };
}

/** The secret of the link in a mail. */
export function tokenIn(mail: string): string {
  return /fitbay:\/\/workshop\/([\w-]+)/.exec(mail.replace(/=\r\n/g, ''))?.[1] ?? 'no-link';
}

/** A moment as many days from now as the test says, for fields that ask for a day. */
export function dayIn(days: number): string {
  return toIsoTime(epochMs(toIsoTime(Date.now())) + days * 86_400_000).slice(0, 10);
}
