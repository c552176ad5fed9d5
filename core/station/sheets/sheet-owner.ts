import type { BenchEvent } from '../../domain/bench/bench-event.ts';
import { type Refused, refuse } from '../../domain/bench/bench-refusal.ts';
import type { BenchSession } from '../../domain/bench/bench-session.ts';
import type { Principal } from '../principal.ts';

/**
 * A sheet belongs to whoever began it, also after the bench changed hands: another person goes on with it only after taking it over, which
 * stands in the trail (STA-1). What work that is under way reports is always taken: it was begun by somebody who might.
 */
const reports: ReadonlySet<BenchEvent['kind']> = new Set<BenchEvent['kind']>([
  'verdict-given',
  'cable-identified',
  'configuration-compared',
  'write-ended',
  'backup-kept',
  'restore-ended',
  'measured',
]);

/** What keeps this person from beginning something on the sheet; null when nothing does. The command line acts for the machine. */
export function ownerObstacle(session: BenchSession, principal: Principal): Refused | null {
  const { owner, state } = session;
  const isForeign = principal.kind === 'person' && owner !== undefined && owner.personId !== principal.personId;
  return isForeign && state === 'open' ? refuse('owned-by-another', { owner: owner.name }) : null;
}

/** The same for an event that is to be written down now. */
export function ownerObstacleTo(session: BenchSession, principal: Principal, kind: BenchEvent['kind']): Refused | null {
  return kind === 'taken-over' || reports.has(kind) ? null : ownerObstacle(session, principal);
}

/** Who owns what this caller begins; nobody does where it was not a person. */
export function ownerFor(principal: Principal): Pick<BenchSession, 'owner'> {
  return principal.kind === 'person' ? { owner: { personId: principal.personId, name: principal.name } } : {};
}
