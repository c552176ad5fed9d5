import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { needProgram } from '../../testing/installed-program.ts';
import { modemImei, withModemOnPty } from '../../testing/modem-on-pty.ts';

const run = promisify(execFile);

describe('INST-2 an AT client that others wrote accepts the virtual modem', () => {
  it('gammu identify tells its maker, model, firmware, IMEI and IMSI', async (context) => {
    needProgram(context, 'gammu', '--version');
    needProgram(context, 'socat', '-V');
    const told = await withModemOnPty(async ({ folder, path }) => {
      const settings = join(folder, 'gammurc');
      await writeFile(settings, `[gammu]\ndevice = ${path}\nconnection = at115200\nmodel = at\n`);
      return run('gammu', ['-c', settings, 'identify'], { timeout: 15_000 });
    });
    expect(told.stdout).toMatch(/Manufacturer\s*: Fitbay virtual units/);
    expect(told.stdout).toMatch(/Model\s*: .*VM-27/);
    expect(told.stdout).toMatch(/Firmware\s*: 1\.00/);
    expect(told.stdout).toMatch(new RegExp(`IMEI\\s*: ${modemImei}`));
    expect(told.stdout).toMatch(/IMSI\s*: 26201\d{10}/);
  });
});
