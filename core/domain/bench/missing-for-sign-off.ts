// What keeps a sheet from being signed (OWN-9, INSP-2, decisions.md X4). The page shows this list, and the machine refuses by it.
import { isTransferred, permissionFor } from './bench-permission.ts';
import type { BenchSession } from './bench-session.ts';
import { isUpdating } from './firmware-steps.ts';

/** The words stand under `bench.missing.<what>`. */
export const benchMissing = [
  'write-unfinished',
  'type',
  'identity-mismatch',
  'verdict',
  'transfer',
  'transfer-refused',
  'identity',
  'configuration',
  'configuration-incomplete',
  'restore-incomplete',
  'firmware-unknown',
  'inspection',
  'inspection-undecided',
  'inspection-failed',
  'pairing',
  'pairing-failed',
] as const;
export type BenchMissing = (typeof benchMissing)[number];

/**
 * Everything that is missing, in the order of the sheet; empty when it can be signed. To sign as failed takes only that no write is left
 * open: the failure may be any of the rest. A transfer or pairing that the cloud has not answered yet does not keep a sheet open; the
 * sheet then stays marked provisional.
 */
export function missingForSignOff(
  session: BenchSession,
  result: 'succeeded' | 'failed' = 'succeeded',
): readonly BenchMissing[] {
  const isWriting =
    session.configuration.kind === 'writing' || session.restore.kind === 'writing' || isUpdating(session);
  const unfinished: readonly BenchMissing[] = isWriting ? ['write-unfinished'] : [];
  if (result === 'failed') {
    return unfinished;
  }
  if (session.verdict.kind === 'choose-type') {
    return [...unfinished, 'type'];
  }
  return [
    ...unfinished,
    ...(session.identity.kind === 'mismatch' ? (['identity-mismatch'] as const) : []),
    ...missingOwnership(session),
    ...missingIdentity(session),
    ...missingConfiguration(session),
    ...(session.restore.kind === 'incomplete' ? (['restore-incomplete'] as const) : []),
    ...(isFirmwareUnknown(session) ? (['firmware-unknown'] as const) : []),
    ...missingInspection(session),
    ...missingPairing(session),
  ];
}

/** After an update that was cut off nobody knows what the unit runs, until it is asked again. */
function isFirmwareUnknown({ firmware }: BenchSession): boolean {
  return firmware?.kind === 'incomplete' && firmware.after === null;
}

const granted = (session: BenchSession, action: 'install' | 'inspect' | 'pair') =>
  permissionFor(session, action).kind === 'granted';

function missingOwnership(session: BenchSession): readonly BenchMissing[] {
  if (session.transfer.kind === 'refused') {
    return ['transfer-refused'];
  }
  if (!isTransferred(session) && permissionFor(session, 'transfer').kind === 'granted') {
    return ['transfer'];
  }
  return hasNothingToDo(session) && !isEndOfTransferOnly(session) ? ['verdict'] : [];
}

function hasNothingToDo(session: BenchSession): boolean {
  return (
    !granted(session, 'install') &&
    !granted(session, 'inspect') &&
    !granted(session, 'pair') &&
    permissionFor(session, 'transfer').kind !== 'granted'
  );
}

/** A type that is only transferred is done with its transfer; another tool configures it (OWN-6). */
function isEndOfTransferOnly(session: BenchSession): boolean {
  const install = permissionFor(session, 'install');
  return isTransferred(session) && install.kind === 'denied' && install.code === 'TYPE_TRANSFER_ONLY';
}

function missingIdentity(session: BenchSession): readonly BenchMissing[] {
  const needsCable = granted(session, 'install') || granted(session, 'inspect');
  return needsCable && session.identity.kind === 'not-read' ? ['identity'] : [];
}

/**
 * Configuring is required after a transfer and of a unit that is marked as needing it (OWN-9). A unit that is configured may be inspected
 * only; whether it still fits its profile is a check of the inspection. Once begun, writing must end well.
 */
function missingConfiguration(session: BenchSession): readonly BenchMissing[] {
  const { kind } = session.configuration;
  if (kind === 'incomplete') {
    return ['configuration-incomplete'];
  }
  const isDone = kind === 'verified' || kind === 'writing';
  // A value that was given for this unit is a promise to write it.
  const isPromised = granted(session, 'install') && (session.ownValues ?? []).length > 0;
  return (needsConfiguration(session) || isPromised) && !isDone ? ['configuration'] : [];
}

/** Whether this sheet must end with a verified configuration. */
export function needsConfiguration(session: BenchSession): boolean {
  const { verdict } = session;
  const isMarked =
    verdict.kind === 'verdict' && verdict.findings.some((finding) => finding.code === 'NEEDS_CONFIGURATION');
  return granted(session, 'install') && (isTransferred(session) || isMarked);
}

function missingInspection(session: BenchSession): readonly BenchMissing[] {
  if (!granted(session, 'inspect')) {
    return [];
  }
  const { inspection } = session;
  if (inspection.kind === 'open') {
    return ['inspection'];
  }
  if (inspection.result === null) {
    return ['inspection-undecided'];
  }
  return inspection.result === 'fail' ? ['inspection-failed'] : [];
}

function missingPairing(session: BenchSession): readonly BenchMissing[] {
  if (!granted(session, 'pair')) {
    return [];
  }
  const { kind } = session.pairing;
  if (kind === 'failed') {
    return ['pairing-failed'];
  }
  return kind === 'open' || kind === 'unpair-requested' ? ['pairing'] : [];
}
