import type { LinkProblem } from '../../contract/station/cable.ts';
import { refuse } from '../../domain/bench/bench-refusal.ts';
import type { SessionId } from '../../kernel/entity-ids.ts';
import { linkProblem } from '../cable/link-problem.ts';
import type { Principal } from '../principal.ts';
import { changeSheet, refusalAhead, type SheetOutcome } from '../sheets/change-sheet.ts';
import { keepsVin } from '../sheets/pairing-view.ts';
import type { StationContext } from '../station-context.ts';
import { type Compared, compareOnBay } from './compare-on-bay.ts';
import { giveValue } from './give-value.ts';
import { putIdentity } from './identify-on-bay.ts';
import { workOnBay } from './unit-on-bay.ts';
import { writeOnBay } from './write-on-bay.ts';

export type AskedVin = SheetOutcome | LinkProblem;

/** `vin` is null where the unit tells none. */
interface ToldVin {
  readonly kind: 'told';
  readonly vin: string | null;
}

/** Asks the unit on the cable which VIN it tells: by that one the centre will pair it (PAIR-2, decisions.md d5). Changes nothing on the unit. */
export async function readUnitVin(
  context: StationContext,
  principal: Principal,
  sessionId: SessionId,
): Promise<AskedVin> {
  const session = context.store.session(sessionId);
  if (session === null) {
    return { kind: 'no-such-sheet' };
  }
  const noted = (vin: string | null) =>
    ({
      sessionId,
      principal,
      event: { kind: 'vin-taken', source: 'unit', vin },
      audit: { action: 'vin.read', after: { vin: vin ?? '' } },
      feed: {
        mark: vin === null ? 'warn' : 'ok',
        key: vin === null ? 'vin-not-told' : 'vin-told',
        detail: { vin: vin ?? '' },
      },
    }) as const;
  const refused = session.identity.kind === 'agrees' ? refusalAhead(context, noted(null)) : refuse('identity-first');
  if (refused !== null) {
    return refused;
  }
  const answer = await workOnBay<ToldVin | LinkProblem>(context, {
    session,
    activity: 'measure',
    work: async ({ driver, link }) => {
      const health = await driver.readHealth(link, ['ebsVin']);
      if (health.kind !== 'measured') {
        return linkProblem(health);
      }
      const reading = health.fields.ebsVin;
      return { kind: 'told', vin: reading?.kind === 'value' ? String(reading.value) : null };
    },
  });
  switch (answer.kind) {
    case 'told':
      return changeSheet(context, noted(answer.vin));
    case 'stranger': {
      const found = { sessionId, bay: session.bay ?? 0, identity: answer.read, port: answer.port };
      return putIdentity(context, principal, found);
    }
    case 'link-problem':
      return answer;
  }
}

export interface VinToWrite {
  readonly sessionId: SessionId;
  readonly vin: string;
}

/**
 * Corrects the VIN in the unit (PAIR-5) the way every value gets there: given on the sheet, compared, journalled, written, read back. Where the
 * comparison finds more than the VIN nothing is written; the sheet holds the difference, and a person looks at it first.
 */
export async function writeUnitVin(
  context: StationContext,
  principal: Principal,
  { sessionId, vin }: VinToWrite,
): Promise<Compared> {
  const session = context.store.session(sessionId);
  if (session !== null && session.identity.kind === 'agrees' && !keepsVin(context, session)) {
    return refuse('value-not-taken', { key: 'vin', problem: 'unsupported' });
  }
  const given = giveValue(context, principal, { sessionId, key: 'vin', value: vin, reason: null });
  if (given.kind !== 'changed') {
    return given;
  }
  const compared = await compareOnBay(context, principal, sessionId);
  if (compared.kind !== 'changed') {
    return compared;
  }
  const { configuration } = compared.session;
  const others =
    configuration.kind === 'compared'
      ? configuration.changes.filter(({ key, state }) => key !== 'vin' && state === 'to-write')
      : [];
  if (others.length > 0) {
    return refuse('more-to-write', { count: String(others.length) });
  }
  const written = configuration.kind === 'verified' ? compared : await writeOnBay(context, principal, sessionId);
  const isVerified = written.kind === 'changed' && written.session.configuration.kind === 'verified';
  return isVerified ? readUnitVin(context, principal, sessionId) : written;
}
