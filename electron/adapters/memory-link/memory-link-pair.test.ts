import { describe, expect, it } from 'vitest';
import type { ByteLink } from '#core/ports/byte-link.ts';
import { createMemoryLinkPair } from './memory-link-pair.ts';

function listen(link: ByteLink) {
  const heard: number[] = [];
  const losses: string[] = [];
  link.onBytes((bytes) => heard.push(...bytes));
  link.onLost((why) => losses.push(why.detail));
  return { heard, losses };
}
const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
const bytes = (...values: readonly number[]) => Uint8Array.from(values);

describe('INST-2 in-process cable', () => {
  it('carries bytes both ways, in order, and never during the write', async () => {
    const { station, unit } = createMemoryLinkPair();
    const atUnit = listen(unit);
    const atStation = listen(station);
    const written = station.write(bytes(1, 2));
    expect(atUnit.heard).toEqual([]);
    expect(await written).toEqual({ kind: 'written' });
    await station.write(bytes(3));
    await unit.write(bytes(9));
    await turn();
    expect([atUnit.heard, atStation.heard]).toEqual([[1, 2, 3], [9]]);
  });

  it('a cut loses both ends once, and bytes on their way are gone', async () => {
    const { station, unit, cut } = createMemoryLinkPair();
    const atUnit = listen(unit);
    const atStation = listen(station);
    await station.write(bytes(1));
    cut('pulled');
    cut('again');
    await turn();
    expect(atUnit.heard).toEqual([]);
    expect([atStation.losses, atUnit.losses]).toEqual([['pulled'], ['the cable was pulled']]);
    expect(await station.write(bytes(2))).toEqual({ kind: 'port-lost', detail: 'pulled' });
    expect(listen(station).losses).toEqual(['pulled']);
  });

  it('a cut after n bytes lets exactly n arrive', async () => {
    const { station, unit, cutAfter } = createMemoryLinkPair();
    const atUnit = listen(unit);
    const atStation = listen(station);
    cutAfter('to-unit', 3);
    await station.write(bytes(1, 2));
    await station.write(bytes(3, 4));
    await turn();
    expect(atUnit.heard).toEqual([1, 2, 3]);
    expect(atStation.losses).toHaveLength(1);
  });

  it('closing one end loses the other', async () => {
    const { station, unit } = createMemoryLinkPair();
    const atStation = listen(station);
    await unit.close();
    expect(atStation.losses).toHaveLength(1);
  });
});
