import type { RestoreLine, RestoreReason } from '../../domain/installation/restore-plan.ts';
import type { JobReport } from '../../domain/reports/job-report.ts';
import type { ReportSource } from './build-report.ts';
import { keyLabel } from './configuration-part.ts';
import { printableRemark } from './printable.ts';

const fingerprintDigits = 12;

/**
 * What was kept of the unit's configuration, what was put back and what was not, by reason (decisions.md d2, INST-3). Null where nothing was
 * kept for a transfer and nothing rolled back. Only what was read back is called put back.
 */
export function restorePart(source: ReportSource): JobReport['restore'] {
  const { context, session, texts } = source;
  const { restore } = session;
  if (restore.kind === 'none') {
    return null;
  }
  const lines = restore.kind === 'kept' ? [] : restore.lines;
  const labels = (wanted: (line: RestoreLine) => boolean) =>
    lines.filter(wanted).map(({ key }) => keyLabel(texts, key));
  const reasons = [...new Set(lines.flatMap(({ reason }) => (reason === null ? [] : [reason])))];
  const checksum = context.store.backup(restore.backupId)?.checksum ?? null;
  return {
    purpose: restore.purpose,
    takenAt: restore.backupTakenAt,
    values: restore.backupKeys,
    fingerprint: checksum === null ? null : checksum.slice(0, fingerprintDigits),
    outcome: restore.kind === 'done' ? 'restored' : restore.kind === 'incomplete' ? 'incomplete' : 'not-restored',
    restored: labels(({ state }) => state === 'verified' || state === 'same'),
    open: labels(({ state }) => state !== 'verified' && state !== 'same' && state !== 'left-out'),
    leftOut: reasons.map((reason) => ({
      reason: reasonText(source, reason),
      keys: labels((line) => line.reason === reason),
    })),
    note: restore.kind === 'left' ? leftText(source, restore.why) : null,
  };
}

function reasonText({ texts }: ReportSource, reason: RestoreReason): string {
  return texts.t(`restore.reason.${reason}`);
}

/** A reason of the bench has words; a person's own stand as they were written. */
function leftText({ texts }: ReportSource, why: string): string {
  const key = `restore.left.${why}`;
  return printableRemark(texts.has(key) ? texts.t(key) : why);
}
