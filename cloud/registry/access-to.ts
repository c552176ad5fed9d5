import { standingOf } from '#core/domain/organizations/trust.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import type { CloudTransaction } from '../database/tables.ts';
import { loadTrust } from './load.ts';

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
  return standingOf(trust, question.now).kind === 'active' ? 'serviced' : 'none';
}
