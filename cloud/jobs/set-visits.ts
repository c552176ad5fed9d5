import type { JobCode } from '#core/domain/codes.ts';
import type { VisitWishChange } from '#core/domain/jobs/visit-wish.ts';
import { noteAct } from '../audit/note-act.ts';
import { actAsSystem } from '../database/wall/acting.ts';
import type { PushParts } from '../push/push-parts.ts';
import { personMay, type StatedActor } from '../registry/person-may.ts';
import type { CallingStation } from '../stations/find-station.ts';
import { writeVisitWish } from './visit-periods.ts';

/** Says for the calling organization whether every visit to its service partners is a job (X2). Who said so stands in its trail. */
export async function setVisits(
  { database, clock }: Pick<PushParts, 'database' | 'clock'>,
  { organizationId }: CallingStation,
  { on, actor }: { readonly on: boolean; readonly actor: StatedActor },
): Promise<VisitWishChange> {
  const now = clock.now();
  return database.forTenant({ organizationId, now }).transact(async (transaction) => {
    const isAllowed = await personMay(transaction, { organizationId, actor, right: 'jobs' });
    if (isAllowed) {
      await actAsSystem(transaction, 'own-word', () => writeVisitWish(transaction, { organizationId, on, now }));
    }
    const code: JobCode | null = isAllowed ? null : 'JOB_NOT_ALLOWED';
    await noteAct(transaction, {
      at: now,
      action: 'jobs.visits-set',
      code,
      source: `visits ${on ? 'on' : 'off'}`,
      by: { organizationId, actor: actor.name, personId: actor.personId },
    });
    return code === null ? { kind: 'done', on } : { kind: 'refused', code };
  });
}
