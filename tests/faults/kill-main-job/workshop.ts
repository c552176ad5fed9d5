import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCloud } from '#cloud/create-cloud.ts';
import type { CloudDatabase } from '#cloud/database/open-database.ts';
import { seedDemo } from '#cloud/demo/seed-demo.ts';
import { addUnits, putAsset } from '#cloud/registry/put.ts';
import { registerStation } from '#cloud/stations/register-station.ts';
import { createIds } from '#cloud/world/create-ids.ts';
import { systemClock } from '#cloud/world/system-world.ts';
import { luhnCheckDigit } from '#core/domain/identity/luhn.ts';
import { asset } from '#core/domain/pairing/asset.ts';
import { registerDirectly } from '#electron/compose/register-directly.ts';
import { demoFleet } from '#resources/demo/demo-fleet.ts';
import { startTcpFront } from '#sim/fronts/tcp-server.ts';
import { createVirtualUnit, type VirtualUnit } from '#sim/virtual-unit.ts';
import { openDatabaseOfSite } from '../wired/database-of-site.ts';
import type { BenchPlan } from './bench-plan.ts';

/**
 * What is outside the station and lives on when it is killed: the cloud, the units with all that was written to them, and the disk. Every
 * unit belongs to the workshop and waits for its transfer to a customer.
 */
export interface Workshop {
  readonly plan: BenchPlan;
  readonly cloud: CloudDatabase;
  readonly units: readonly VirtualUnit[];
  close(): Promise<void>;
}

export interface WorkshopOptions {
  readonly jobs: number;
  readonly sabotage: BenchPlan['sabotage'];
}

const timesFaster = 12;
const silentLog = { info: () => {}, warn: () => {}, error: () => {} };
const stationId = 'station-7';

export async function openWorkshop({ jobs, sabotage }: WorkshopOptions): Promise<Workshop> {
  const directory = mkdtempSync(join(tmpdir(), 'fitbay-kill-job-'));
  const { database, stop } = await openDatabaseOfSite();
  await seedDemo(database, systemClock.now());
  const cases = Array.from({ length: jobs }, (_, number) => caseOf(number));
  await addCases(database, cases);
  const cloud = await createCloud(
    { database, clock: systemClock, ids: createIds(), log: silentLog },
    { rateRules: null },
  );
  const { url } = await cloud.listen({ port: 0 });
  const { generation } = await registerDirectly({
    directory,
    station: { stationId, name: 'Bench 7', organizationId: organizationOf('hansen') },
    register: (station) => registerStation(database, station, systemClock.now()),
  });
  const units = cases.map(unitOf);
  const fronts = await Promise.all(units.map(frontOf));
  const [person] = demoFleet.people;
  return {
    plan: {
      directory,
      cloudUrl: url,
      stationId,
      generation,
      organizationId: organizationOf('hansen'),
      customerId: organizationOf('nordfracht'),
      personId: person?.id ?? '',
      pin: person?.pin ?? '',
      jobs: cases.map(({ number: _, ...one }, index) => ({ ...one, address: fronts[index]?.address ?? '' })),
      timesFaster,
      sabotage,
    },
    cloud: database,
    units,
    async close() {
      await Promise.all(fronts.map((front) => front.close()));
      for (const unit of units) {
        unit.close();
      }
      await cloud.close();
      await database.close();
      await stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

interface Case {
  readonly number: number;
  readonly serial: string;
  readonly vin: string;
  readonly assetId: string;
}

function caseOf(number: number): Case {
  const body = String(35_931_508_000_000 + number);
  return {
    number,
    serial: `${body}${luhnCheckDigit(body)}`,
    vin: `WSM00000${String(600_000_000 + number)}`,
    assetId: `019a9d00-0000-7000-8000-${String(700_000_000_000 + number)}`,
  };
}

async function addCases(database: CloudDatabase, cases: readonly Case[]): Promise<void> {
  await database.asSystem('administration').transact(async (transaction) => {
    for (const { number, vin, assetId } of cases) {
      const trailer = { category: 'trailer', plate: `KT ${number}`, code: null } as const;
      const entry = { id: assetId, organizationId: organizationOf('nordfracht'), vin, ...trailer };
      await putAsset(transaction, asset.omit({ unit: true }).parse(entry));
    }
    await addUnits(
      transaction,
      cases.map(({ serial }) => ({
        unitType: 'evopulse',
        serial,
        ownerId: organizationOf('hansen'),
        subscription: { state: 'active', endsAt: null },
        configuration: 'configured',
        pairedAssetId: null,
        lastContactAt: null,
      })),
    );
  });
}

/** What every unit held before, other than what the profile wants. */
export const earlierConfiguration = { '2001': 'internet', '2004': 'tracking.example.net', '2005': '5027' } as const;

function unitOf({ number, serial, vin }: Case): VirtualUnit {
  return createVirtualUnit({
    family: 'teltonika',
    model: number % 2 === 0 ? 'FTSIM1' : 'FTSIM2',
    imei: serial,
    seed: number + 1,
    ebsVin: vin,
    poweredForSeconds: 600,
    initialParameters: earlierConfiguration,
  });
}

async function frontOf(unit: VirtualUnit): Promise<{ readonly address: string; close(): Promise<void> }> {
  const starting = await startTcpFront(unit, { port: 0 });
  if (starting.kind !== 'started') {
    throw new Error(starting.detail);
  }
  const { front } = starting;
  return { address: `tcp://${front.host}:${front.port}`, close: () => front.close() };
}

function organizationOf(key: string): string {
  const found = demoFleet.organizations.find((organization) => organization.key === key);
  if (found === undefined) {
    throw new Error(`the demo has no organization ${key}`);
  }
  return found.id;
}
