import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { needProgram } from '../../testing/installed-program.ts';
import { modemImei, withModemOnPty } from '../../testing/modem-on-pty.ts';

const run = promisify(execFile);

describe('INST-2 a second AT client that others wrote accepts the virtual modem', () => {
  it('gnokii --identify tells its IMEI, maker, model and revision', async (context) => {
    needProgram(context, 'gnokii', '--version');
    needProgram(context, 'socat', '-V');
    const told = await withModemOnPty(async ({ folder, path }) => {
      const settings = join(folder, 'gnokiirc');
      const text = `[global]\nport = ${path}\nmodel = AT\nconnection = serial\nserial_baudrate = 115200\n`;
      await writeFile(settings, text);
      return run('gnokii', ['--config', settings, '--identify'], {
        timeout: 30_000,
        // Whatever the person at this machine has set up for gnokii is not ours to read or to write.
        env: { ...process.env, HOME: folder, XDG_CONFIG_HOME: folder, XDG_CACHE_HOME: folder },
      });
    });
    expect(told.stdout).toMatch(new RegExp(`IMEI\\s*: ${modemImei}`));
    expect(told.stdout).toMatch(/Manufacturer\s*: Fitbay virtual units/);
    expect(told.stdout).toMatch(/Model\s*: VM-27/);
    expect(told.stdout).toMatch(/Revision\s*: 1\.00/);
  });
});
