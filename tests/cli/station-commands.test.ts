import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditBundle } from '#core/domain/audit/audit-bundle.ts';
import { type RunningHeadless, startHeadless } from '#electron/headless.ts';
import { createInProcessClient } from '#electron/host/in-process-client.ts';
import { demoFleet } from '#resources/demo/demo-fleet.ts';
import { commandStation } from './testing/command-station.ts';
import { fitbay, jsonLines, type Ran } from './testing/run-fitbay.ts';

const organization = (key: string) => demoFleet.organizations.find((one) => one.key === key)?.id ?? '';

/** A real cloud and a station's data folder; the same commands where nobody holds the folder and where a page is served from it. */
describe('STA-7 fitbay on a station', { timeout: 60_000 }, () => {
  const station = commandStation({ isSynced: false });
  let page: RunningHeadless | undefined;

  afterAll(async () => {
    await page?.close();
  });

  const on = (...words: string[]): Promise<Ran> => fitbay(...words, '--data', station.dataFolder, '--json');
  const one = (ran: Ran) => {
    const lines = jsonLines(ran);
    expect(lines).toHaveLength(1);
    return lines[0];
  };
  const shown = (unit: string, ...more: string[]) =>
    on('verdict', '--unit', unit, '--customer', organization('nordfracht'), ...more);

  it('STA-3 status before the first contact, sync, status after it', async () => {
    const before = await on('status');
    expect([before.status, one(before)]).toEqual([
      0,
      expect.objectContaining({ pending: 0, oldest: null, lastContact: null, state: 'never' }),
    ]);
    const synced = await on('sync');
    expect([synced.status, one(synced)]).toEqual([0, expect.objectContaining({ pending: 0, state: 'online' })]);
    expect(one(await on('status'))).toMatchObject({ lastContact: expect.any(String) });
  });

  it.each([
    ['partner-owned', 'evopulse:359315075384726', 'TRANSFER_AVAILABLE', ['transfer']],
    ['customer-owned', '866344054201822', 'OWNED_BY_CUSTOMER', ['install', 'inspect', 'pair']],
    ['another fleet', '359315075387331', 'OWNER_OTHER', []],
    ['unknown', '866344054999995', 'SERIAL_UNKNOWN', []],
  ])('OWN-1 verdict: %s', async (_what, unit, next, allowed) => {
    const ran = await shown(unit);
    expect(ran.status).toBe(0);
    const verdict = one(ran) as { next: string; allowed: Record<string, boolean>; findings: { code: string }[] };
    expect(verdict).toMatchObject({ kind: 'verdict', next, asOf: expect.any(String) });
    expect(Object.keys(verdict.allowed).filter((action) => verdict.allowed[action])).toEqual(allowed);
    expect(verdict.findings.map(({ code }) => code)).toContain(next);
  });

  it('OWN-5 verdict asks for the type where a serial has several', async () => {
    expect(one(await shown('890123847562332'))).toMatchObject({ kind: 'choose-type', types: ['krone', 'tp'] });
    expect(one(await shown('tp:890123847562332'))).toMatchObject({ kind: 'verdict', unit: 'tp:890123847562332' });
  });

  it('verdict says no to what is no unit and to customers it does not know', async () => {
    expect(await shown('nonsense')).toMatchObject({ status: 2, out: expect.stringContaining('"bad-unit"') });
    const stranger = await on('verdict', '--unit', '866344054201822', '--customer', 'nobody');
    expect([stranger.status, one(stranger)]).toEqual([2, { kind: 'unknown-customer' }]);
    const foreign = await shown('866344054201822', '--partner', organization('deichwerk'));
    expect([foreign.status, one(foreign)]).toEqual([2, { kind: 'unknown-customer' }]);
  });

  it('OWN-3 OWN-14 transfers once, and a repeat is a success without effect', async () => {
    const wish = ['transfer', '--unit', 'evoguard:866344054203018', '--to', organization('nordfracht')];
    const first = await on(...wish);
    expect([first.status, one(first)]).toEqual([0, { kind: 'transferred', transferId: expect.any(String) }]);
    const again = await on(...wish);
    expect([again.status, one(again)]).toEqual([0, expect.objectContaining({ kind: 'already' })]);
    const refused = await on('transfer', '--unit', '359315075387331', '--to', organization('nordfracht'));
    expect([refused.status, one(refused)]).toEqual([
      2,
      expect.objectContaining({ kind: 'refused', code: 'OWNER_OTHER' }),
    ]);
  });

  it('OWN-15 says all findings and the one next step in words, and on a refusal what helps', async () => {
    const words = [
      'verdict',
      '--unit',
      '357862051104273',
      '--customer',
      organization('alpen'),
      '--data',
      station.dataFolder,
    ];
    const { out } = await fitbay(...words);
    expect(out).toContain('TRUST_ENDING: The trust relationship with Alpen Kühltransporte ends in');
    expect(out).toContain('next     Configure the unit with TX-GO service tool.');
    const wish = [
      'transfer',
      '--unit',
      '359315075387331',
      '--to',
      organization('nordfracht'),
      '--data',
      station.dataFolder,
    ];
    const refused = await fitbay(...wish);
    expect(refused.status).toBe(2);
    expect(refused.out).toContain(
      'Refused, OWNER_OTHER: Owned by somebody else. Set the unit aside and contact support.',
    );
  });

  it('OWN-11 while the cloud is not there a transfer waits, and that is no success', async () => {
    const unreachable = ['--cloud', 'http://127.0.0.1:9'];
    const queued = await on(
      'transfer',
      '--unit',
      '357862051104273',
      '--to',
      organization('nordfracht'),
      ...unreachable,
    );
    expect([queued.status, one(queued)]).toEqual([75, expect.objectContaining({ kind: 'provisional' })]);
    const offline = await on('sync', ...unreachable);
    expect([offline.status, one(offline)]).toEqual([75, expect.objectContaining({ pending: 1, state: 'offline' })]);
    const queue = await on('sync', 'queue', '--limit', '1', ...unreachable);
    expect([queue.status, one(queue)]).toMatchObject([
      0,
      { kind: 'unit.transfer', unit: 'txgo:357862051104273', state: 'waiting', waits: { why: expect.any(String) } },
    ]);
    expect(one(await on('sync'))).toMatchObject({ pending: 0, needsYou: 0, state: 'online' });
  });

  it('REP-1 verifies its trail, hands it out, and finds what was changed in it', async () => {
    const verified = await on('audit', 'verify');
    expect([verified.status, one(verified)]).toEqual([
      0,
      { kind: 'intact', entries: expect.any(Number), head: expect.stringMatching(/^[0-9a-f]{64}$/), erased: 0 },
    ]);
    const file = join(station.dataFolder, 'trail.json');
    const written = await on('audit', 'export', '--out', file);
    expect([written.status, one(written)]).toEqual([0, expect.objectContaining({ kind: 'written', file })]);
    // The export stands in the trail itself, as its last entry.
    expect(one(await on('audit', 'verify', '--bundle', file))).toEqual(one(await on('audit', 'verify')));

    const bundle = auditBundle.parse(JSON.parse(readFileSync(file, 'utf8')));
    const verifyChanged = async (changed: unknown) => {
      writeFileSync(file, JSON.stringify(changed));
      return on('audit', 'verify', '--bundle', file);
    };
    expect(bundle.entries.at(-1)?.canonical).toContain('"action":"audit.exported"');
    const [entry, ...rest] = bundle.entries;
    const forged = { ...entry, canonical: entry?.canonical.replace('"done"', '"failed"') };
    const changed = await verifyChanged({ ...bundle, entries: [forged, ...rest] });
    expect([changed.status, one(changed)]).toEqual([2, { kind: 'broken', seq: 1, fault: 'changed' }]);
    const short = await verifyChanged({ ...bundle, entries: bundle.entries.slice(0, -1) });
    expect(one(short)).toMatchObject({ kind: 'broken', fault: 'missing' });
    const resigned = await verifyChanged({
      ...bundle,
      checkpoint: { ...bundle.checkpoint, signature: Buffer.alloc(64).toString('base64') },
    });
    expect(one(resigned)).toMatchObject({ kind: 'broken', fault: 'wrong-key' });
    expect(await verifyChanged({ kind: 'something-else' })).toMatchObject({ status: 2 });
  });

  it.each([
    ['cut off', '{"kind":"fitbay-audit","version":2,"entries":[{"seq":1', 2, 'cut off'],
    ['empty', '', 2, 'empty'],
    ['no JSON', 'seq,action', 2, 'no JSON'],
    ['of a later Fitbay', '{"kind":"fitbay-audit","version":9}', 2, 'newer Fitbay'],
  ])('REP-1 says of a trail that is %s what is wrong and what to do', async (_name, text, status, words) => {
    const file = join(station.dataFolder, 'odd.json');
    writeFileSync(file, text);
    const ran = await on('audit', 'verify', '--bundle', file);
    expect([ran.status, one(ran)]).toEqual([status, { kind: 'invalid', detail: expect.stringContaining(words) }]);
    expect(ran.err).toMatch(/audit export --out/);
  });

  it('REP-1 takes no head that is none, and no file that is not there', async () => {
    for (const words of [
      ['--head', 'xyz'],
      ['--bundle', join(station.dataFolder, 'no-such.json')],
    ]) {
      const ran = await on('audit', 'verify', ...words);
      expect([ran.status, ran.out]).toEqual([64, '']);
      expect(ran.err).not.toContain('broken');
    }
  });

  it('REP-1 lists its trail, hands it out as a table, and erases what an entry says of people', async () => {
    const listed = await on('audit', 'list', '--action', 'audit.exported', '--limit', '1');
    const entry = one(listed) as { readonly seq: number };
    expect([listed.status, entry]).toEqual([0, expect.objectContaining({ action: 'audit.exported', erased: [] })]);
    const wish = ['--entry', String(entry.seq), '--reason', 'the user of this computer asked for it'] as const;
    const erased = await on('audit', 'erase', ...wish);
    expect([erased.status, one(erased)]).toEqual([0, { kind: 'erased', fields: 1, entries: 1, unerasable: 0 }]);
    expect((await on('audit', 'erase', ...wish)).status).toBe(2);
    const again = await on('audit', 'list', '--action', 'audit.exported', '--limit', '1');
    expect(one(again)).toMatchObject({ seq: entry.seq, actor: { personId: null, name: null }, erased: ['actor'] });

    const file = join(station.dataFolder, 'trail.json');
    await on('audit', 'export', '--out', file);
    for (const checked of [await on('audit', 'verify'), await on('audit', 'verify', '--bundle', file)]) {
      expect([checked.status, one(checked)]).toEqual([0, expect.objectContaining({ kind: 'intact', erased: 1 })]);
    }
    const head = String((one(await on('audit', 'verify')) as { head: string }).head).slice(0, 12);
    expect((await on('audit', 'verify', '--head', head)).status).toBe(0);
    expect((await on('audit', 'verify', '--head', 'ab'.repeat(6))).status).toBe(2);
    const table = join(station.dataFolder, 'trail.csv');
    expect((await on('audit', 'export', '--csv', '--out', table)).status).toBe(0);
    const [heads = '', first = ''] = readFileSync(table, 'utf8').split('\r\n');
    expect([heads.split(',')[0], first.split(',')[7]]).toEqual(['seq', 'audit.exported']);
  });

  it('REP-2 has no report of a sheet that is not there', async () => {
    const out = join(station.dataFolder, 'none.pdf');
    const ran = await on('report', '--session', 'no-such-sheet', '--out', out);
    expect([ran.status, one(ran), existsSync(out)]).toEqual([2, { kind: 'no-such-sheet' }, false]);
  });

  it('STA-5 doctor lists checks, each with what to do', async () => {
    const ran = await on('doctor');
    expect(ran.status).toBe(0);
    const { checks } = one(ran) as { checks: { name: string; state: string; fix: string | null }[] };
    expect(checks.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['runtime', 'disk', 'report-fonts', 'cloud']),
    );
    expect(checks.find(({ name }) => name === 'cloud')).toMatchObject({ state: 'ok' });
  });

  describe('that serves a page at the moment', () => {
    beforeAll(async () => {
      const pageFolder = station.dataFolder;
      writeFileSync(join(pageFolder, 'index.html'), '<!doctype html>');
      const started = await startHeadless({
        dataFolder: station.dataFolder,
        pageFolder,
        demoPace: { poweredForSeconds: 600 },
      });
      if (started.kind !== 'running') {
        throw new Error(started.kind);
      }
      page = started;
    });

    it('asks that very station instead of failing', async () => {
      expect(one(await shown('evopulse:359315075384726'))).toMatchObject({ next: 'TRANSFER_AVAILABLE' });
      expect(one(await on('status'))).toMatchObject({ pending: 0 });
      expect(one(await on('audit', 'verify'))).toMatchObject({ kind: 'intact' });
      const ports = one(await on('unit', 'list')) as { port: string; identity: { imei: string } | null }[];
      expect(ports.map(({ identity }) => identity?.imei)).toEqual(['359315075384726', '866344054201822']);
    });

    it('REP-2 writes the report of a sheet as PDF, and says that it is a draft', async () => {
      const client = page === undefined ? undefined : asCommandLine(page);
      const [sheet] = (await client?.bench.sheets({ limit: 1 })) ?? [];
      const out = join(station.dataFolder, 'draft.pdf');
      const ran = await on('report', '--session', sheet?.sessionId ?? '', '--out', out, '--locale', 'de');
      expect([ran.status, one(ran)]).toEqual([
        0,
        { kind: 'written', file: out, pages: expect.any(Number), draft: true },
      ]);
      expect(readFileSync(out).subarray(0, 5).toString()).toBe('%PDF-');
      const nowhere = await on('report', '--session', sheet?.sessionId ?? '', '--out', '/nowhere/x.pdf');
      expect([nowhere.status, one(nowhere)]).toEqual([2, expect.objectContaining({ kind: 'unwritable' })]);
    });

    it('a second page is refused with try again later', async () => {
      const ran = await fitbay('serve', '--no-open', '--data', station.dataFolder, '--json');
      expect([ran.status, ran.out]).toEqual([75, '']);
      expect(ran.err).toContain('has this data folder open');
    });

    it('that does not answer any more is said to, with try again later', async () => {
      const file = join(station.dataFolder, 'run.json');
      const kept = readFileSync(file, 'utf8');
      writeFileSync(file, JSON.stringify({ ...JSON.parse(kept), programToken: 'another' }));
      const ran = await on('status');
      expect([ran.status, one(ran)]).toEqual([75, { kind: 'no-answer' }]);
      writeFileSync(file, kept);
    });
  });
});

function asCommandLine({ composed }: RunningHeadless) {
  return createInProcessClient(composed.router, () => ({ kind: 'command-line', name: 'test' }));
}

describe('STA-1 fitbay where no station is enrolled', () => {
  it.each([
    [['verdict', '--unit', '866344054201822', '--customer', 'x'], 2, { kind: 'not-enrolled' }],
    [['transfer', '--unit', '866344054201822', '--to', 'x'], 2, { kind: 'not-enrolled' }],
    [['sync'], 2, { kind: 'not-enrolled' }],
    [['audit', 'verify'], 2, { kind: 'not-enrolled' }],
    [['report', '--session', 'x', '--out', 'x.pdf'], 2, { kind: 'not-enrolled' }],
    [['status'], 0, { pending: 0, oldest: null, lastContact: null, state: 'not-enrolled' }],
  ])('%j', async (words, status, value) => {
    const ran = await fitbay(...words, '--data', '/nowhere/at/all', '--json');
    expect([ran.status, jsonLines(ran)]).toEqual([status, [value]]);
  });

  it('doctor tells what to do', async () => {
    const ran = await fitbay('doctor', '--data', '/nowhere/at/all', '--json');
    expect(jsonLines(ran)).toEqual([
      {
        checks: expect.arrayContaining([
          expect.objectContaining({ name: 'station', state: 'warn', fix: expect.any(String) }),
        ]),
      },
    ]);
  });
});
