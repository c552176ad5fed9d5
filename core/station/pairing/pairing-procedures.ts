import type { PairingRow } from '../../contract/station/pairing.ts';
import type { BenchSession } from '../../domain/bench/bench-session.ts';
import { formatUnitKey } from '../../domain/identity/unit-key.ts';
import type { UnitFacts } from '../../domain/ownership/unit-facts.ts';
import { entryOf } from '../../domain/ownership/unit-type-matrix.ts';
import type { PairingStatus } from '../../domain/pairing/pairing-state.ts';
import { findAssets } from '../../domain/pairing/rank-candidates.ts';
import type { OrganizationId } from '../../kernel/entity-ids.ts';
import type { AreaProcedures } from '../procedures.ts';
import type { StationContext } from '../station-context.ts';
import { isMineToSee } from '../units/mine-to-see.ts';
import { actOnPairing } from './act-on-pairing.ts';
import { candidateOf, candidatesFor, factsOf, issueOf, standingOf } from './issue-view.ts';
import { waitingFor } from './waiting-pairings.ts';

/** The inbox of pairings that want somebody, and pairing by hand without a sheet (PAIR-1, PAIR-5). */
export function pairingProcedures(context: StationContext): AreaProcedures<'pairing'> {
  const { store } = context;
  return {
    inbox: async () => ({ rows: inboxRows(context), asOf: store.mirrorAsOf() }),

    issue: async ({ unit }) => {
      const facts = factsToSee(context, unit);
      if (facts === null) {
        return { kind: 'unknown-unit' };
      }
      const status = store.pairing(unit);
      const row = status === null ? null : rowOf(context, status, rowParts(context));
      if (row === null || status === null) {
        return { kind: 'settled', standing: standingOf(context, facts) };
      }
      const assets = store.assetsOf(facts.ownerId);
      return { kind: 'issue', row, ...candidatesFor(assets, wishOf(status)) };
    },

    findAssets: async ({ unit, text }) => {
      const facts = factsToSee(context, unit);
      if (facts === null) {
        return { kind: 'unknown-unit' };
      }
      const status = store.pairing(unit);
      const wish = status === null ? { unit, vin: null, namedIds: [] } : wishOf(status);
      const found = findAssets(store.assetsOf(facts.ownerId), text).slice(0, foundAtMost);
      return { kind: 'found', candidates: found.map((asset) => candidateOf(asset, wish)) };
    },

    pair: async (wish, { principal }) => actOnPairing(context, principal, { act: 'pair', ...wish }),
    unpair: async (wish, { principal }) => actOnPairing(context, principal, { act: 'unpair', ...wish }),
  };
}

const foundAtMost = 20;

/** Null also for a unit that is not ours to see: whoever guesses numbers learns nothing. */
function factsToSee(context: StationContext, unit: string): UnitFacts | null {
  const facts = factsOf(context, unit);
  return facts !== null && isMineToSee(context, facts.ownerId) ? facts : null;
}

function wishOf({ unit, sensorVin, candidateAssetIds }: PairingStatus) {
  return { unit, vin: sensorVin, namedIds: candidateAssetIds };
}

/** What rows share, looked up once for the whole list. */
interface RowParts {
  readonly waiting: ReadonlyMap<string, NonNullable<PairingRow['waiting']>>;
  readonly sheets: ReadonlyMap<string, BenchSession>;
  readonly mayBeSeen: (organizationId: OrganizationId) => boolean;
}

function rowParts(context: StationContext): RowParts {
  const open = context.store.openSessions().filter(({ unit }) => unit !== null);
  const seen = new Map<OrganizationId, boolean>();
  return {
    waiting: waitingFor(context),
    sheets: new Map(open.map((session) => [session.unit === null ? '' : formatUnitKey(session.unit), session])),
    mayBeSeen(id) {
      const known = seen.get(id) ?? isMineToSee(context, id);
      seen.set(id, known);
      return known;
    },
  };
}

function inboxRows(context: StationContext): PairingRow[] {
  const parts = rowParts(context);
  return context.store
    .failedPairings()
    .flatMap((status) => rowOf(context, status, parts) ?? [])
    .sort((left, right) => right.issue.lastAt.localeCompare(left.issue.lastAt));
}

/** Null where nothing is left to settle, where the unit belongs to somebody else by now, and where it is not ours to see. */
function rowOf(context: StationContext, status: PairingStatus, parts: RowParts): PairingRow | null {
  const facts = factsOf(context, status.unit);
  const issue = issueOf(context, status);
  if (issue === null || facts?.ownerId !== status.organizationId || !parts.mayBeSeen(facts.ownerId)) {
    return null;
  }
  const sheet = parts.sheets.get(status.unit);
  return {
    unit: status.unit,
    unitTypeLabel: entryOf(context.unitTypes, facts.unitType).label,
    organizationId: facts.ownerId,
    organizationName: context.store.organization(facts.ownerId)?.name ?? facts.ownerId,
    issue,
    sheet: sheet?.customerId === facts.ownerId ? { sessionId: sheet.id } : null,
    waiting: parts.waiting.get(status.unit) ?? null,
  };
}
