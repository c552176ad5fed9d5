import type { SecretGiven } from '#core/domain/installation/profile-exchange.ts';
import { profileSecret } from '#core/domain/installation/profile-secret.ts';
import { noteAct } from '../audit/note-act.ts';
import { publish } from '../changes/publishing.ts';
import type { CloudDatabase } from '../database/open-database.ts';
import { personMay, type StatedActor } from '../registry/person-may.ts';
import type { CallingStation } from '../stations/find-station.ts';
import type { CloudClock } from '../world/world.ts';
import { writeSecret } from './put-profile.ts';

/** Keeps the value of a secret of the caller's organization and hands it to the stations that may write it (INST-7). The log has its name. */
export async function giveSecret(
  { database, clock }: { readonly database: CloudDatabase; readonly clock: CloudClock },
  station: CallingStation,
  given: { readonly name: string; readonly value: string; readonly actor: StatedActor },
): Promise<SecretGiven> {
  const { organizationId } = station;
  const { name, value, actor } = given;
  const now = clock.now();
  return database.forTenant({ organizationId, now }).transact(async (transaction) => {
    const isAllowed = await personMay(transaction, { organizationId, actor, right: 'profiles' });
    if (isAllowed) {
      const secret = profileSecret.parse({ organizationId, name, value, changedAt: now, changedBy: actor.name });
      await publish(transaction, await writeSecret(transaction, secret));
    }
    const code = isAllowed ? null : 'ACTOR_NOT_ALLOWED';
    await noteAct(transaction, {
      at: now,
      action: 'secret.given',
      code,
      source: `secret ${name}`,
      by: { organizationId, actor: actor.name, personId: actor.personId },
    });
    return isAllowed ? { kind: 'kept' } : { kind: 'refused', code: 'ACTOR_NOT_ALLOWED' };
  });
}
