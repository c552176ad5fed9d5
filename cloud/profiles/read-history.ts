import type { ProfileHistory } from '#core/domain/installation/profile-exchange.ts';
import { standingOf } from '#core/domain/organizations/trust.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import type { CloudDatabase } from '../database/open-database.ts';
import type { CloudTransaction } from '../database/tables.ts';
import { loadTrustsWith } from '../registry/load.ts';
import { loadHistory } from './load-profiles.ts';

/** The versions of a profile, for whoever may know the profile itself: its owner, the partners that its owner trusts now. */
export function readHistory(
  database: CloudDatabase,
  question: { readonly profileId: string; readonly askedBy: string; readonly now: IsoTime },
): Promise<ProfileHistory> {
  const { profileId, askedBy, now } = question;
  return database.forTenant({ organizationId: askedBy, now }).read(async (transaction) => {
    const versions = await loadHistory(transaction, { profileId, mayKnow: await servedBy(transaction, askedBy, now) });
    return versions.length === 0 ? { kind: 'no-such-profile' } : { kind: 'history', versions: [...versions] };
  });
}

/** An organization itself and the fleets that trust it. */
async function servedBy(transaction: CloudTransaction, askedBy: string, now: IsoTime): Promise<readonly string[]> {
  const trusts = await loadTrustsWith(transaction, askedBy);
  const fleets = trusts.filter((trust) => trust.partnerId === askedBy && standingOf(trust, now).kind === 'active');
  return [askedBy, ...fleets.map(({ customerId }) => customerId)];
}
