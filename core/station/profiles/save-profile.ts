import type { z } from 'zod';
import type { profilesContract } from '../../contract/station/profiles.ts';
import { judgeProfile } from '../../domain/installation/judge-profile.ts';
import { draftOf, type ProfileDraft, type ProfileTemplate } from '../../domain/installation/profile-template.ts';
import type { OperationDraft } from '../../domain/sync/operation.ts';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import { operationId, type ProfileId, profileId } from '../../kernel/entity-ids.ts';
import { auditActor, operationActor, type Principal } from '../principal.ts';
import type { AreaProcedures } from '../procedures.ts';
import type { StationContext } from '../station-context.ts';
import { profileShelf } from './profile-shelf.ts';

export type SaveWish = Parameters<AreaProcedures<'profiles'>['save']>[0];
type Saved = z.input<NonNullable<(typeof profilesContract.save)['~orpc']['outputSchema']>>;

/**
 * A new version of a profile of our own organization (INST-3): judged here, kept with its operation and its trail in one transaction, and
 * judged again at the centre. Until the centre has it, units are configured by the version before.
 */
export function saveProfile(context: StationContext, principal: Principal, wish: SaveWish): Saved {
  const { organizationId } = context.identity;
  const { templates } = profileShelf(context);
  const before = templates.find(({ id }) => id === wish.id) ?? null;
  if (wish.id !== null && before === null) {
    return { kind: 'no-such-profile' };
  }
  if (before !== null && before.organizationId !== organizationId) {
    return { kind: 'not-ours' };
  }
  if (wish.expectedVersion !== (before?.version ?? 0)) {
    return { kind: 'changed', version: before?.version ?? 0, by: before?.changedBy ?? '' };
  }
  const id = wish.id ?? profileId.parse(context.ids.next());
  const problems = judgeProfile({ id, organizationId, draft: wish.draft, templates });
  if (problems.length > 0) {
    return { kind: 'invalid', problems: problems.map((problem) => ({ ...problem })) };
  }
  keep(context, principal, { id, before, wish });
  return { kind: 'saved', id, version: wish.expectedVersion + 1 };
}

interface Keeping {
  readonly id: ProfileId;
  readonly before: ProfileTemplate | null;
  readonly wish: SaveWish;
}

function keep(context: StationContext, principal: Principal, { id, before, wish }: Keeping): void {
  const { draft, expectedVersion, note } = wish;
  const operation: OperationDraft = {
    id: operationId.parse(context.ids.next()),
    kind: 'profile.save',
    unit: `profile:${id}`,
    sessionId: null,
    actor: operationActor(principal),
    occurredAt: context.clock.now(),
    payload: { profileId: id, organizationId: context.identity.organizationId, expectedVersion, draft, note },
  };
  context.store.transact((write) => {
    write.enqueue(operation);
    write.appendAudit({
      actor: auditActor(principal),
      organizations: [context.identity.organizationId],
      action: 'profile.saved',
      outcome: 'noted',
      operationId: operation.id,
      after: {
        profile: `${draft.name} ${expectedVersion + 1}`,
        keys: changedKeys(before === null ? null : draftOf(before), draft).join(', '),
        note: note ?? '',
      },
    });
  });
  context.changed('profiles', 'sync', 'audit');
  context.sync.wake();
}

/** Keys that are set otherwise than before, or not any more. */
function changedKeys(before: ProfileDraft | null, after: ProfileDraft): readonly string[] {
  const entriesOf = (draft: ProfileDraft | null) =>
    new Map((draft?.entries ?? []).map((entry) => [entry.key, canonicalJson(entry)]));
  const [old, now] = [entriesOf(before), entriesOf(after)];
  return [...new Set([...now.keys(), ...old.keys()])].filter((key) => old.get(key) !== now.get(key));
}
