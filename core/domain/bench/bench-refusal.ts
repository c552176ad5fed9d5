/** Why the machine did not do it. The words stand under `bench.refused.<reason>`, with `detail` as their values. */
export const benchRefusals = [
  'sheet-closed',
  'choose-type-first',
  'type-already-chosen',
  'no-such-type',
  'other-unit',
  'other-organization',
  'nothing-to-confirm',
  'check-digit',
  'identity-mismatch',
  'identity-first',
  'not-allowed',
  'confirm-again',
  'unpair-first',
  'transfer-under-way',
  'no-open-transfer',
  'write-unfinished',
  'read-again-first',
  'nothing-to-write',
  'no-write-open',
  'nothing-to-restore',
  'transfer-not-acknowledged',
  'reset-not-seen',
  'no-such-backup',
  'other-units-backup',
  'backup-changed',
  'no-such-check',
  'pairing-under-way',
  'already-paired',
  'unpairing-under-way',
  'not-paired',
  'more-to-write',
  'nothing-awaited',
  'reason-missing',
  'remarks-missing',
  'missing',
  'no-profile',
  'value-locked',
  'value-not-given',
  'value-not-taken',
  'secret-missing',
  'no-such-profile',
  'no-checklist',
  'nobody-to-sign',
  'owned-by-another',
  'yours-already',
  'work-under-way',
  'job-other-vehicle',
  'job-profile',
] as const;
export type BenchRefusal = (typeof benchRefusals)[number];

export interface Refused {
  readonly kind: 'refused';
  readonly reason: BenchRefusal;
  readonly detail: Readonly<Record<string, string>>;
}

export function refuse(reason: BenchRefusal, detail: Readonly<Record<string, string>> = {}): Refused {
  return { kind: 'refused', reason, detail };
}
