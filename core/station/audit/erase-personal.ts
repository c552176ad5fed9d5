import type { AuditDraft } from '../../domain/audit/audit-entry.ts';
import { erasedAction, tellErased } from '../../domain/audit/erased-ranges.ts';
import type { Erasure } from '../../domain/audit/erasure.ts';
import { actorPath, namedActor } from '../../domain/audit/personal-fields.ts';
import type { ChangesPage } from '../../domain/sync/changes.ts';
import { operationId } from '../../kernel/entity-ids.ts';
import type { ErasableField, ErasureScope } from '../../ports/audit-store.ts';
import type { StoreWriter } from '../../ports/station-store.ts';
import { auditActor, operationActor } from '../principal.ts';
import type { AreaProcedures, Call } from '../procedures.ts';
import type { StationContext } from '../station-context.ts';

type Erase = AreaProcedures<'audit'>['erase'];

/** Fields that one entry tells of; its text stays small however scattered they are. */
const fieldsPerEntry = 2_000;

/**
 * Erases what the trail says of a person or in one entry (REP-1, docs/decisions/0023): clear text and salt go, the commitments stay, entries tell of it,
 * and the centre is asked to do the same. All of it in one transaction.
 */
export function erasePersonal(
  context: StationContext,
  { principal, secondPerson }: Call,
  { scope, reason }: Parameters<Erase>[0],
): Awaited<ReturnType<Erase>> {
  const { store, identity, clock, ids } = context;
  const { stationId, generation, organizationId } = identity;
  const whole: ErasureScope = scope.kind === 'person' ? { ...scope, until: clock.now() } : { ...scope, generation };
  const unerasable = scope.kind === 'person' ? store.countUnerasable(scope.personId) : 0;
  const id = operationId.parse(ids.next());
  const done = store.transact((write) => {
    const erased = eraseIn(context, write, {
      scope: whole,
      entry: {
        actor: auditActor(principal),
        organizations: [organizationId],
        operationId: id,
        after: { reason, ...(secondPerson === undefined ? {} : { second: secondPerson.name }) },
      },
    });
    // A person may stand in what other stations and the centre hold, also where this one has nothing.
    if (scope.kind === 'person' || erased.fields > 0) {
      write.enqueue({
        kind: 'personal.erase',
        id,
        unit: `trail:${stationId}`,
        sessionId: null,
        actor: operationActor(principal),
        occurredAt: clock.now(),
        payload: { organizationId, scope: whole.kind === 'person' ? whole : { ...whole, stationId } },
      });
    }
    return erased;
  });
  store.sweep();
  context.changed('audit', 'sync', 'feed');
  context.sync.wake();
  return done.fields === 0 ? { kind: 'nothing-to-erase', unerasable } : { kind: 'erased', ...done, unerasable };
}

/** Carries out what the centre erased elsewhere, or erased before this station was put back to an older copy. */
export function hearErasures(context: StationContext, write: StoreWriter, { rows }: ChangesPage): void {
  for (const row of rows) {
    const scope = row.kind === 'erasure' ? scopeHere(context, row.value) : null;
    if (row.kind === 'erasure' && scope !== null) {
      eraseIn(context, write, {
        scope,
        entry: {
          actor: auditActor({ kind: 'nobody' }),
          organizations: [context.identity.organizationId],
          operationId: row.value.id,
        },
      });
    }
  }
}

function scopeHere({ identity }: StationContext, { scope }: Erasure): ErasureScope | null {
  if (scope.kind === 'person') {
    return scope;
  }
  const { stationId, ...entry } = scope;
  return stationId === identity.stationId ? entry : null;
}

interface Erasing {
  readonly scope: ErasureScope;
  readonly entry: Pick<AuditDraft, 'actor' | 'organizations' | 'operationId' | 'after'>;
}

function eraseIn(
  { identity }: StationContext,
  write: StoreWriter,
  { scope, entry }: Erasing,
): { readonly fields: number; readonly entries: number } {
  const places = write.personalFields(scope);
  for (let from = 0; from < places.length; from += fieldsPerEntry) {
    const some = places.slice(from, from + fieldsPerEntry);
    // Entries of former enrolments are other chains, whose numbers mean nothing in this one.
    const own = some.filter(({ generation }) => generation === identity.generation);
    const older = some.length - own.length;
    const { seq } = write.appendAudit({
      ...entry,
      action: erasedAction,
      outcome: 'done',
      after: {
        ...entry.after,
        scope: scope.kind,
        ...tellErased(own),
        ...(older === 0 ? {} : { older: String(older) }),
      },
    });
    write.erasePersonal(some, seq);
  }
  write.removeFeedSaying(new Set(places.flatMap((field) => saidInFeed(field, scope))));
  const entries = new Set(places.map(({ generation, seq }) => `${generation}/${seq}`));
  return { fields: places.length, entries: entries.size };
}

/** The feed of the bench says names and words without saying whose they are. One entry's author goes on being named there for all others. */
function saidInFeed({ path, text }: ErasableField, { kind }: ErasureScope): readonly string[] {
  if (path !== actorPath) {
    return [text];
  }
  return kind === 'person' ? [namedActor.parse(JSON.parse(text)).name] : [];
}
