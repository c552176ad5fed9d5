import type { JobReport } from './job-report.ts';

const fingerprintLength = 12;

/** The part of an audit hash that people compare: its first 12 hex digits (48 bits), as printed in the footer and held by the QR code. */
export function auditFingerprint(head: string): string {
  return head.slice(0, fingerprintLength);
}

/** What the QR code of a report says: where to check it, which report, and the fingerprint it must have (REP-2). */
export function verifyLink(report: Pick<JobReport, 'reportNumber' | 'audit'>): string {
  const { verifyUrl, head } = report.audit;
  const separator = verifyUrl.includes('?') ? '&' : '?';
  return `${verifyUrl}${separator}report=${encodeURIComponent(report.reportNumber)}&head=${auditFingerprint(head)}`;
}
