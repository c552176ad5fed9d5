import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sheet } from '#core/contract/station/bench.ts';
import type { SessionId } from '#core/kernel/entity-ids.ts';
import { demoFleet } from '#resources/demo/demo-fleet.ts';
import familyTable from '#resources/unit-families/teltonika.json' with { type: 'json' };
import { createDemoUnit } from '#sim/demo/demo-unit.ts';
import { createInProcessPorts } from '#sim/fronts/in-process.ts';
import type { VirtualUnit } from '#sim/virtual-unit.ts';
import type { BenchWorld, CloudWorld } from './bench-world.ts';
import { sheetOf } from './sheet-work.ts';
import { createHurriedSimClock, createTestClock } from './test-clock.ts';

/** What the tests of the cable look at: units that felt it, bytes that were sent, files that were written. */

/** A unit that had another owner's configuration, at a hurried pace. */
export function hurriedUnit(imei: string, speed: number): VirtualUnit {
  return createDemoUnit(
    { unit: `evopulse:${imei}`, imei, model: 'FTSIM1', seed: 11 },
    { poweredForSeconds: 600, clock: createHurriedSimClock(speed) },
  );
}

/** A station at the same pace with this unit at bay 1, port `sim:1`: M. Kaya is signed in, works for Nordfracht, and the bay sees the unit. */
export async function addCableStation(
  cloud: CloudWorld,
  { unit, speed }: { readonly unit: VirtualUnit; readonly speed: number },
): Promise<BenchWorld> {
  const bench = await cloud.addStation({
    unitPorts: createInProcessPorts({ 'sim:1': unit }),
    clock: createTestClock({ speed }),
  });
  await bench.signIn('M. Kaya');
  await bench.chooseCustomer('nordfracht');
  await untilBayIs(bench, 1, 'idle');
  return bench;
}

const parameters: Readonly<Record<string, { readonly id: number; readonly type: string }>> = {
  ...familyTable.parameterSets.standard,
  ...familyTable.parameterSets.trailer,
};

/** Keys of the demo's profile whose value on the unit is not the wanted one: the truth, asked of the unit itself. */
export function keysNotHeld(unit: VirtualUnit): readonly string[] {
  const held = unit.parameters();
  const wanted = demoFleet.profiles[0]?.values ?? [];
  return wanted
    .filter(({ key, value }) => {
      const parameter = parameters[key];
      return parameter !== undefined && parameter.type !== 'choice' && held[parameter.id] !== value;
    })
    .map(({ key }) => key);
}

/** Keys that the sheet calls verified although the unit does not hold them. Must always be empty. */
export function liesOf(sheet: Sheet, unit: VirtualUnit): readonly string[] {
  const { configuration } = sheet.session;
  if (configuration.kind === 'not-read') {
    return [];
  }
  const notHeld = keysNotHeld(unit);
  if (configuration.kind === 'verified') {
    return notHeld;
  }
  const verified = configuration.changes.filter(({ state }) => state === 'verified').map(({ key }) => key);
  return verified.filter((key) => notHeld.includes(key));
}

/** Everything that reached a unit over the cable, as text. */
export function textToUnit(unit: VirtualUnit, from = 0): string {
  return unit
    .traffic()
    .slice(from)
    .map((entry) => (entry.kind === 'to-unit' ? new TextDecoder('latin1').decode(entry.bytes) : ''))
    .join('');
}

/** Waits until the station sees the cable of a bay, or sees it gone. */
export async function untilBayIs(bench: BenchWorld, bay: number, state: 'idle' | 'gone'): Promise<void> {
  await until(`bay ${bay} is ${state}`, async () =>
    (await bench.client.cable.bays()).some((view) => view.bay === bay && view.state === state),
  );
}

/** Waits until a sheet says that it is being written. */
export async function untilWriting(bench: BenchWorld, sessionId: SessionId): Promise<void> {
  await until('the sheet is being written', async () => {
    const { configuration } = (await sheetOf(bench, sessionId)).session;
    return configuration.kind === 'writing';
  });
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadlineMs = Date.now() + 10_000;
  while (!(await isSo())) {
    if (Date.now() > deadlineMs) {
      throw new Error(`waited in vain until ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Files under a folder that hold these bytes anywhere, indexes and journals included. */
export function filesWith(directory: string, text: string): readonly string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).includes(text));
}
