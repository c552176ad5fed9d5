import { sign } from 'node:crypto';
import { type ScopeStatement, type SignedScope, scopeGraceMs, scopeStatement } from '#core/domain/sync/scope-lease.ts';
import { canonicalJson } from '#core/kernel/canonical-json.ts';
import { epochMs, type IsoTime, toIsoTime } from '#core/kernel/iso-time.ts';
import type { CloudDatabase } from '../database/open-database.ts';
import { openRosterKey } from '../roster/roster-key.ts';
import type { CallingStation } from '../stations/find-station.ts';

/**
 * What this station may keep and until when, signed (JOB-6, reliability.md §3.6). Goes out with the last page of every pull, beside the roster and
 * under the same key. A customer's date is the end of its trust where that comes before the end of the grace.
 */
export async function issueScope(
  database: CloudDatabase,
  { station, now }: { readonly station: CallingStation; readonly now: IsoTime },
): Promise<SignedScope> {
  const { privateKey, publicKey } = await openRosterKey(database, now);
  const statement = canonicalJson(scopeStatement.parse(await stateScope(database, { station, now })));
  return {
    statement,
    signature: sign(null, Buffer.from(statement, 'utf8'), privateKey).toString('base64'),
    key: publicKey,
  };
}

async function stateScope(
  database: CloudDatabase,
  { station, now }: { readonly station: CallingStation; readonly now: IsoTime },
): Promise<unknown> {
  const graceEnds = toIsoTime(epochMs(now) + scopeGraceMs);
  const trusts = await database
    .forTenant({ organizationId: station.organizationId, now })
    .read((transaction) =>
      transaction
        .selectFrom('trusts')
        .innerJoin('organizations', 'organizations.id', 'trusts.partner_id')
        .select(['trusts.customer_id as customerId', 'trusts.valid_to as validTo', 'organizations.kinds as kinds'])
        .where('trusts.partner_id', '=', station.organizationId)
        .where('trusts.published_standing', '=', 'active')
        .orderBy('trusts.customer_id')
        .execute(),
    );
  return {
    kind: 'fitbay-scope',
    version: 1,
    organizationId: station.organizationId,
    stationId: station.id,
    issuedAt: now,
    secretsValidUntil: graceEnds,
    customers: trusts
      .filter(({ kinds }) => kinds.includes('service-partner'))
      .map(({ customerId, validTo }) => ({
        organizationId: customerId,
        validUntil: validTo !== null && validTo < graceEnds ? validTo : graceEnds,
      })),
  } satisfies Record<keyof ScopeStatement, unknown>;
}
