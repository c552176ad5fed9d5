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

describe('INST-2 a second AT client that others wrote accepts the virtual modem', () => {
  it('gnokii --identify tells its IMEI, maker, model and revision', async (context) => {
    needProgram(context, 'gnokii', '--version');
    needProgram(context, 'socat', '-V');
    const folder = await mkdtemp(join(tmpdir(), 'fitbay-gnokii-'));
    const path = join(folder, 'modem');
    const unit = createVirtualUnit({ family: 'at27007', imei: '490154203237518', seed: 1, poweredForSeconds: 60 });
    const starting = await startPtyFront(unit, { path });
    try {
      expect(starting.kind).toBe('started');
      const settings = join(folder, 'gnokiirc');
      await writeFile(
        settings,
        `[global]\nport = ${path}\nmodel = AT\nconnection = serial\nserial_baudrate = 115200\n`,
      );
      const { stdout } = await run('gnokii', ['--config', settings, '--identify'], {
        timeout: 30_000,
        // Whatever the person at this machine has set up for gnokii is not ours to read or to write.
        env: { ...process.env, HOME: folder, XDG_CONFIG_HOME: folder, XDG_CACHE_HOME: folder },
      });
      expect(stdout).toMatch(/IMEI\s*: 490154203237518/);
      expect(stdout).toMatch(/Manufacturer\s*: Fitbay virtual units/);
      expect(stdout).toMatch(/Model\s*: VM-27/);
      expect(stdout).toMatch(/Revision\s*: 1\.00/);
    } finally {
      if (starting.kind === 'started') {
        await starting.front.close();
      }
      unit.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
