// The work sheet as a machine (architecture.md): which event may happen in which state, and what the sheet is afterwards. The station
// saves what comes out, in one transaction with outbox and audit entry; nothing else changes a sheet.
import { assertNever } from '../../kernel/assert-never.ts';
import type { BenchEvent, EventOf } from './bench-event.ts';
import { type Refused, refuse } from './bench-refusal.ts';
import type { BenchSession } from './bench-session.ts';
import { beginWrite, compareConfiguration, endWrite, identify } from './cable-steps.ts';
import { changeFirmware, isUpdating } from './firmware-steps.ts';
import { answerCheck, measure } from './inspection-steps.ts';
import { missingForSignOff } from './missing-for-sign-off.ts';
import {
  chooseType,
  confirmCheckDigit,
  requestTransfer,
  reverseTransfer,
  takeTransferAnswer,
  takeVerdict,
} from './owner-steps.ts';
import { changePairing } from './pairing-steps.ts';
import { changeRestore, keepBackup } from './restore-steps.ts';
import { type Change, changed } from './sheet-change.ts';
import { chooseProfile, giveValue, takeValueBack } from './value-steps.ts';

export type BenchOutcome = { readonly kind: 'accepted'; readonly session: BenchSession } | Refused;

/**
 * Applies one event. `accepted`: the sheet afterwards, one revision on. `refused`: why not, and the sheet stays as it was. A refusal is
 * an expected answer, also for what comes twice.
 */
export function applyBench(session: BenchSession, event: BenchEvent): BenchOutcome {
  const outcome = obstacle(session, event) ?? change(session, event);
  if (outcome.kind === 'refused') {
    return outcome;
  }
  return {
    kind: 'accepted',
    session: { ...session, ...outcome.parts, revision: session.revision + 1, changedAt: event.at },
  };
}

/** What the cloud says arrives whenever it does, on a closed sheet too. */
const fromCloud: ReadonlySet<BenchEvent['kind']> = new Set([
  'transfer-answered',
  'transfer-reversed',
  'pairing-answered',
  'unpairing-answered',
  'pairing-heard',
  'job-numbered',
]);
/** What is left to do with another unit than the scanned one on the cable: look again, or close the sheet (IDENTITY_MISMATCH). */
const despiteMismatch: ReadonlySet<BenchEvent['kind']> = new Set([
  'cable-identified',
  'verdict-given',
  'write-ended',
  'restore-ended',
  'firmware-ended',
  'signed',
  'abandoned',
]);
/** What needs no known unit. */
const withoutUnit: ReadonlySet<BenchEvent['kind']> = new Set([
  'type-chosen',
  'verdict-given',
  'check-digit-confirmed',
  'cable-identified',
  'vin-taken',
  'signed',
  'abandoned',
  'taken-over',
  'job-joined',
]);

/** What stands against an event whatever it says. */
function obstacle(session: BenchSession, event: BenchEvent): Refused | null {
  if (fromCloud.has(event.kind)) {
    return null;
  }
  if (session.state !== 'open') {
    return refuse('sheet-closed', { state: session.state });
  }
  if (session.identity.kind === 'mismatch' && !despiteMismatch.has(event.kind)) {
    return refuse('identity-mismatch', { scanned: session.identity.scanned, read: session.identity.read ?? '' });
  }
  if (session.verdict.kind === 'choose-type' && !withoutUnit.has(event.kind)) {
    return refuse('choose-type-first');
  }
  return null;
}

function change(session: BenchSession, event: BenchEvent): Change | Refused {
  switch (event.kind) {
    case 'type-chosen':
      return chooseType(session, event);
    case 'verdict-given':
      return takeVerdict(session, event);
    case 'check-digit-confirmed':
      return confirmCheckDigit(session, event);
    case 'transfer-requested':
      return requestTransfer(session, event);
    case 'transfer-answered':
      return takeTransferAnswer(session, event);
    case 'transfer-reversed':
      return reverseTransfer(session, event);
    case 'cable-identified':
      return identify(session, event);
    case 'configuration-compared':
      return compareConfiguration(session, event);
    case 'write-begun':
      return beginWrite(session);
    case 'write-ended':
      return endWrite(session, event);
    case 'profile-chosen':
      return chooseProfile(session, event);
    case 'value-given':
    case 'value-taken-back':
      return changeValue(session, event);
    case 'backup-kept':
      return keepBackup(session, event);
    case 'restore-begun':
    case 'restore-ended':
    case 'restore-left':
      return changeRestore(session, event);
    case 'firmware-begun':
    case 'firmware-ended':
      return changeFirmware(session, event);
    case 'measured':
      return measure(session, event);
    case 'check-answered':
      return answerCheck(session, event);
    case 'vin-taken':
    case 'pairing-requested':
    case 'pairing-answered':
    case 'pairing-kept':
    case 'unpairing-requested':
    case 'unpairing-answered':
    case 'automatic-pairing-awaited':
    case 'pairing-heard':
    case 'left-unpaired':
      return changePairing(session, event);
    case 'signed':
      return sign(session, event);
    case 'abandoned':
      return abandon(session, event);
    case 'taken-over':
      return takeOver(session, event);
    case 'job-joined':
    case 'job-numbered':
      return takeJob(session, event);
    default:
      return assertNever(event);
  }
}

function changeValue(session: BenchSession, event: EventOf<'value-given' | 'value-taken-back'>): Change | Refused {
  return event.kind === 'value-given' ? giveValue(session, event) : takeValueBack(session, event);
}

/** A failure needs its story, and so does a success with a check that could not be made (JOB-1, INSP-4). */
function sign(session: BenchSession, event: EventOf<'signed'>): Change | Refused {
  const missing = missingForSignOff(session, event.result);
  if (missing.length > 0) {
    return refuse('missing', { missing: missing.join(',') });
  }
  const isUnproved = session.inspection.kind === 'measured' && session.inspection.result === 'not-possible';
  if ((event.result === 'failed' || isUnproved) && (event.remarks ?? '').trim() === '') {
    return refuse('remarks-missing');
  }
  const { kind: _, ...signature } = event;
  return changed({ state: 'signed', signOff: { kind: 'signed', ...signature } });
}

function abandon(session: BenchSession, event: EventOf<'abandoned'>): Change | Refused {
  if (session.configuration.kind === 'writing' || session.restore.kind === 'writing' || isUpdating(session)) {
    return refuse('write-unfinished');
  }
  return event.why.trim() === '' ? refuse('reason-missing') : changed({ state: 'abandoned' });
}

/** What was compared before with another profile is not what is wanted any more. */
function takeJob(session: BenchSession, event: EventOf<'job-joined' | 'job-numbered'>): Change | Refused {
  const { job } = event;
  const profileId = event.kind === 'job-joined' ? event.profileId : null;
  if (profileId === null || profileId === session.wishedProfileId) {
    return changed({ job });
  }
  const chosen = chooseProfile(session, { kind: 'profile-chosen', profileId, at: session.changedAt, by: '' });
  return chosen.kind === 'changed' ? changed({ ...chosen.parts, job }) : changed({ job });
}

function takeOver({ owner }: BenchSession, event: EventOf<'taken-over'>): Change | Refused {
  return owner?.personId === event.personId
    ? refuse('yours-already')
    : changed({ owner: { personId: event.personId, name: event.by } });
}
