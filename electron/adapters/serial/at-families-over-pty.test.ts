import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { UnitDriver } from '#core/ports/unit-driver.ts';
import { startPtyFront } from '#sim/fronts/pty.ts';
import { needProgram } from '#sim/testing/installed-program.ts';
import { createVirtualUnit } from '#sim/virtual-unit.ts';
import { systemClock } from '../clock/system-clock.ts';
import { createAtDriver } from '../unit-drivers/create-at-driver.ts';
import { createCalampDriver } from '../unit-drivers/create-calamp-driver.ts';
import { createQueclinkDriver } from '../unit-drivers/create-queclink-driver.ts';
import { createUnitDrivers } from '../unit-drivers/identify-unit.ts';
import { createSerialUnitPorts } from './create-serial-unit-ports.ts';

const log = { info: () => {}, warn: () => {}, error: () => {} };
const IMEI = '490154203237518';
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fitbay-at-pty-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Family {
  readonly family: 'calamp' | 'queclink' | 'at27007';
  readonly driver: UnitDriver;
  /** Where the unit keeps its access point. */
  readonly place: string;
}
const families: readonly Family[] = [
  { family: 'calamp', driver: createCalampDriver(), place: '2306,0' },
  { family: 'queclink', driver: createQueclinkDriver(), place: 'BSI.1' },
  { family: 'at27007', driver: createAtDriver(), place: 'apn' },
];

describe('INST-2 INST-3 families whose commands begin with AT over a pseudo-terminal', () => {
  // No table: a test that needs a program gets its context first.
  for (const { family, driver, place } of families) {
    it(`${family} is found among all drivers, written and verified`, { timeout: 30_000 }, async (context) => {
      needProgram(context, 'socat', '-V');
      const path = join(folder, family);
      const unit = createVirtualUnit({ family, imei: IMEI, seed: 3, poweredForSeconds: 60 });
      const starting = await startPtyFront(unit, { path });
      const opening = await createSerialUnitPorts({ extraPaths: [path], clock: systemClock, log }).open(path);
      try {
        if (opening.kind !== 'opened') {
          throw new Error(`${opening.kind}: ${opening.detail}`);
        }
        const captured: string[] = [];
        const link = {
          link: opening.link,
          clock: systemClock,
          capture: { record: ({ text }: { readonly text: string }) => captured.push(text) },
        };
        expect(await createUnitDrivers().find(link)).toMatchObject({
          kind: 'found',
          driver: { id: family },
          identity: { imei: IMEI },
        });
        const changes = [{ key: 'apn', from: null, to: 'fleet.example.com' }];
        expect(await driver.writeConfiguration(link, IMEI, changes)).toMatchObject({ kind: 'written' });
        expect(await driver.verify(link, changes)).toMatchObject({ kind: 'verified' });
        expect(unit.parameters()[place]).toBe('fleet.example.com');
        expect(captured.length).toBeGreaterThan(0);
      } finally {
        if (opening.kind === 'opened') {
          await opening.link.close();
        }
        if (starting.kind === 'started') {
          await starting.front.close();
        }
        unit.close();
      }
    });
  }
});
