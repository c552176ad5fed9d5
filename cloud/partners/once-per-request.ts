import { sql } from 'kysely';
import { keptKeyDays } from '#core/contract/cloud/call-rules.ts';
import { canonicalJson } from '#core/kernel/canonical-json.ts';
import { epochMs, type IsoTime, toIsoTime } from '#core/kernel/iso-time.ts';
import { sha256Hex } from '#core/kernel/sha256.ts';
import type { CloudTransaction } from '../database/tables.ts';

/** Who asks what, under which number of its own. */
export interface NumberedRequest {
  readonly organizationId: string;
  readonly requestId: string;
  /** Everything that was asked, JSON. */
  readonly body: unknown;
}

const keptMs = keptKeyDays * 86_400_000;

/** The first is not answered yet, here or at another server; nothing of this one was done. */
export class RequestRunning extends Error {}

/**
 * Does the work of a request once and gives its answer again when it is repeated, e.g. because the first answer was lost on the way.
 * `key-used`: the number stands for another request. Throws `RequestRunning` while the first is at work.
 */
export async function oncePerRequest<Answer extends object>(
  transaction: CloudTransaction,
  request: NumberedRequest & { readonly now: IsoTime },
  work: () => Promise<Answer>,
): Promise<{ readonly kind: 'answered'; readonly answer: unknown } | { readonly kind: 'key-used' }> {
  const { organizationId, requestId, now } = request;
  const bodyHash = sha256Hex(canonicalJson(request.body));
  await holdNumber(transaction, `${organizationId} ${requestId}`);
  const oldest = toIsoTime(epochMs(now) - keptMs);
  const before = await transaction
    .selectFrom('partner_requests')
    .select(['body_hash', 'answer'])
    .where('organization_id', '=', organizationId)
    .where('request_id', '=', requestId)
    .where('at', '>=', oldest)
    .executeTakeFirst();
  if (before !== undefined) {
    return before.body_hash === bodyHash ? { kind: 'answered', answer: before.answer } : { kind: 'key-used' };
  }
  const answer = await work();
  await transaction
    .deleteFrom('partner_requests')
    .where('organization_id', '=', organizationId)
    .where('at', '<', oldest)
    .execute();
  await transaction
    .insertInto('partner_requests')
    .values({
      organization_id: organizationId,
      request_id: requestId,
      body_hash: bodyHash,
      answer: JSON.stringify(answer),
      at: now,
    })
    .execute();
  return { kind: 'answered', answer };
}

/** Until the transaction ends. Whoever finds it held does not wait with a connection of the pool in hand. */
async function holdNumber(transaction: CloudTransaction, name: string): Promise<void> {
  const { rows } = await sql<{ held: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) as held`.execute(transaction);
  if (rows[0]?.held !== true) {
    throw new RequestRunning(`another request with the number ${name} is at work`);
  }
}
