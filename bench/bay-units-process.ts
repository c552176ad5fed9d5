import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { startPtyFront } from '#sim/fronts/pty.ts';
import { createVirtualUnit } from '#sim/virtual-unit.ts';

// The other ends of the bays' cables, in a process of their own so that their work is not counted as the station's: units at `bay-N` and
// bare echoes at `echo-N`. Usage: `bay-units-process.ts <folder> <count> <baud>`. Says `ready`; ends with its standard input.

const [folder = '', count = '8', baud = '115200'] = process.argv.slice(2);
const baudRate = Number(baud);
const numbers = Array.from({ length: Number(count) }, (_value, index) => index + 1);

const bays = await Promise.all(
  numbers.map(async (bay) => {
    const imei = String(359_315_076_000_000 + bay);
    const unit = createVirtualUnit({ family: 'teltonika', model: 'FTSIM1', imei, seed: bay, poweredForSeconds: 600 });
    const starting = await startPtyFront(unit, { path: join(folder, `bay-${bay}`), baudRate });
    if (starting.kind !== 'started') {
      throw new Error(starting.detail);
    }
    return { unit, front: starting.front };
  }),
);
const echoes = numbers.map((bay) =>
  spawn('socat', [`pty,raw,echo=0,link=${join(folder, `echo-${bay}`)}`, 'exec:cat'], { stdio: 'ignore' }),
);

process.stdout.write('ready\n');
process.stdin.resume();
await once(process.stdin, 'end');
for (const echo of echoes) {
  echo.kill('SIGTERM');
}
for (const { unit, front } of bays) {
  await front.close();
  unit.close();
}
