import type { CaptureRow } from '../../contract/station/captures.ts';
import type { BenchSession } from '../../domain/bench/bench-session.ts';
import type { CaptureDocument, CaptureHeader } from '../../domain/capture/capture-document.ts';
import { entryOf } from '../../domain/ownership/unit-type-matrix.ts';
import type { SessionId } from '../../kernel/entity-ids.ts';
import type { StoredCapture } from '../../ports/capture-store.ts';
import type { Principal } from '../principal.ts';
import type { StationContext } from '../station-context.ts';
import { maySee } from './capture-access.ts';

/** Captures as people see them: with the facts of their sheet, and only what the caller may see. */

/** Of one sheet, from the disk; null where nothing of theirs is kept. */
export function captureOfSheet(context: StationContext, principal: Principal, id: SessionId): CaptureDocument | null {
  const { store, clock } = context;
  const stored = store.capture(id);
  if (stored === null || !maySee(principal, ownersOf(store.session(id), stored))) {
    return null;
  }
  const header = headerOf(context, store.session(id), stored);
  return { header, lines: [...store.captureLines(id)], dropped: stored.dropped, takenAt: clock.now() };
}

/** The newest lines of a bay that are the caller's; null where there are none. */
export function captureOfBay(context: StationContext, principal: Principal, bay: number): CaptureDocument | null {
  const lines = context.bays.capture(bay).filter(({ ownerId }) => maySee(principal, [ownerId]));
  const view = context.bays.views().find((one) => one.bay === bay);
  if (lines.length === 0 || view === undefined) {
    return null;
  }
  const session = view.sessionId === null ? null : context.store.session(view.sessionId);
  const header = headerOf(context, session, { bay, port: view.port });
  return { header, lines: lines.map(({ line }) => line), dropped: 0, takenAt: context.clock.now() };
}

/** All that the caller may see, the newest change first. */
export function captureRows(context: StationContext, principal: Principal): CaptureRow[] {
  const { store } = context;
  return store.captures(rowsAtMost).flatMap((stored) => {
    const session = store.session(stored.sessionId);
    return session === null || !maySee(principal, ownersOf(session, stored)) ? [] : [rowOf(context, session, stored)];
  });
}

const rowsAtMost = 200;

function ownersOf(session: BenchSession | null, { ownerIds }: StoredCapture) {
  const owner = session?.owner?.personId;
  return owner === undefined && ownerIds.length === 0 ? [null] : [...ownerIds, ...(owner === undefined ? [] : [owner])];
}

function rowOf(context: StationContext, session: BenchSession, stored: StoredCapture): CaptureRow {
  const { sessionId, bay, port, startedAt, changedAt, lines } = stored;
  return {
    sessionId,
    unit: unitOf(session),
    unitTypeLabel: typeLabelOf(context, session),
    customer: session.customerName,
    owner: session.owner?.name ?? null,
    bay,
    port,
    startedAt,
    changedAt,
    lines,
  };
}

function headerOf(
  context: StationContext,
  session: BenchSession | null,
  place: { readonly bay: number | null; readonly port: string },
): CaptureHeader {
  const { identity, store, version } = context;
  const read = session?.identity.kind === 'agrees' ? session.identity : null;
  return {
    unit: session === null ? null : unitOf(session),
    unitTypeLabel: session === null ? null : typeLabelOf(context, session),
    model: read?.model ?? null,
    firmware: read?.firmware ?? null,
    driver: read?.driver ?? null,
    bay: place.bay,
    port: place.port,
    sessionId: session?.id ?? null,
    station: identity.name,
    organization: store.organization(identity.organizationId)?.name ?? identity.organizationId,
    version,
  };
}

function unitOf({ unit, label }: BenchSession): string {
  return unit === null ? label.serial : `${unit.unitType}:${unit.serial}`;
}

function typeLabelOf({ unitTypes }: StationContext, { unit }: BenchSession): string | null {
  return unit === null ? null : entryOf(unitTypes, unit.unitType).label;
}
