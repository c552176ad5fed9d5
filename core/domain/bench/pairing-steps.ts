// How pairing changes a sheet: asked for by hand, left to the unit, heard from the cloud, or left open with a reason.
import { assertNever } from '../../kernel/assert-never.ts';
import { epochMs } from '../../kernel/iso-time.ts';
import { formatUnitKey } from '../identity/unit-key.ts';
import type { PairingStatus } from '../pairing/pairing-state.ts';
import type { EventOf, PairingEvent } from './bench-event.ts';
import { permissionFor } from './bench-permission.ts';
import { type Refused, refuse } from './bench-refusal.ts';
import type { BenchSession } from './bench-session.ts';
import { type Change, changed } from './sheet-change.ts';

/** Everything that changes how the unit of a sheet stands to its vehicle. */
export function changePairing(session: BenchSession, event: EventOf<PairingEvent['kind']>): Change | Refused {
  switch (event.kind) {
    case 'vin-taken':
      return takeVin(session, event);
    case 'pairing-requested':
      return requestPairing(session, event);
    case 'pairing-answered':
      return takePairingAnswer(session, event);
    case 'pairing-kept':
      return keepPairing(session, event);
    case 'unpairing-requested':
      return requestUnpairing(session, event);
    case 'unpairing-answered':
      return takeUnpairingAnswer(session, event);
    case 'automatic-pairing-awaited':
      return awaitAutomaticPairing(session, event);
    case 'pairing-heard':
      return hearPairing(session, event);
    case 'left-unpaired':
      return leaveUnpaired(session, event);
    default:
      return assertNever(event);
  }
}

function takeVin({ vin }: BenchSession, event: EventOf<'vin-taken'>): Change {
  const { scannedFrom: _, ...besidePlate } = vin;
  switch (event.source) {
    case 'scanned':
      return changed({ vin: { ...besidePlate, scanned: event.vin } });
    case 'vehicle-bus':
      return changed({ vin: { ...vin, scanned: event.vin, scannedFrom: 'vehicle-bus' } });
    case 'unit':
      return changed({ vin: { ...vin, fromUnit: event.vin, unitAskedAt: event.at } });
    default:
      return assertNever(event.source);
  }
}

function requestPairing(session: BenchSession, event: EventOf<'pairing-requested'>): Change | Refused {
  const { operationId, assetId, assetLabel, at, by } = event;
  return (
    obstacleToPairing(session) ?? changed({ pairing: { kind: 'requested', operationId, assetId, assetLabel, at, by } })
  );
}

function awaitAutomaticPairing(session: BenchSession, event: EventOf<'automatic-pairing-awaited'>): Change | Refused {
  const { predicted, at, by } = event;
  return obstacleToPairing(session) ?? changed({ pairing: { kind: 'awaiting-automatic', predicted, at, by } });
}

function leaveUnpaired(session: BenchSession, event: EventOf<'left-unpaired'>): Change | Refused {
  const { why, at, by } = event;
  if (why.trim() === '') {
    return refuse('reason-missing');
  }
  return obstacleToPairing(session) ?? changed({ pairing: { kind: 'left-open', why, at, by } });
}

/** What is true already needs no leave and no cloud. */
function keepPairing(session: BenchSession, { pairing, at, by }: EventOf<'pairing-kept'>): Change | Refused {
  return obstacleToPairing(session) ?? changed({ pairing: { kind: 'paired', ...pairing, at, by } });
}

/** Also a pairing that the sheet did not bring about: it stands in the way of the right one (PAIR-1). */
function requestUnpairing(session: BenchSession, event: EventOf<'unpairing-requested'>): Change | Refused {
  const { operationId, pairing, at, by } = event;
  return (
    obstacleWhileAsked(session) ??
    refusalWithoutLeave(session) ??
    changed({ pairing: { kind: 'unpair-requested', operationId, pairing, at, by } })
  );
}

/** What the cloud does not end stands as it stood. */
function takeUnpairingAnswer(session: BenchSession, event: EventOf<'unpairing-answered'>): Change | Refused {
  const { pairing } = session;
  if (pairing.kind !== 'unpair-requested' || pairing.operationId !== event.operationId) {
    return refuse('nothing-awaited');
  }
  const { at, by } = event;
  return event.answer === 'unpaired'
    ? changed({ pairing: { kind: 'open' } })
    : changed({ pairing: { kind: 'paired', ...pairing.pairing, at, by } });
}

/** One question to the cloud at a time. */
function obstacleWhileAsked({ pairing }: BenchSession): Refused | null {
  switch (pairing.kind) {
    case 'requested':
      return refuse('pairing-under-way', { asset: pairing.assetLabel });
    case 'unpair-requested':
      return refuse('unpairing-under-way', { asset: pairing.pairing.assetLabel });
    default:
      return null;
  }
}

function obstacleToPairing(session: BenchSession): Refused | null {
  const asked = obstacleWhileAsked(session);
  if (asked !== null) {
    return asked;
  }
  if (session.pairing.kind === 'paired') {
    return refuse('already-paired', { asset: session.pairing.assetLabel });
  }
  return refusalWithoutLeave(session);
}

function refusalWithoutLeave(session: BenchSession): Refused | null {
  const pair = permissionFor(session, 'pair');
  if (pair.kind !== 'granted') {
    return refuse('not-allowed', { code: pair.kind === 'denied' ? pair.code : 'TRANSFER_AVAILABLE' });
  }
  return null;
}

/** A refusal names no asset to choose among: pairing by hand fails as an answer, not as an event (decisions.md B15). */
function takePairingAnswer(session: BenchSession, event: EventOf<'pairing-answered'>): Change | Refused {
  const { pairing } = session;
  if (pairing.kind !== 'requested' || pairing.operationId !== event.operationId) {
    return refuse('nothing-awaited');
  }
  const { assetId, assetLabel } = pairing;
  const { answer, at, by } = event;
  return answer.kind === 'paired'
    ? changed({
        pairing: { kind: 'paired', reason: 'ManualPair', assetId, assetLabel, assetVin: answer.assetVin, at, by },
      })
    : changed({ pairing: { kind: 'failed', reason: 'Unknown', candidateAssetIds: [], at, by } });
}

/** The cloud's word counts whoever caused it, but a failure or an end that is older than what the sheet knows is no news. */
function hearPairing(session: BenchSession, event: EventOf<'pairing-heard'>): Change | Refused {
  const { status } = event;
  if (session.unit === null || status.unit !== formatUnitKey(session.unit)) {
    return refuse('other-unit', { unit: status.unit });
  }
  if (status.organizationId !== session.customerId) {
    return refuse('other-organization');
  }
  switch (status.state) {
    case 'paired':
      return hearSuccess(status, event);
    case 'failed':
      return hearFailure(session, status, event.by);
    case 'unpaired':
      return hearEnd(session, status);
    default:
      return assertNever(status.state);
  }
}

function hearEnd({ pairing }: BenchSession, status: PairingStatus): Change | Refused {
  const isNews = pairing.kind === 'unpair-requested' || (pairing.kind === 'paired' && status.registeredAt > pairing.at);
  return isNews ? changed({ pairing: { kind: 'open' } }) : refuse('nothing-awaited');
}

function hearSuccess(status: PairingStatus, { by, assetLabel }: EventOf<'pairing-heard'>): Change | Refused {
  const { assetId, assetVin, registeredAt: at, heard } = status;
  if (assetId === null) {
    return refuse('nothing-awaited');
  }
  const label = assetLabel ?? assetVin ?? assetId;
  const reason = status.reason ?? 'ManualPair';
  const pairing = { kind: 'paired', reason, assetId, assetLabel: label, assetVin, at, by } as const;
  return changed({ pairing: heard === undefined ? pairing : { ...pairing, heard } });
}

/**
 * How far a moment of the cloud's may be off once it is told by this station's clock: the offset is known to half a round trip, and
 * a busy line makes that seconds. An outcome that would be dropped for less would never be told again.
 */
const clockDoubtMs = 10_000;

function hearFailure(session: BenchSession, status: PairingStatus, by: string): Change | Refused {
  const { pairing } = session;
  const since = pairing.kind === 'awaiting-automatic' || pairing.kind === 'failed' ? pairing.at : session.startedAt;
  const isOpen = pairing.kind === 'awaiting-automatic' || pairing.kind === 'failed' || pairing.kind === 'open';
  if (!isOpen || epochMs(status.registeredAt) + clockDoubtMs < epochMs(since)) {
    return refuse('nothing-awaited');
  }
  const { candidateAssetIds, registeredAt } = status;
  const reason = status.reason ?? 'Unknown';
  return changed({
    pairing: { kind: 'failed', reason, candidateAssetIds: [...candidateAssetIds], at: registeredAt, by },
  });
}
