// One line of the work sheet: the ways in which it may stand and be blocked, listed once so that texts can be complete.
import type { Permission } from './bench-permission.ts';
import type { BenchSession, StepName, StepView } from './bench-session.ts';

/** The words stand under `bench.step.<step>.<state>`, with the line's `detail` as their values. */
export const benchStepStates = {
  identity: ['not-read', 'agrees', 'mismatch', 'not-needed'],
  owner: [
    'choose-type',
    'unknown',
    'home',
    'not-allowed',
    'ready',
    'requested',
    'transferred',
    'repeated',
    'reversed',
    'refused',
  ],
  configure: [
    'not-read',
    'optional',
    'compared',
    'writing',
    'verified',
    'incomplete',
    'updating',
    'firmware-unknown',
    'other-tool',
    'not-allowed',
  ],
  inspect: ['open', 'undecided', 'pass', 'warn', 'fail', 'not-possible', 'not-allowed'],
  pair: ['open', 'requested', 'awaiting', 'paired', 'failed', 'unpair-requested', 'left-open', 'not-allowed'],
  'sign-off': ['open', 'ready', 'succeeded', 'failed', 'abandoned'],
} as const satisfies Record<StepName, readonly string[]>;
export type StepState<Step extends StepName> = (typeof benchStepStates)[Step][number];

/** Why a line cannot be worked on now. The words stand under `bench.blocked.<reason>`, with the line's `detail` as their values. */
export const benchBlocks = [
  'sheet-closed',
  'choose-type',
  'check-digit',
  'identity-mismatch',
  'identity-first',
  'transfer-first',
  'transfer-refused',
  'verdict',
  'missing',
] as const;
export type BenchBlock = (typeof benchBlocks)[number];

/** A line before it is known which one is current. */
export interface SheetLine<Step extends StepName = StepName> {
  readonly step: Step;
  readonly state: StepState<Step>;
  readonly mark: StepView['mark'];
  /** Nothing is left to do here for a person, or nothing was to be done. */
  readonly settled: boolean;
  readonly detail?: Readonly<Record<string, string>>;
  readonly blockedBy?: BenchBlock | null;
  readonly at?: StepView['at'];
}

/** What keeps work on the unit itself from going on, whatever line it stands on. Null when nothing does. */
export function blockOf(session: BenchSession, permission: Permission): BenchBlock | null {
  if (session.verdict.kind === 'choose-type') {
    return 'choose-type';
  }
  if (session.transfer.kind === 'refused') {
    return 'transfer-refused';
  }
  if (session.identity.kind === 'mismatch') {
    return 'identity-mismatch';
  }
  switch (permission.kind) {
    case 'granted':
      return null;
    case 'after-transfer':
      return 'transfer-first';
    case 'denied':
      return 'verdict';
  }
}
