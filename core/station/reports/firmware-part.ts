import type { JobReport } from '../../domain/reports/job-report.ts';
import type { ReportSource } from './build-report.ts';
import { printable, printableOrNull } from './printable.ts';

const fingerprintDigits = 12;

/** Which firmware was sent on this sheet and what the unit told afterwards (INST-5). Null where none was. */
export function firmwarePart({ session: { firmware } }: ReportSource): JobReport['firmware'] {
  if (firmware === undefined) {
    return null;
  }
  const { from, to, file, sha256, at, by } = firmware;
  const told = firmware.kind === 'updated' ? to : firmware.kind === 'incomplete' ? firmware.after : null;
  return {
    from: printable(from),
    to: printable(to),
    file: printable(file),
    by: printable(by),
    at,
    outcome: firmware.kind === 'updated' ? 'updated' : told === null ? 'not-known' : 'not-updated',
    told: printableOrNull(told),
    fingerprint: printable(sha256.slice(0, fingerprintDigits)),
  };
}
