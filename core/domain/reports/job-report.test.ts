import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JobReport, jobReport } from './job-report.ts';
import { sampleJobReport } from './sample-job-report.ts';
import { auditFingerprint, verifyLink } from './verify-link.ts';

const parses = (report: unknown) => jobReport.safeParse(report).success;

describe('REP-2 the job report as data', () => {
  it('takes a complete report and gives it back unchanged, also through JSON', () => {
    expect(jobReport.parse(JSON.parse(JSON.stringify(sampleJobReport)))).toEqual(sampleJobReport);
  });

  it.each<[string, (report: JobReport) => unknown]>([
    ['a failure without its reason', (report) => ({ ...report, result: { kind: 'failed' } })],
    ['a failure with an empty reason', (report) => ({ ...report, result: { kind: 'failed', reason: '' } })],
    ['a head that is no hash', (report) => ({ ...report, audit: { ...report.audit, head: 'not-a-hash' } })],
    ['a moment without its zone', (report) => ({ ...report, endedAt: '2026-11-20T12:07:30' })],
    ['a field nobody knows', (report) => ({ ...report, password: 'x' })],
    ['an older or newer form', (report) => ({ ...report, version: 2 })],
    ['an inspection without checks', (report) => ({ ...report, inspection: { ...report.inspection, checks: [] } })],
    [
      'a signature that is more than strokes',
      (report) => ({
        ...report,
        signatures: [{ ...report.signatures[0], drawing: { path: 'M0 0"/><image href="x', width: 10, height: 10 } }],
      }),
    ],
  ])('refuses %s', (_what, spoil) => {
    expect(parses(spoil(sampleJobReport))).toBe(false);
  });

  it('refuses limits that limit nothing', () => {
    const wanted = { kind: 'limits', minimum: null, maximum: null, unit: 'V', decimals: 1 };
    const { inspection } = sampleJobReport;
    const checks = inspection.kind === 'done' ? [{ ...inspection.checks[0], wanted }] : [];
    expect(parses({ ...sampleJobReport, inspection: { ...inspection, checks } })).toBe(false);
  });
});

describe('INST-7 secrets stay out of the report', () => {
  it('has no place for the text of a secret', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (text) => {
        const { configuration } = sampleJobReport;
        const changes =
          configuration.kind === 'written' ? [{ ...configuration.changes[0], after: { kind: 'secret', text } }] : [];
        expect(parses({ ...sampleJobReport, configuration: { ...configuration, changes } })).toBe(false);
      }),
    );
  });
});

describe('REP-2 the link that verifies a report', () => {
  it('names the report and the first 12 digits of the audit head', () => {
    expect(auditFingerprint(sampleJobReport.audit.head)).toBe('7c1e90ab44d2');
    expect(verifyLink(sampleJobReport)).toBe('https://fitbay.example.com/verify?report=1042&head=7c1e90ab44d2');
  });

  it('survives any report number and an address that has a query already', () => {
    const audit = { ...sampleJobReport.audit, verifyUrl: 'https://fitbay.example.com/v?lang=de' };
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (reportNumber) => {
        const query = new URL(verifyLink({ reportNumber, audit })).searchParams;
        expect([query.get('lang'), query.get('report'), query.get('head')]).toEqual([
          'de',
          reportNumber,
          '7c1e90ab44d2',
        ]);
      }),
    );
  });
});
