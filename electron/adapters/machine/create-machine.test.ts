import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMachine, type MachineDeps } from './create-machine.ts';

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

  it('looks at the page only where somebody shows one', async () => {
    expect(await check('page')).toBeUndefined();
    mkdirSync(join(folder, 'page'));
    writeFileSync(join(folder, 'page', 'index.html'), '');
    expect(await check('page', { pageFolder: join(folder, 'page') })).toMatchObject({ state: 'ok' });
  });
});
