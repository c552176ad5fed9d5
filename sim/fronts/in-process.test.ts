import { describe, expect, it } from 'vitest';
import { createManualClock } from '../time/sim-clock.ts';
import { latin1Bytes, latin1Text } from '../units/latin1.ts';
import { createVirtualUnit } from '../virtual-unit.ts';
import { connectInProcess, createInProcessPorts } from './in-process.ts';

function makeUnit() {
  const clock = createManualClock(0);
  const unit = createVirtualUnit({ family: 'teltonika', imei: '359315075384726', seed: 1, clock });
  return { unit, clock };
}

describe('INST-2 a virtual unit in the same process looks like a serial port', () => {
  it('carries bytes both ways and keeps those that come before anybody listens', async () => {
    const { unit, clock } = makeUnit();
    const link = connectInProcess(unit);
    expect(link.path).toBe('sim:359315075384726');
    expect(await link.write(latin1Bytes('readio 239\r'))).toEqual({ kind: 'written' });
    clock.advance(100);
    let heard = '';
    const stop = link.onBytes((bytes) => {
      heard += latin1Text(bytes);
    });
    expect(heard).toBe('Param ID:239 Value:1\r\n');
    stop();
    await link.write(latin1Bytes('readio 239\r'));
    clock.advance(100);
    expect(heard).toBe('Param ID:239 Value:1\r\n');
  });

  it('tells its loss once, also to those who ask later, and writes nothing after it', async () => {
    const { unit } = makeUnit();
    const link = connectInProcess(unit);
    const told: string[] = [];
    link.onLost(({ detail }) => told.push(detail));
    unit.unplug();
    unit.plugIn();
    unit.unplug();
    link.onLost(({ detail }) => told.push(detail));
    expect(told).toEqual(['the cable was pulled', 'the cable was pulled']);
    expect(await link.write(latin1Bytes('x'))).toEqual({ kind: 'port-lost', detail: 'the cable was pulled' });
  });

  it('takes the time of the line for a write when it has a speed', async () => {
    const { unit, clock } = makeUnit();
    const link = connectInProcess(unit, { baudRate: 9_600 });
    let writing = 'under way';
    const write = link.write(latin1Bytes('x'.repeat(96))).then(({ kind }) => {
      writing = kind;
    });
    clock.advance(99);
    await Promise.resolve();
    expect(writing).toBe('under way');
    clock.advance(1);
    await write;
    expect(writing).toBe('written');
  });

  it('is port-lost when the cable is pulled under a slow write', async () => {
    const { unit, clock } = makeUnit();
    const link = connectInProcess(unit, { baudRate: 9_600 });
    const write = link.write(latin1Bytes('setparam 2001:never\r'));
    clock.advance(5);
    unit.unplug();
    clock.advance(1_000);
    expect(await write).toEqual({ kind: 'port-lost', detail: 'the cable was pulled' });
    expect(unit.parameters()['2001']).toBe('');
  });

  it('is free again after it was closed', async () => {
    const { unit } = makeUnit();
    const ports = createInProcessPorts({ 'bay-1': unit });
    expect(await ports.list()).toMatchObject([{ path: 'bay-1', serialNumber: '359315075384726' }]);
    const first = await ports.open('bay-1');
    expect(await ports.open('bay-1')).toMatchObject({ kind: 'busy' });
    if (first.kind !== 'opened') {
      throw new Error(first.kind);
    }
    await first.link.close();
    expect(await ports.open('bay-1')).toMatchObject({ kind: 'opened' });
    expect(await ports.open('bay-2')).toMatchObject({ kind: 'not-found' });
    unit.unplug();
    expect(await ports.list()).toEqual([]);
    expect(await ports.open('bay-1')).toMatchObject({ kind: 'not-found' });
  });
});
