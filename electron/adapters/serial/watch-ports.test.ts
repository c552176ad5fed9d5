import { describe, expect, it } from 'vitest';
import type { PortInfo } from '#core/ports/byte-link.ts';
import { createVirtualClock } from '../unit-drivers/testing/virtual-clock.ts';
import { watchPorts } from './watch-ports.ts';

const usb0: PortInfo = { path: '/dev/ttyUSB0', usb: '0e8d:0023', serialNumber: 'A' };
const usb1: PortInfo = { path: '/dev/ttyUSB1', usb: '0e8d:0023', serialNumber: 'B' };
const swapped: PortInfo = { ...usb0, serialNumber: 'C' };

/** Shows these lists one after the other, then stops. */
async function watch(lists: readonly (readonly PortInfo[])[]) {
  const clock = createVirtualClock();
  const seen: string[] = [];
  let look = 0;
  let isLooking = false;
  await new Promise<void>((resolve) => {
    const watcher = watchPorts({
      clock,
      ports: {
        list: async () => {
          expect(isLooking).toBe(false);
          isLooking = true;
          // A slow list: longer than the pause between two looks.
          await clock.sleep(3000);
          isLooking = false;
          const ports = lists[look] ?? [];
          look += 1;
          if (look > lists.length) {
            watcher.dispose();
            resolve();
          }
          return ports;
        },
      },
      onChange: ({ appeared, gone, present }) => {
        const names = (ports: readonly PortInfo[]) => ports.map((port) => port.serialNumber).join('');
        seen.push(`${look}: +${names(appeared)} -${names(gone)} =${names(present)}`);
      },
    });
  });
  return seen;
}

describe('INST-1 watching the ports', () => {
  it('reports what is there at once, and a change only when two looks agree', async () => {
    expect(await watch([[usb0], [usb0, usb1], [usb0, usb1], [usb1], [usb1]])).toEqual([
      ...['1: +A - =A', '3: +B - =AB', '5: + -A =B'],
    ]);
  });

  it('does not report a flicker', async () => {
    expect(await watch([[usb0], [], [usb0], [usb0, usb1], [usb0], [usb0]])).toEqual(['1: +A - =A']);
  });

  it('another unit on the same path is one gone and one appeared', async () => {
    expect(await watch([[usb0], [swapped], [swapped]])).toEqual(['1: +A - =A', '3: +C -A =C']);
  });

  it('is silent after dispose', async () => {
    const clock = createVirtualClock();
    const seen: unknown[] = [];
    const watcher = watchPorts({
      clock,
      ports: { list: async () => [usb0] },
      onChange: (change) => seen.push(change),
    });
    watcher.dispose();
    await clock.sleep(10_000);
    expect(seen).toEqual([]);
  });
});
