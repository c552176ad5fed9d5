// How pairing changes a sheet: asked for by hand, left to the unit, heard from the cloud, or left open with a reason.
import { assertNever } from '../../kernel/assert-never.ts';
import { epochMs } from '../../kernel/iso-time.ts';
import { formatUnitKey } from '../identity/unit-key.ts';
import type { PairingStatus } from '../pairing/pairing-state.ts';
import type { EventOf } from './bench-event.ts';
import { permissionFor } from './bench-permission.ts';
import { type Refused, refuse } from './bench-refusal.ts';
import type { BenchSession } from './bench-session.ts';
import { type Change, changed } from './sheet-change.ts';

export function takeVin(session: BenchSession, event: EventOf<'vin-taken'>): Change {
  const { scanned, scannedFrom, fromUnit } = session.vin;
  switch (event.source) {
    case 'scanned':
      return changed({ vin: { scanned: event.vin, fromUnit } });
    case 'vehicle-bus':
      return changed({ vin: { scanned: event.vin, scannedFrom: 'vehicle-bus', fromUnit } });
    case 'unit':
      return changed({
        vin: { scanned, ...(scannedFrom === undefined ? {} : { scannedFrom }), fromUnit: event.vin },
      });
    default:
      return assertNever(event.source);
  }
}

export function requestPairing(session: BenchSession, event: EventOf<'pairing-requested'>): Change | Refused {
  const { operationId, assetId, assetLabel, at, by } = event;
  return (
    obstacleToPairing(session) ?? changed({ pairing: { kind: 'requested', operationId, assetId, assetLabel, at, by } })
  );
}

export function awaitAutomaticPairing(
  session: BenchSession,
  event: EventOf<'automatic-pairing-awaited'>,
): Change | Refused {
  const { predicted, at, by } = event;
  return obstacleToPairing(session) ?? changed({ pairing: { kind: 'awaiting-automatic', predicted, at, by } });
}

export function leaveUnpaired(session: BenchSession, event: EventOf<'left-unpaired'>): Change | Refused {
  const { why, at, by } = event;
  if (why.trim() === '') {
    return refuse('reason-missing');
  }
  return obstacleToPairing(session) ?? changed({ pairing: { kind: 'left-open', why, at, by } });
}

function obstacleToPairing(session: BenchSession): Refused | null {
  if (session.pairing.kind === 'requested') {
    return refuse('pairing-under-way', { asset: session.pairing.assetLabel });
  }
  if (session.pairing.kind === 'paired') {
    return refuse('already-paired', { asset: session.pairing.assetLabel });
  }
  const pair = permissionFor(session, 'pair');
  if (pair.kind !== 'granted') {
    return refuse('not-allowed', { code: pair.kind === 'denied' ? pair.code : 'TRANSFER_AVAILABLE' });
  }
  return null;
}

/** A refusal names no asset to choose among: pairing by hand fails as an answer, not as an event (decisions.md B15). */
export function takePairingAnswer(session: BenchSession, event: EventOf<'pairing-answered'>): Change | Refused {
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
export function hearPairing(session: BenchSession, event: EventOf<'pairing-heard'>): Change | Refused {
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
      return session.pairing.kind === 'paired' && status.registeredAt > session.pairing.at
        ? changed({ pairing: { kind: 'open' } })
        : refuse('nothing-awaited');
    default:
      return assertNever(status.state);
  }
}

function hearSuccess(status: PairingStatus, { by, assetLabel }: EventOf<'pairing-heard'>): Change | Refused {
  const { assetId, assetVin, registeredAt } = status;
  if (assetId === null) {
    return refuse('nothing-awaited');
  }
  const label = assetLabel ?? assetVin ?? assetId;
  const reason = status.reason ?? 'ManualPair';
  return changed({ pairing: { kind: 'paired', reason, assetId, assetLabel: label, assetVin, at: registeredAt, by } });
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
