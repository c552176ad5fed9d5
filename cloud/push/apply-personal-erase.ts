import { sql } from 'kysely';
import type { z } from 'zod';
import type { ErasureScope } from '#core/domain/audit/erasure.ts';
import { sourceOf } from '#core/domain/audit/log-seal.ts';
import { isNamePath } from '#core/domain/audit/personal-fields.ts';
import type { erasePersonalOperation } from '#core/domain/sync/operation.ts';
import { actOf } from './act-of.ts';
import { mayAct } from './judge-actor.ts';
import type { CloudCode, OperationEffect, PushContext } from './push-context.ts';

type EraseOperation = z.infer<typeof erasePersonalOperation>;

/**
 * Erases what the trails of an organization's stations say of people, and who did it in every log into which its acts were filed (REP-1,
 * docs/decisions/0023). The organization is the employer, so it decides; its own people at its own stations are all that it reaches. The feed tells
 * the other stations.
 */
export async function applyPersonalErase(context: PushContext, operation: EraseOperation): Promise<OperationEffect> {
  const { organizationId, scope } = operation.payload;
  if (!(await mayAct(context, operation))) {
    return answer(context, operation, 'ACTOR_NOT_ALLOWED');
  }
  if (organizationId !== context.station.organizationId || !(await isOwn(context, scope))) {
    return answer(context, operation, 'ERASURE_NOT_YOURS');
  }
  await (scope.kind === 'person'
    ? erasePerson(context, operation.id, scope)
    : eraseEntry(context, operation.id, scope));
  await context.transaction
    .insertInto('erasures')
    .values({
      id: operation.id,
      organization_id: organizationId,
      scope: JSON.stringify(scope),
      person_id: scope.kind === 'person' ? scope.personId : null,
      until: scope.kind === 'person' ? scope.until : null,
      at: context.now,
    })
    .execute();
  return { ...answer(context, operation, null), changed: [{ kind: 'erasure', keys: [operation.id] }] };
}

async function isOwn({ transaction, station }: PushContext, scope: ErasureScope): Promise<boolean> {
  if (scope.kind === 'person') {
    // Somebody who was taken off the list long ago is erased as well; somebody else's people are not.
    const person = await transaction
      .selectFrom('people')
      .select('organization_id')
      .where('id', '=', scope.personId)
      .executeTakeFirst();
    return person === undefined || person.organization_id === station.organizationId;
  }
  const row = await transaction
    .selectFrom('stations')
    .select('organization_id')
    .where('id', '=', scope.stationId)
    .executeTakeFirst();
  return row?.organization_id === station.organizationId;
}

type PersonScope = Extract<ErasureScope, { kind: 'person' }>;
type EntryScope = Extract<ErasureScope, { kind: 'entry' }>;

async function erasePerson({ transaction, station }: PushContext, by: string, scope: PersonScope): Promise<void> {
  const { personId, until } = scope;
  const own = sql`station_id in (select id from stations where organization_id = ${station.organizationId})`;
  const { rows } = await sql<{ name: string }>`
    select distinct text::json ->> 'name' as name from station_audit_personal
      where person_id = ${personId} and path = 'actor' and ${own}
    union select display_name from people where id = ${personId}`.execute(transaction);
  const named = await sql<{ path: string }>`
    select distinct path from station_audit_personal
    where person_id is null and text = any(${rows.map(({ name }) => name)}) and ${own}`.execute(transaction);
  const namePaths = named.rows.map(({ path }) => path).filter(isNamePath);
  await sql`
    update station_audit_personal set person_id = null, salt = null, text = null, erased_by = ${by}
    where text is not null and at <= ${until} and ${own} and (
      person_id = ${personId}
      or (person_id is null and path = any(${namePaths}) and text = any(${rows.map(({ name }) => name)})))`.execute(
    transaction,
  );
  await sql`
    update organization_audit set actor = null, actor_salt = null, actor_person = null
    where actor_person = ${personId} and acting_organization_id = ${station.organizationId} and at <= ${until}`.execute(
    transaction,
  );
}

async function eraseEntry({ transaction, station }: PushContext, by: string, scope: EntryScope): Promise<void> {
  const { stationId, generation, seq } = scope;
  await sql`
    update station_audit_personal set person_id = null, salt = null, text = null, erased_by = ${by}
    where station_id = ${stationId} and generation = ${generation} and seq = ${seq} and text is not null`.execute(
    transaction,
  );
  const held = await transaction
    .selectFrom('station_audit')
    .select('head')
    .where('station_id', '=', stationId)
    .where('generation', '=', generation)
    .where('seq', '=', seq)
    .executeTakeFirst();
  if (held !== undefined) {
    await sql`
      update organization_audit set actor = null, actor_salt = null, actor_person = null
      where source = ${sourceOf({ stationId, generation, seq, head: held.head })} and actor_salt is not null
        and acting_organization_id = ${station.organizationId}`.execute(transaction);
  }
}

function answer(context: PushContext, operation: EraseOperation, code: CloudCode | null): OperationEffect {
  const act = {
    action: 'personal.erased',
    outcome: code === null ? 'done' : 'refused',
    code,
    in: [context.station.organizationId],
  };
  return {
    verdict: code === null ? 'applied' : 'refused',
    code,
    by: null,
    ownerEpoch: null,
    acts: [actOf(context, operation, act)],
    changed: [],
  };
}
