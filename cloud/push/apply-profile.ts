import type { z } from 'zod';
import { judgeProfile } from '#core/domain/installation/judge-profile.ts';
import { type ProfileTemplate, profileTemplate } from '#core/domain/installation/profile-template.ts';
import type { saveProfileOperation } from '#core/domain/sync/operation.ts';
import { loadProfilesOf } from '../profiles/load-profiles.ts';
import { writeProfile } from '../profiles/put-profile.ts';
import { toProfile } from '../registry/rows.ts';
import { actOf } from './act-of.ts';
import { mayAct } from './judge-actor.ts';
import type { CloudCode, OperationEffect, PushContext } from './push-context.ts';

type SaveProfile = z.infer<typeof saveProfileOperation>;

/**
 * A new version of a profile (INST-3). Judged again by the same rule as at the station, whatever the station said: whose it is, who writes,
 * what may stand in it. Two people who changed the same version: the first wins, the other is told by whom.
 */
export async function applyProfileSave(context: PushContext, operation: SaveProfile): Promise<OperationEffect> {
  const { payload } = operation;
  const own = context.station.organizationId;
  if (!(await mayAct(context, operation))) {
    return answer(context, operation, { verdict: 'refused', code: 'ACTOR_NOT_ALLOWED' });
  }
  const present = await lockProfile(context, payload.profileId);
  if (payload.organizationId !== own || (present !== null && present.organizationId !== own)) {
    return answer(context, operation, { verdict: 'refused', code: 'PROFILE_NOT_YOURS' });
  }
  if ((present?.version ?? 0) !== payload.expectedVersion) {
    const by = present === null ? null : { name: present.changedBy, at: present.changedAt, toName: null };
    return answer(context, operation, { verdict: 'conflict', code: 'PROFILE_CHANGED', by });
  }
  const templates = await loadProfilesOf(context.transaction, [own]);
  const problems = judgeProfile({
    id: payload.profileId,
    organizationId: payload.organizationId,
    draft: payload.draft,
    templates,
  });
  if (problems.length > 0 || operation.unit !== `profile:${payload.profileId}`) {
    return answer(context, operation, { verdict: 'refused', code: 'PROFILE_INVALID' });
  }
  const changed = await writeProfile(
    context.transaction,
    profileTemplate.parse({
      ...payload.draft,
      id: payload.profileId,
      organizationId: own,
      version: payload.expectedVersion + 1,
      changedAt: context.now,
      changedBy: operation.actor.name,
      note: payload.note,
    }),
  );
  context.reads.forgetProfiles();
  return { ...answer(context, operation, { verdict: 'applied', code: null }), changed };
}

/** Whoever's it is, so that nobody takes an id that is taken. */
async function lockProfile({ transaction }: PushContext, id: string): Promise<ProfileTemplate | null> {
  const row = await transaction.selectFrom('profiles').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  return row === undefined ? null : toProfile(row);
}

function answer(
  context: PushContext,
  operation: SaveProfile,
  result: {
    readonly verdict: OperationEffect['verdict'];
    readonly code: CloudCode | null;
    readonly by?: OperationEffect['by'];
  },
): OperationEffect {
  const { verdict, code, by = null } = result;
  const outcome = verdict === 'applied' ? 'done' : 'refused';
  const act = { action: 'profile.saved', outcome, code, in: [context.station.organizationId] };
  return { verdict, code, by, ownerEpoch: null, acts: [actOf(context, operation, act)], changed: [] };
}
