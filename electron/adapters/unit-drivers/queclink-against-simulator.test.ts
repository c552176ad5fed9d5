import { describe, expect, it } from 'vitest';
import { isSameValue } from '#core/protocol/parameter-value.ts';
import familyTable from '#resources/unit-families/queclink.json' with { type: 'json' };
import { type FaultName, type FaultText, faultNames } from '#sim/faults/fault-catalogue.ts';
import type { VirtualUnit } from '#sim/virtual-unit.ts';
import { changeOf, QUECLINK_IMEI as IMEI, setUpQueclink } from './testing/queclink-bench.ts';

/**
 * The driver against the simulator, which shares no codec with it. Under every fault of its catalogue nothing may crash, hang, or be said that
 * the unit's own memory contradicts.
 */
const changes = [
  changeOf('apn', 'fleet.example.com', 'before'),
  changeOf('apnPassword', 's3cret-7Q', 'hunter2'),
  changeOf('serverHost', 'ingest.example.com', 'old.example.com'),
  changeOf('serverPort', '7710', '5000'),
  changeOf('reportMovingS', '60', '30'),
];
const { bearer, server, gl300Report } = familyTable.sections;
const places: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({ BSI: bearer.keys, SRI: server.keys, FRI: gl300Report.keys }).flatMap(([section, keys]) =>
    Object.entries(keys).map(([key, { field }]) => [key, `${section}.${field}`]),
  ),
);

/** No answer is lost or damaged for good by these: everything must work as on a clean cable. */
const HARMLESS: ReadonlySet<FaultName> = new Set<FaultName>([
  ...(['echo-on', 'echo-switching', 'log-before-answer', 'log-after-answer', 'lookalike-line', 'log-spam'] as const),
  ...(['nul-bytes', 'escape-bytes', 'invalid-utf8', 'no-line-end', 'cr-only', 'lf-only', 'double-line-end'] as const),
  ...(['split-in-line-end', 'split-in-word', 'random-chunks', 'byte-per-chunk', 'duplicate-answer'] as const),
  ...(['merge-answers', 'oversize-line', 'slow-output', 'think-time', 'split-in-pair'] as const),
  ...(['earlier-reports', 'binary-reports'] as const),
]);
/** The unit tells values that are not those in its memory. */
const OTHER_VALUES: readonly FaultName[] = ['semicolon-in-value'];

function holds(unit: VirtualUnit, key: string, value: string): boolean {
  return isSameValue(unit.parameters()[places[key] ?? ''] ?? '', value, true);
}

describe('P25 P26 the Queclink driver under every fault of the simulator', () => {
  it.each(faultNames)('%s', async (fault) => {
    const { driver, unit, clock, connect, captured } = setUpQueclink({ faults: [fault] });
    const identified = await driver.identify(await connect());
    const tellsAnother = fault === 'other-imei' || fault === 'imei-bad-digit';
    if (identified.kind === 'identified' && !tellsAnother) {
      expect([IMEI, null]).toContain(identified.identity.imei);
    }
    const read = await driver.readConfiguration(await connect());
    for (const [key, reading] of Object.entries(read.kind === 'read' ? read.values : {})) {
      if (reading.kind === 'value' && key !== 'serverProto' && !OTHER_VALUES.includes(fault)) {
        expect([key, reading.value, holds(unit, key, reading.value)]).toEqual([key, reading.value, true]);
      }
    }
    const written = await driver.writeConfiguration(await connect(), IMEI, changes);
    if (tellsAnother) {
      expect(written.kind).toBe('wrong-unit');
    }
    for (const write of written.kind === 'partial' || written.kind === 'written' ? written.writes : []) {
      if (write.state === 'not-sent' || write.state === 'rejected') {
        expect([write.key, holds(unit, write.key, write.to)]).toEqual([write.key, false]);
      }
    }
    unit.plugIn('same');
    await clock.sleep(10_000);
    const verified = await driver.verify(await connect(), changes);
    if (verified.kind === 'verified') {
      expect(changes.filter(({ key, to }) => !holds(unit, key, to))).toEqual([]);
    }
    if (HARMLESS.has(fault)) {
      const kinds = [identified.kind, read.kind, written.kind, verified.kind];
      expect(kinds).toEqual(['identified', 'read', 'written', 'verified']);
    }
    const health = await driver.readHealth(await connect());
    expect(['measured', 'port-lost', 'timed-out', 'garbled']).toContain(health.kind);
    expect(captured.join('\n')).not.toMatch(/hunter2|s3cret-7Q|=gl300/);
    expect(clock.monotonicMs()).toBeLessThan(480_000);
    unit.close();
  });

  it.each<FaultName>([
    ...(['not-stored', 'first-keys-only', 'truncated-values', 'lower-cased-values', 'clamped-values'] as const),
  ])('an accepted write that was not kept is found by verify: %s', async (fault) => {
    const { driver, unit, connect } = setUpQueclink({ faults: [fault] });
    const upper = [...changes, changeOf('apnUser', 'DRIVER')];
    expect(await driver.writeConfiguration(await connect(), IMEI, upper)).toMatchObject({ kind: 'written' });
    expect(await driver.verify(await connect(), upper)).toMatchObject({ kind: 'differs' });
    unit.close();
  });

  it('a restart that brings the old values back is found by verify', async () => {
    const { driver, unit, clock, connect } = setUpQueclink({ faults: ['reboot-forgets'] });
    expect(await driver.writeConfiguration(await connect(), IMEI, changes)).toMatchObject({ kind: 'written' });
    expect(await driver.reboot(await connect())).toMatchObject({ kind: 'restarting' });
    await clock.sleep(10_000);
    expect(await driver.verify(await connect(), changes)).toMatchObject({ kind: 'differs' });
    unit.close();
  });
});

describe('P26 INST-3 the cable of a virtual Queclink unit is pulled within a write', () => {
  it.each(['noticed', 'half-command-kept'] as const)('at every byte, %s by the unit', async (memory) => {
    for (let cut = 10; cut < 66; cut += 1) {
      const kept: readonly FaultText[] = memory === 'noticed' ? [] : [memory];
      const { driver, unit, connect } = setUpQueclink({ faults: [`unplug-mid-write=${cut}`, ...kept] });
      const before = unit.parameters();
      const written = await driver.writeConfiguration(await connect(), IMEI, changes);
      expect([cut, written.kind]).toEqual([cut, 'partial']);
      unit.plugIn('same');
      const verified = await driver.verify(await connect(), changes);
      const isHeld = changes.every(({ key, to }) => holds(unit, key, to));
      expect([cut, verified.kind]).toEqual([cut, isHeld ? 'verified' : 'differs']);
      // Neither half a command nor what followed it may have become a value.
      const wanted = new Map(changes.map(({ key, to }) => [places[key] ?? '', to]));
      for (const [id, value] of Object.entries(unit.parameters())) {
        expect([cut, id, [before[id], wanted.get(id)].includes(value)]).toEqual([cut, id, true]);
      }
      unit.close();
    }
  });
});
