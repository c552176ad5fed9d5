import { standingOf } from '#core/domain/organizations/trust.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import type { CloudTransaction } from '../database/tables.ts';
import { loadOrganizations, loadTrust } from './load.ts';

/** What an organization may do with another's records: its `own`, those of a fleet that trusts it now (`serviced`), or nothing. */
export type Access = 'own' | 'serviced' | 'none';

export async function accessTo(
  transaction: CloudTransaction,
  question: { readonly organizationId: string; readonly askedBy: string; readonly now: IsoTime },
): Promise<Access> {
  if (question.organizationId === question.askedBy) {
    return 'own';
  }
  const trust = await loadTrust(transaction, { customerId: question.organizationId, partnerId: question.askedBy });
  if (standingOf(trust, question.now).kind !== 'active') {
    return 'none';
  }
  // An organization that is no service partner any more works for nobody, whatever was agreed before (ORG-1).
  const partner = (await loadOrganizations(transaction, [question.askedBy])).get(question.askedBy);
  return partner?.kinds.includes('service-partner') === true ? 'serviced' : 'none';
}
