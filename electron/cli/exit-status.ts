import { assertNever } from '#core/kernel/assert-never.ts';
import type { CompositionRefusal } from '../compose/compose-station.ts';

/** What the command line ends with, so that scripts can go by it: the numbers 64, 70 and 75 are those of sysexits.h. */
export const exitStatus = {
  /** Done, or yes. */
  done: 0,
  /** A clear no: invalid, not found, refused, differs. */
  no: 2,
  wrongUsage: 64,
  /** A bug of ours. */
  fault: 70,
  /** Offline, or a port that is busy: the same command may succeed later. */
  tryLater: 75,
} as const;
export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus];

/** Whether waiting helps against what keeps a station from starting. */
export function statusOfRefusal(refusal: CompositionRefusal): ExitStatus {
  switch (refusal.kind) {
    case 'another-is-open':
    case 'unusable-disk':
      return exitStatus.tryLater;
    case 'not-enrolled':
    case 'station-file-unreadable':
    case 'rules-refused':
    case 'newer-schema':
    case 'foreign-file':
    case 'corrupt':
    case 'behind-journal':
    case 'unsafe':
    case 'another-station':
    case 'older-generation':
      return exitStatus.no;
    default:
      return assertNever(refusal);
  }
}
