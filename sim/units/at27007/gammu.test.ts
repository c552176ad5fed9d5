import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { startPtyFront } from '../../fronts/pty.ts';
import { needProgram } from '../../testing/installed-program.ts';
import { createVirtualUnit } from '../../virtual-unit.ts';

const run = promisify(execFile);

describe('INST-2 an AT client that others wrote accepts the virtual modem', () => {
  it('gammu identify tells its maker, model, firmware, IMEI and IMSI', async (context) => {
    needProgram(context, 'gammu', '--version');
    needProgram(context, 'socat', '-V');
    const folder = await mkdtemp(join(tmpdir(), 'fitbay-gammu-'));
    const path = join(folder, 'modem');
    const unit = createVirtualUnit({ family: 'at27007', imei: '490154203237518', seed: 1, poweredForSeconds: 60 });
    const starting = await startPtyFront(unit, { path });
    try {
      expect(starting.kind).toBe('started');
      const settings = join(folder, 'gammurc');
      await writeFile(settings, `[gammu]\ndevice = ${path}\nconnection = at115200\nmodel = at\n`);
      const { stdout } = await run('gammu', ['-c', settings, 'identify'], { timeout: 15_000 });
      expect(stdout).toMatch(/Manufacturer\s*: Fitbay virtual units/);
      expect(stdout).toMatch(/Model\s*: .*VM-27/);
      expect(stdout).toMatch(/Firmware\s*: 1\.00/);
      expect(stdout).toMatch(/IMEI\s*: 490154203237518/);
      expect(stdout).toMatch(/IMSI\s*: 26201\d{10}/);
    } finally {
      if (starting.kind === 'started') {
        await starting.front.close();
      }
      unit.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
