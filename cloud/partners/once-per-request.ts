import { type RawBuilder, sql } from 'kysely';
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

const keptMs = 7 * 86_400_000;

/**
 * Does the work of a request once and gives its answer again when it is repeated, e.g. because the first answer was lost on the way.
 * `key-used`: the number stands for another request. The first and its repetition wait for each other.
 */
export async function oncePerRequest<Answer extends object>(
  transaction: CloudTransaction,
  request: NumberedRequest & { readonly now: IsoTime },
  work: () => Promise<Answer>,
): Promise<{ readonly kind: 'answered'; readonly answer: unknown } | { readonly kind: 'key-used' }> {
  const { organizationId, requestId, now } = request;
  const bodyHash = sha256Hex(canonicalJson(request.body));
  await sql`select pg_advisory_xact_lock(${lockNumber(`${organizationId} ${requestId}`)})`.execute(transaction);
  const before = await transaction
    .selectFrom('partner_requests')
    .select(['body_hash', 'answer'])
    .where('organization_id', '=', organizationId)
    .where('request_id', '=', requestId)
    .executeTakeFirst();
  if (before !== undefined) {
    return before.body_hash === bodyHash ? { kind: 'answered', answer: before.answer } : { kind: 'key-used' };
  }
  const answer = await work();
  await transaction
    .deleteFrom('partner_requests')
    .where('organization_id', '=', organizationId)
    .where('at', '<', toIsoTime(epochMs(now) - keptMs))
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

function lockNumber(name: string): RawBuilder<unknown> {
  return sql`hashtextextended(${name}, 0)`;
}
