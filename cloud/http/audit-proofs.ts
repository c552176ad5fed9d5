import type { LogHead, LogSeal, SealedEntry } from '#core/domain/audit/log-seal.ts';
import { logHeadOf, sealOf } from '../audit/seal-log.ts';
import { accessTo } from '../registry/access-to.ts';
import type { CallingStation } from '../stations/find-station.ts';
import type { CloudParts } from './cloud-router.ts';

interface LogWish {
  readonly organizationId: string;
  readonly from?: number | undefined;
}

/** What the signed-head and the proof of an organization's log come to, within what the calling station's organization may know. */
export async function giveCheckpoint(
  { database, clock }: CloudParts,
  { organizationId: askedBy }: CallingStation,
  wish: LogWish,
): Promise<({ readonly kind: 'head' } & LogHead) | { readonly kind: 'empty' } | { readonly kind: 'not-yours' }> {
  const now = clock.now();
  return database.forTenant({ organizationId: askedBy, now }).transact(async (transaction) => {
    if ((await accessTo(transaction, { ...wish, askedBy, now })) === 'none') {
      return { kind: 'not-yours' };
    }
    const head = await logHeadOf(transaction, { ...wish, now });
    return head === null ? { kind: 'empty' } : { kind: 'head', ...head };
  });
}

export async function giveProof(
  { database, clock }: CloudParts,
  { organizationId: askedBy }: CallingStation,
  { organizationId, from, ...entry }: LogWish & SealedEntry,
): Promise<({ readonly kind: 'proof' } & LogSeal) | { readonly kind: 'not-in-log' } | { readonly kind: 'not-yours' }> {
  const now = clock.now();
  return database.forTenant({ organizationId: askedBy, now }).transact(async (transaction) => {
    const access = await accessTo(transaction, { organizationId, askedBy, now });
    if (access === 'none') {
      return { kind: 'not-yours' };
    }
    const onlyActsOf = access === 'own' ? undefined : askedBy;
    const seal = await sealOf(transaction, { organizationId, from, entry, onlyActsOf, now });
    return seal === null ? { kind: 'not-in-log' } : { kind: 'proof', ...seal };
  });
}
