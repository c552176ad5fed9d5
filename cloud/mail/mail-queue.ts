import { sql } from 'kysely';
import { mailAddress } from '#core/domain/organizations/mail-address.ts';
import { epochMs, type IsoTime, toIsoTime } from '#core/kernel/iso-time.ts';
import { publish } from '../changes/publishing.ts';
import type { CloudTransaction } from '../database/tables.ts';
import { actAsSystem } from '../database/wall/acting.ts';
import { type MailDocument, mailDocument } from './mail-document.ts';

/**
 * Mails that are to go out, in a table: stored with the act that asks for them, sent at least once, and after a crash sent again under the
 * same Message-ID. Whoever takes one up puts its next try off first, so that two servers do not send it at the same time.
 */
export interface MailToQueue {
  readonly id: string;
  /** The relationship or request it is about; a newer mail about it takes the place of one that waits. */
  readonly subjectId: string;
  readonly recipient: string;
  readonly document: MailDocument;
  readonly goodUntil: IsoTime;
  readonly now: IsoTime;
}

export function queueMail(transaction: CloudTransaction, mail: MailToQueue): Promise<void> {
  return actAsSystem(transaction, 'mail-queue', () => putIntoQueue(transaction, mail));
}

async function putIntoQueue(transaction: CloudTransaction, mail: MailToQueue): Promise<void> {
  await dropMails(transaction, mail);
  await transaction
    .insertInto('mails')
    .values({
      id: mail.id,
      message_id: mail.id,
      subject_id: mail.subjectId,
      recipient: mailAddress.parse(mail.recipient),
      document: JSON.stringify(mail.document),
      state: 'queued',
      next_at: mail.now,
      good_until: mail.goodUntil,
      created_at: mail.now,
    })
    .execute();
}

/** What waits about this relationship is not sent any more. */
export async function dropMails(
  transaction: CloudTransaction,
  { subjectId, now }: { readonly subjectId: string; readonly now: IsoTime },
): Promise<void> {
  await transaction
    .updateTable('mails')
    .set({ state: 'dropped', document: null, settled_at: now })
    .where('subject_id', '=', subjectId)
    .where('state', '=', 'queued')
    .execute();
}

/** A mail in hand. `try` counts from 1. */
export interface DueMail {
  readonly id: string;
  readonly messageId: string;
  readonly subjectId: string;
  readonly recipient: string;
  readonly document: MailDocument;
  readonly goodUntil: IsoTime;
  readonly createdAt: IsoTime;
  readonly try: number;
}

/** Longer than any try lasts; after a crash the mail is due again then. */
const heldMs = 3 * 60_000;

/** Takes up the mail that is due the longest; null where none is. */
export async function takeDueMail(transaction: CloudTransaction, now: IsoTime): Promise<DueMail | null> {
  const row = await transaction
    .updateTable('mails')
    .set((old) => ({ next_at: toIsoTime(epochMs(now) + heldMs), tries: old('tries', '+', 1) }))
    .where('id', '=', (mails) =>
      mails
        .selectFrom('mails')
        .select('id')
        .where('state', '=', 'queued')
        .where('next_at', '<=', now)
        .orderBy('next_at')
        .orderBy('id')
        .limit(1)
        .forUpdate()
        .skipLocked(),
    )
    .returningAll()
    .executeTakeFirst();
  return row === undefined
    ? null
    : {
        id: row.id,
        messageId: row.message_id,
        subjectId: row.subject_id,
        recipient: row.recipient,
        document: mailDocument.parse(row.document),
        goodUntil: row.good_until,
        createdAt: row.created_at,
        try: row.tries,
      };
}

export type MailOutcome =
  | { readonly kind: 'sent' }
  | { readonly kind: 'again'; readonly at: IsoTime; readonly problem: string }
  | { readonly kind: 'failed'; readonly problem: string };

/** Notes what became of a try, and tells the fleet's stations. One that was dropped meanwhile stays dropped. */
export async function settleMail(
  transaction: CloudTransaction,
  { mail, outcome, now }: { readonly mail: DueMail; readonly outcome: MailOutcome; readonly now: IsoTime },
): Promise<void> {
  const change =
    outcome.kind === 'again'
      ? { next_at: outcome.at, problem: outcome.problem }
      : {
          state: outcome.kind,
          document: null,
          settled_at: now,
          problem: outcome.kind === 'failed' ? outcome.problem : null,
        };
  await transaction.updateTable('mails').set(change).where('id', '=', mail.id).where('state', '=', 'queued').execute();
  await publish(transaction, [{ kind: 'trust', keys: [mail.subjectId] }]);
}

/** When the next mail is due; null where none waits. */
export async function nextDue(transaction: CloudTransaction): Promise<IsoTime | null> {
  const row = await transaction
    .selectFrom('mails')
    .select((mails) => mails.fn.min('next_at').as('at'))
    .where('state', '=', 'queued')
    .executeTakeFirst();
  return row?.at ?? null;
}

export interface MailStanding {
  readonly state: 'queued' | 'sent' | 'failed' | 'dropped';
  readonly problem: string | null;
}

/** The newest mail about each of these relationships. */
export async function newestMails(
  transaction: CloudTransaction,
  subjectIds: readonly string[],
): Promise<ReadonlyMap<string, MailStanding>> {
  if (subjectIds.length === 0) {
    return new Map();
  }
  const rows = await transaction
    .selectFrom('mails')
    .select(['subject_id', 'state', 'problem'])
    .distinctOn('subject_id')
    .where('subject_id', 'in', [...subjectIds])
    .orderBy('subject_id')
    .orderBy(sql`id`, 'desc')
    .execute();
  return new Map(rows.map((row) => [row.subject_id, { state: row.state, problem: row.problem }]));
}
