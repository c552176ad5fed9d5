import { groupSerial } from '../identity/group-digits.ts';
import type { UnitVerdict, Verdict } from '../ownership/verdict.ts';
import type { Job } from './job.ts';
import { jobName } from './job-name.ts';
import { type MetUnit, unitOnJob } from './unit-on-job.ts';

const otherUnit = 'JOB_OTHER_UNIT';

/**
 * The verdict on a unit that was scanned for a job: where the fleet named another unit, nothing is done with this one until that was departed from
 * with a reason (ORG-5). What stood against it before still comes first.
 */
export function holdAgainstJob(verdict: Verdict, job: Job | null, unit: MetUnit): Verdict {
  if (job === null || verdict.kind !== 'verdict') {
    return verdict;
  }
  const met = unitOnJob(job, unit);
  return met.kind === 'other'
    ? stopped(verdict, { job: jobName(job.number), wanted: groupSerial(met.wanted), scanned: groupSerial(unit.serial) })
    : verdict;
}

function stopped(verdict: UnitVerdict, detail: Record<string, string>): UnitVerdict {
  const wasStopped = verdict.findings.some(({ severity }) => severity === 'block');
  const { allowed, reasons } = verdict;
  const because = (action: keyof typeof allowed) => (allowed[action] ? otherUnit : (reasons[action] ?? otherUnit));
  return {
    ...verdict,
    findings: [...verdict.findings, { code: otherUnit, severity: 'block', detail }],
    allowed: { transfer: false, install: false, inspect: false, pair: false },
    reasons: {
      transfer: because('transfer'),
      install: because('install'),
      inspect: because('inspect'),
      pair: because('pair'),
    },
    ...(wasStopped ? {} : { next: otherUnit, action: 'rescan' }),
  };
}
