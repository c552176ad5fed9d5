import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PortFacts } from '#core/domain/cable/diagnose-port.ts';
import type { PortInspector } from '#core/ports/port-inspector.ts';
import { createMachine, type MachineDeps } from './create-machine.ts';

function inspectorOf(facts: Partial<PortFacts>): PortInspector {
  const fine: PortFacts = {
    system: 'linux',
    presence: 'device',
    access: 'allowed',
    group: 'dialout',
    membership: 'in-session',
    user: 'mkaya',
    holders: [],
    modemManager: 'not-running',
    listing: 'works',
  };
  return { inspect: async () => ({ ...fine, ...facts }), listing: async () => facts.listing ?? 'works' };
}

describe('STA-5 what doctor finds on a machine', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fitbay-machine-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function check(name: string, deps: Partial<MachineDeps> = {}) {
    const machine = createMachine({
      dataFolder: folder,
      unitPorts: { list: async () => [{ path: 'COM7' }] },
      portInspector: inspectorOf({}),
      pageFolder: null,
      oldestNode: [24, 11],
      ...deps,
    });
    return (await machine.checks()).find((one) => one.name === name);
  }

  it('is content with what is right', async () => {
    for (const name of ['runtime', 'data-folder', 'disk', 'report-fonts', 'ports']) {
      expect(await check(name)).toMatchObject({ state: 'ok', fix: null });
    }
  });

  it.each([
    ['runtime', { oldestNode: [99, 0] }, 'bad', /Install Node 99\.0/],
    ['data-folder', { dataFolder: '/nowhere/at/all' }, 'warn', /Enrol/],
    ['ports', { unitPorts: { list: async () => [] } }, 'warn', /cable/],
    ['page', { pageFolder: '/nowhere' }, 'warn', /npm run build/],
  ] as const)('names what is wrong with the %s and what to do', async (name, deps, state, fix) => {
    expect(await check(name, deps)).toMatchObject({ state, fix: expect.stringMatching(fix) });
  });

  it('says where the secrets lie, and cries out where others can read them', async () => {
    expect(await check('secrets')).toBeUndefined();
    writeFileSync(join(folder, 'secret.key'), '', { mode: 0o600 });
    expect(await check('secrets')).toMatchObject({
      state: 'ok',
      detail: expect.stringContaining('for this user only'),
    });
    chmodSync(join(folder, 'secret.key'), 0o644);
    expect(await check('secrets')).toMatchObject({ state: 'bad', fix: expect.stringContaining('chmod 600') });
  });

  it.each<[string, Partial<PortFacts>, RegExp, RegExp]>([
    ['no rights', { access: 'denied', membership: 'none' }, /may not open/, /sudo usermod -aG dialout mkaya/],
    ['another program', { holders: [{ program: 'minicom', pid: 4711 }] }, /minicom has opened/, /Close minicom/],
    ['ModemManager', { modemManager: 'may-try-it' }, /ModemManager types/, /ID_MM_DEVICE_IGNORE/],
  ])('INST-1 says of a port: %s', async (_what, facts, detail, fix) => {
    const deps = {
      unitPorts: { list: async () => [{ path: '/dev/ttyUSB0', usb: '0403:6001' }] },
      portInspector: inspectorOf(facts),
    };
    expect(await check('port /dev/ttyUSB0', deps)).toMatchObject({
      state: 'warn',
      detail: expect.stringMatching(detail),
      fix: expect.stringMatching(fix),
    });
  });

  it('INST-1 says once that ports cannot be listed, and nothing of ports in order or built in', async () => {
    const blind = { portInspector: inspectorOf({ listing: 'no-udevadm' }) };
    expect(await check('port-list', blind)).toMatchObject({
      state: 'warn',
      detail: 'This computer cannot list its ports',
    });
    expect(await check('port COM7', blind)).toBeUndefined();
    const builtIn = {
      unitPorts: { list: async () => [{ path: '/dev/ttyS0', builtIn: true }] },
      portInspector: inspectorOf({ access: 'denied' }),
    };
    expect(await check('port /dev/ttyS0', builtIn)).toBeUndefined();
  });

  it('looks at the page only where somebody shows one', async () => {
    expect(await check('page')).toBeUndefined();
    mkdirSync(join(folder, 'page'));
    writeFileSync(join(folder, 'page', 'index.html'), '');
    expect(await check('page', { pageFolder: join(folder, 'page') })).toMatchObject({ state: 'ok' });
  });
});
