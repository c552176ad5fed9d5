import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
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
