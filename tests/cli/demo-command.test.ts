import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPrinted } from '#electron/adapters/pdf/read-printed.ts';
import { fitbay, jsonLines, type Ran, startFitbay } from './testing/run-fitbay.ts';

/** The whole main job over real parts: cloud, database, serial port or in-process link, virtual unit, PDF. */
describe('STA-7 fitbay demo', { timeout: 180_000 }, () => {
  let out: string;
  let temporary: string;
  let ran: Ran;
  let lines: readonly Record<string, unknown>[];

  beforeAll(async () => {
    out = mkdtempSync(join(tmpdir(), 'fitbay-demo-out-'));
    temporary = mkdtempSync(join(tmpdir(), 'fitbay-demo-temporary-'));
    ran = await startFitbay(['demo', '--out', out, '--json'], temporary).ended;
    lines = jsonLines(ran) as readonly Record<string, unknown>[];
  }, 180_000);
  afterAll(() => {
    for (const folder of [out, temporary]) {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('does every step of the main job, in order, and prints each as it happens', () => {
    expect(ran.err).toBe('');
    expect(lines.slice(0, -1).map(({ step }) => step)).toEqual([
      ...['cloud', 'station', 'sign-in', 'customer', 'scan', 'identify', 'verdict', 'transfer'],
      ...['compare', 'write', 'verify', 'measure', 'checks', 'vin', 'pairing'],
      ...['sign', 'report', 'label', 'sync', 'audit-station', 'audit-cloud'],
    ]);
    for (const line of lines.slice(0, -1)) {
      expect(line).toMatchObject({ kind: 'step', ms: expect.any(Number), says: expect.any(String) });
    }
  });

  it('ends with what was done, and 0', () => {
    expect(ran.status).toBe(0);
    expect(lines.at(-1)).toEqual({
      kind: 'done',
      sessionId: expect.any(String),
      transferId: expect.any(String),
      reportNumber: '1001',
      report: join(out, 'report-1001-359315075384726.pdf'),
      label: join(out, 'label-359315075384726.pdf'),
      bundle: join(out, 'audit-bundle.json'),
      auditHead: expect.stringMatching(/^[0-9a-f]{64}$/),
      synced: true,
    });
  });

  it('REP-2 REP-3 leaves a report and a label that can be read', async () => {
    const report = await readPrinted(new Uint8Array(readFileSync(join(out, 'report-1001-359315075384726.pdf'))));
    const words = report.pages.flatMap((page) => page.words.map(({ text }) => text)).join(' ');
    for (const wanted of ['1001', '359315075384726', 'Nordfracht', 'Hansen', 'ingest.example.com']) {
      expect(words).toContain(wanted);
    }
    expect(words).not.toContain('demo-apn-secret');
    expect(readFileSync(join(out, 'label-359315075384726.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
    expect(readFileSync(join(out, 'label-359315075384726.zpl'), 'utf8')).toContain('evopulse:359315075384726');
    expect(readdirSync(out)).toHaveLength(4);
  });

  it('REP-1 leaves an audit trail that ends where it was said to end', async () => {
    const verified = await fitbay('audit', 'verify', '--bundle', join(out, 'audit-bundle.json'), '--json');
    expect(jsonLines(verified)).toEqual([
      { kind: 'intact', entries: expect.any(Number), head: lines.at(-1)?.['auditHead'], erased: 0 },
    ]);
  });

  it('leaves nothing else behind', () => {
    expect(readdirSync(temporary)).toEqual([]);
  });
});
