import type { OpenedUnit, UnitSheet } from '../../contract/station/units.ts';
import { readTrailEntry } from '../../domain/audit/read-trail-entry.ts';
import type { BenchSession } from '../../domain/bench/bench-session.ts';
import { formatUnitKey, parseUnitKey } from '../../domain/identity/unit-key.ts';
import type { UnitFacts } from '../../domain/ownership/unit-facts.ts';
import { judgeHealth } from '../../domain/units/unit-health.ts';
import { foldHistory, type UnitHistoryLine } from '../../domain/units/unit-history.ts';
import type { UnitRow } from '../../domain/units/unit-row.ts';
import type { IsoTime } from '../../kernel/iso-time.ts';
import { troubleOf } from '../partners/last-seen.ts';
import type { AreaProcedures } from '../procedures.ts';
import type { StationContext } from '../station-context.ts';
import { cloudNow } from '../sync/cloud-now.ts';
import { type InspectedUnit, readInspections } from './health-book.ts';
import { isMineToSee } from './mine-to-see.ts';

/** The units page (UNIT-1): the station's copy of the registry, with the health and the history that are known here or at the centre. */
export function unitProcedures(context: StationContext): AreaProcedures<'units'> {
  const { store } = context;
  return {
    list: async ({ organizationId }) => {
      if (!isMineToSee(context, organizationId)) {
        return { kind: 'not-yours' };
      }
      const inspections = readInspections(store);
      const now = cloudNow(context);
      return {
        kind: 'units',
        organizationName: store.organization(organizationId)?.name ?? organizationId,
        rows: store
          .unitsOwnedBy(organizationId)
          .map((unit) => rowOf(unit, { inspected: inspections.get(formatUnitKey(unit)), now })),
        asOf: store.mirrorAsOf(),
      };
    },

    open: async ({ unit }) => {
      const facts = findUnit(context, unit);
      return facts === null ? { kind: 'not-found' } : { kind: 'unit', unit: await openUnit(context, facts) };
    },
  };
}

/** Null also for a unit that is not ours to see: whoever guesses numbers learns nothing. */
function findUnit(context: StationContext, text: string): UnitFacts | null {
  const parsed = parseUnitKey(text);
  const found =
    parsed.kind === 'unit-key'
      ? context.store.unitsBySerial(parsed.key.serial).find(({ unitType }) => unitType === parsed.key.unitType)
      : undefined;
  return found !== undefined && isMineToSee(context, found.ownerId) ? found : null;
}

function rowOf(
  unit: UnitFacts,
  { inspected, now }: { readonly inspected: InspectedUnit | undefined; readonly now: IsoTime },
): UnitRow {
  const { unitType, serial, ownerEpoch, subscription, configuration, pairedWith, lastContactAt } = unit;
  const ended = subscription.endsAt !== null && subscription.endsAt <= now;
  return {
    unitType,
    serial,
    ownerEpoch,
    // The copy may be older than the end of the subscription.
    subscription: ended ? { ...subscription, state: 'expired' } : subscription,
    configuration,
    pairedWith,
    lastContactAt,
    health: judgeHealth({ lastContactAt, checks: inspected?.checks ?? [], now }),
    inspectedAt: inspected?.at ?? null,
  };
}

async function openUnit(context: StationContext, facts: UnitFacts): Promise<OpenedUnit> {
  const { store } = context;
  const unit = formatUnitKey(facts);
  const inspected = readInspections(store).get(unit);
  const sheets = store.sessionsOfSerials([facts.serial]).filter((session) => isAbout(session, facts));
  return {
    row: rowOf(facts, { inspected, now: cloudNow(context) }),
    ownerName: store.organization(facts.ownerId)?.name ?? facts.ownerId,
    pairing: store.pairing(unit),
    sheets: sheets.map(sheetOf).sort((left, right) => (left.startedAt < right.startedAt ? 1 : -1)),
    ...(await historyOf(context, facts, sheets)),
  };
}

function isAbout(session: BenchSession, { unitType, serial }: UnitFacts): boolean {
  return session.unit?.unitType === unitType && session.unit.serial === serial;
}

function sheetOf({ id, state, customerName, startedAt, startedBy, signOff }: BenchSession): UnitSheet {
  const reportNumber = signOff.kind === 'signed' ? signOff.reportNumber : null;
  return { sessionId: id, state, customerName, startedAt, startedBy, reportNumber };
}

/** The logs of the owner and of our own organization, where the centre answers; else this station's own trail of its sheets. */
async function historyOf(
  context: StationContext,
  facts: UnitFacts,
  sheets: readonly BenchSession[],
): Promise<Pick<OpenedUnit, 'history' | 'historyFrom'>> {
  const lines: UnitHistoryLine[] = [];
  const unit = formatUnitKey(facts);
  for (const organizationId of new Set([facts.ownerId, context.identity.organizationId])) {
    const answer = await context.cloud.organizationAudit(organizationId, { unit, limit: 200 });
    if (answer.kind === 'not-allowed') {
      continue;
    }
    if (answer.kind !== 'rows') {
      return {
        history: foldHistory(sheets.flatMap((sheet) => ownTrail(context, sheet))),
        historyFrom: { kind: 'station', why: troubleOf(answer) },
      };
    }
    lines.push(
      ...answer.rows.map(({ at, action, outcome, code, actor, transferId }) => ({
        at,
        action,
        outcome,
        code,
        actor,
        transferId,
      })),
    );
  }
  return { history: foldHistory(lines), historyFrom: { kind: 'centre' } };
}

function ownTrail({ store }: StationContext, { id }: BenchSession): UnitHistoryLine[] {
  return store.auditEntries({ sessionId: id, limit: 200 }).map((stored) => {
    const { at, action, outcome, code, actor } = readTrailEntry(stored);
    return { at, action, outcome, code, actor: actor.name, transferId: null };
  });
}
