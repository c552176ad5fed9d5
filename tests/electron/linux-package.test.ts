import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { usbDeviceFile } from '#core/domain/cable/usb-devices.ts';
import devicesFile from '#resources/usb-devices.json' with { type: 'json' };

const projectRoot = join(import.meta.dirname, '..', '..');
const requireFromBuilder = createRequire(createRequire(import.meta.url).resolve('electron-builder'));
const { load } = createRequire(requireFromBuilder.resolve('app-builder-lib'))('js-yaml');

const packing = z
  .object({ deb: z.object({ afterInstall: z.string(), fpm: z.array(z.string()) }) })
  .parse(load(readFileSync(join(projectRoot, 'electron-builder.yml'), 'utf8')));
const [from = '', to = ''] = packing.deb.fpm[0]?.split('=') ?? [];
const rules = readFileSync(join(projectRoot, from), 'utf8').split('\n');
const { devices } = usbDeviceFile.parse(devicesFile);
const cables = devices.filter(({ kind }) => kind === 'unit' || kind === 'cable');

/** The rule of a device, as far as it says whose it is. */
function matchOf({ vendor, product }: (typeof devices)[number]): string {
  return product === null
    ? `ATTRS{idVendor}=="${vendor}", ENV`
    : `ATTRS{idVendor}=="${vendor}", ATTRS{idProduct}=="${product}", ENV`;
}

describe('INST-1 the udev rules of the Linux package', () => {
  it('are installed where udev reads them, early enough to give the port to whoever sits here', () => {
    expect(to).toBe(`/usr/lib/udev/rules.d/${basename(from)}`);
    // 73-seat-late.rules turns the tag `uaccess` into rights, and ModemManager's own rules begin with 77.
    expect(Number(basename(from).slice(0, 2))).toBeLessThan(73);
    expect(rules).toContain('SUBSYSTEM=="tty", ENV{FITBAY_BENCH}=="1", TAG+="uaccess"');
  });

  it.each(cables.map((device) => [device.name, device] as const))('keep ModemManager away from %s', (_name, device) => {
    const found = rules.filter((line) => line.startsWith(matchOf(device)));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain('ENV{ID_MM_DEVICE_IGNORE}="1"');
  });

  it('leave everything else to ModemManager, above all modems', () => {
    const ignoring = rules.filter((line) => line.includes('ID_MM_DEVICE_IGNORE'));
    expect(ignoring).toHaveLength(cables.length);
    for (const device of devices.filter(({ kind }) => kind === 'modem' || kind === 'reader')) {
      expect(ignoring.some((line) => line.includes(`"${device.vendor}"`))).toBe(false);
    }
  });

  it('are understood by udev itself, where this machine has it', () => {
    const isThere = spawnSync('udevadm', ['verify', '--help'], { encoding: 'utf8' });
    if (isThere.status !== 0) {
      console.warn('NOT RUN: udevadm verify on the rules of the Linux package (no udevadm that can)');
      return;
    }
    expect(execFileSync('udevadm', ['verify', join(projectRoot, from)], { encoding: 'utf8' })).toMatch(/success/i);
  });

  it('count at once for what is plugged in already', () => {
    const script = join(projectRoot, packing.deb.afterInstall);
    expect(existsSync(script)).toBe(true);
    expect(readFileSync(script, 'utf8')).toMatch(/udevadm control --reload[\s\S]*udevadm trigger/);
    expect(spawnSync('sh', ['-n', script]).status).toBe(0);
  });
});
