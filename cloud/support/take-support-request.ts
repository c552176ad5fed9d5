import type { SupportAnswer, SupportRequest } from '#core/domain/support/support-request.ts';
import { canonicalJson } from '#core/kernel/canonical-json.ts';
import { epochMs, toIsoTime } from '#core/kernel/iso-time.ts';
import { sha256Hex } from '#core/kernel/sha256.ts';
import { noteAct } from '../audit/note-act.ts';
import type { CloudDatabase } from '../database/open-database.ts';
import type { CloudTransaction } from '../database/tables.ts';
import type { Mailer } from '../mail/create-mailer.ts';
import { queueMail } from '../mail/mail-queue.ts';
import { loadOrganizations } from '../registry/load.ts';
import type { CallingStation } from '../stations/find-station.ts';
import type { CloudClock, CloudIds } from '../world/world.ts';

export interface SupportDeskParts {
  readonly database: CloudDatabase;
  readonly clock: CloudClock;
  readonly ids: CloudIds;
  readonly mailer?: Pick<Mailer, 'wake'> | undefined;
  /** Where the service desk reads its mail; left out, requests are stored and nobody is told. */
  readonly supportAddress?: string | undefined;
}

/** Mails to the desk are worth sending for so long; the request itself stays. */
const mailGoodForMs = 30 * 86_400_000;

/**
 * Takes a request to the service desk (REP-4): request, number, line in the trail and mail to the desk are there together or not at all. Whose it is
 * follows from the station that calls, whatever the request says. A repeat gets the number that it has.
 */
export async function takeSupportRequest(
  parts: SupportDeskParts,
  station: CallingStation,
  request: SupportRequest,
): Promise<SupportAnswer> {
  const tenant = { organizationId: station.organizationId, now: parts.clock.now() };
  const answer = await parts.database
    .forTenant(tenant)
    .transact((transaction) => take(parts, transaction, { station, request }));
  parts.mailer?.wake();
  return answer;
}

interface HandedIn {
  readonly station: CallingStation;
  readonly request: SupportRequest;
}

async function take(parts: SupportDeskParts, transaction: CloudTransaction, handed: HandedIn): Promise<SupportAnswer> {
  const { station, request } = handed;
  const bodyHash = sha256Hex(canonicalJson(request));
  const now = parts.clock.now();
  const stored = await transaction
    .insertInto('support_requests')
    .values({
      organization_id: station.organizationId,
      id: request.id,
      station_id: station.id,
      body_hash: bodyHash,
      body: JSON.stringify(request),
      taken_at: now,
    })
    // A repeat that comes while the first is being stored waits here, and then finds it.
    .onConflict((conflict) => conflict.columns(['organization_id', 'id']).doNothing())
    .returning('number')
    .executeTakeFirst();
  if (stored === undefined) {
    return answerAgain(transaction, handed, bodyHash);
  }
  const number = numberOf(stored.number);
  await fileRequest(transaction, handed, { number, now });
  await mailDesk(parts, transaction, { request, number });
  return { kind: 'taken', number, takenAt: now };
}

async function answerAgain(
  transaction: CloudTransaction,
  { station, request }: HandedIn,
  bodyHash: string,
): Promise<SupportAnswer> {
  const before = await transaction
    .selectFrom('support_requests')
    .select(['number', 'body_hash', 'taken_at'])
    .where('organization_id', '=', station.organizationId)
    .where('id', '=', request.id)
    .executeTakeFirstOrThrow();
  return before.body_hash === bodyHash
    ? { kind: 'taken', number: numberOf(before.number), takenAt: before.taken_at }
    : { kind: 'key-used' };
}

/** As people say it on the telephone. */
function numberOf(number: string): string {
  return `FB-${number}`;
}

async function fileRequest(
  transaction: CloudTransaction,
  { station, request }: HandedIn,
  { number, now }: { readonly number: string; readonly now: string },
): Promise<void> {
  const { unit, by } = request;
  const { organizationId } = station;
  const own = (await loadOrganizations(transaction, [organizationId])).get(organizationId);
  await noteAct(transaction, {
    at: now,
    action: 'support.taken',
    code: null,
    source: `support request ${number}`,
    by: { organizationId, actor: `${by.name}, ${own?.name ?? organizationId}`, personId: by.personId },
    unit: unit === null || unit.unitType === null ? null : `${unit.unitType}:${unit.serial}`,
    sessionId: unit?.sessionId ?? null,
  });
}

async function mailDesk(
  { ids, clock, supportAddress }: SupportDeskParts,
  transaction: CloudTransaction,
  { request, number }: { readonly request: SupportRequest; readonly number: string },
): Promise<void> {
  if (supportAddress === undefined) {
    return;
  }
  const now = clock.now();
  await queueMail(transaction, {
    id: ids.next(),
    subjectId: `support ${number}`,
    recipient: supportAddress,
    document: { kind: 'support-request', number, request },
    goodUntil: toIsoTime(epochMs(now) + mailGoodForMs),
    now,
  });
}
