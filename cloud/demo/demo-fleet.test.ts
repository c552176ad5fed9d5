import { describe, expect, it } from 'vitest';
import { passesLuhn } from '#core/domain/identity/luhn.ts';
import { judgeVin } from '#core/domain/identity/vin.ts';
import { demoFleet } from '#resources/demo/demo-fleet.ts';

const organizations = new Set(demoFleet.organizations.map((one) => one.key));
const labelOf = (story: string) => demoFleet.tray.find((one) => one.story === story);
const unitsOn = (text: string) => demoFleet.units.filter((unit) => text.includes(unit.serial));

describe('demo fleet', () => {
  it('refers to nothing that is not there', () => {
    const assets = new Set(demoFleet.assets.map((one) => one.key));
    const units = new Set(demoFleet.units.map((unit) => `${unit.unitType}:${unit.serial}`));
    const named = [
      demoFleet.station.organization,
      ...demoFleet.trusts.flatMap((one) => [one.customer, one.partner]),
      ...[...demoFleet.people, ...demoFleet.assets].map((one) => one.organization),
      ...[...demoFleet.units, ...demoFleet.crowds].map((one) => one.owner),
      ...demoFleet.tray.flatMap((one) => (one.customerHint === null ? [] : [one.customerHint])),
    ];
    expect(named.filter((key) => !organizations.has(key))).toEqual([]);
    expect(demoFleet.units.flatMap((one) => one.pairedWith ?? []).filter((key) => !assets.has(key))).toEqual([]);
    expect(demoFleet.cables.map((one) => one.unit).filter((unit) => !units.has(unit))).toEqual([]);
  });

  it('gives no id, no unit and no badge twice', () => {
    const ids = [demoFleet.station, ...demoFleet.organizations, ...demoFleet.trusts, ...demoFleet.people]
      .map((one) => one.id)
      .concat(demoFleet.assets.map((one) => one.id));
    const units = demoFleet.units.map((unit) => `${unit.unitType}:${unit.serial}`);
    const badges = demoFleet.people.map((one) => one.badge);
    for (const list of [ids, units, badges, demoFleet.tray.map((one) => one.id)]) {
      expect(new Set(list).size).toBe(list.length);
    }
  });

  it('SCAN-3 invents only serials whose check digit fits; the one of the sources that fails it stays as it is', () => {
    const failing = demoFleet.units.map((unit) => unit.serial).filter((serial) => !passesLuhn(serial));
    expect([...new Set(failing)]).toEqual(['890123847562332']);
  });

  it('PAIR-6 holds only VINs that are well formed', () => {
    const vins = demoFleet.assets.flatMap((one) => one.vin ?? []);
    expect(vins.filter((vin) => judgeVin(vin).kind === 'bad')).toEqual([]);
  });

  it.each([
    ['OWN-2', 'customer-owned', 'nordfracht'],
    ['OWN-3', 'partner-owned', 'hansen'],
    ['OWN-4', 'reseller-owned', 'evolane'],
    ['OWN-8', 'third-party', 'kontor'],
    ['OWN-14', 'still-paired', 'hansen'],
    ['OWN-7', 'trust-expired', 'baltic'],
  ])('%s has a label for the story %s', (_id, story, owner) => {
    const units = unitsOn(labelOf(story)?.text ?? 'no such label');
    expect(units.map((unit) => unit.owner)).toEqual([owner]);
  });

  it('OWN-5 has a serial that exists under two types', () => {
    const units = unitsOn(labelOf('two-types')?.text ?? 'no such label');
    expect(units.map((unit) => unit.unitType)).toEqual(['tp', 'krone']);
  });

  it('STA-1 has no trivial PIN', () => {
    const trivial = /^(\d)\1{5}$|012345|123456|234567|345678|456789|654321|112233|121212/;
    expect(demoFleet.people.filter((one) => trivial.test(one.pin))).toEqual([]);
  });
});
