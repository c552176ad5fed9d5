import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStationConnection } from './connection.ts';
import type { Wire } from './wire.ts';

/** A station that can be reached or not, and whose wires can be cut. */
function createStation() {
  const wires: { cut(): void; readonly calls: string[] }[] = [];
  let reachable = true;
  return {
    wires,
    setReachable: (next: boolean) => {
      reachable = next;
    },
    async open(): Promise<Wire> {
      if (!reachable) {
        throw new Error('the station does not answer');
      }
      const calls: string[] = [];
      let cut = () => {};
      const closed = new Promise<void>((resolve) => {
        cut = resolve;
      });
      wires.push({ cut: () => cut(), calls });
      const link = {
        call: async (path: readonly string[]) => {
          calls.push(path.join('.'));
          return { wire: wires.length };
        },
      };
      // Only `call` of a link is used by a connection.
      return { link: link as unknown as Wire['link'], closed };
    },
  };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});
const settle = () => vi.advanceTimersByTimeAsync(0);

describe('a connection that outlives its wires', () => {
  it('says at once how it stands, and every change', async () => {
    const station = createStation();
    const states: boolean[] = [];
    const connection = createStationConnection(station.open);
    const stop = connection.onState((connected) => states.push(connected));
    await settle();
    station.setReachable(false);
    station.wires[0]?.cut();
    await settle();
    station.setReachable(true);
    await vi.advanceTimersByTimeAsync(700);
    expect(states).toEqual([false, true, false, false, true]);
    stop();
    station.wires[1]?.cut();
    await settle();
    expect(states).toHaveLength(5);
  });

  it('sends calls over the wire of the moment', async () => {
    const station = createStation();
    const connection = createStationConnection(station.open);
    await connection.client.access.seat();
    station.wires[0]?.cut();
    await settle();
    await connection.client.station.info();
    expect(station.wires.map(({ calls }) => calls)).toEqual([['access.seat'], ['station.info']]);
  });

  it('keeps a call that was made while nobody answered, and makes it once', async () => {
    const station = createStation();
    station.setReachable(false);
    const connection = createStationConnection(station.open);
    const asked = connection.client.access.seat();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(station.wires).toEqual([]);
    station.setReachable(true);
    await vi.advanceTimersByTimeAsync(700);
    await asked;
    expect(station.wires.map(({ calls }) => calls)).toEqual([['access.seat']]);
  });
});
