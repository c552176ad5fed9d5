import { epochMs, type IsoTime, toIsoTime } from '#core/kernel/iso-time.ts';
import type { CloudDatabase } from '../database/open-database.ts';
import type { CloudClock, CloudLog } from '../world/world.ts';
import { writeMail } from './mail-document.ts';
import { type DueMail, type MailOutcome, nextDue, settleMail, takeDueMail } from './mail-queue.ts';
import type { MailSending, MailWay } from './mail-way.ts';

/** Sends what waits in the queue, in the background, as long as it is not closed. */
export interface Mailer {
  /** Begins. `publicUrl` stands in the links of every mail. */
  start(publicUrl: string): void;
  /** A mail may be waiting. */
  wake(): void;
  /** Resolves when everything that is due was tried once. */
  idle(): Promise<void>;
  /** Ends after the mail in hand. */
  close(): Promise<void>;
}

export interface MailerParts {
  readonly database: CloudDatabase;
  readonly clock: CloudClock;
  readonly log: CloudLog;
  readonly way: MailWay;
}

/** Without a reason it looks this often: another server may have died with a mail in hand. */
const longestRestMs = 60_000;
const firstWaitMs = 30_000;
const longestWaitMs = 3_600_000;

export function createMailer(parts: MailerParts): Mailer {
  const { log, way } = parts;
  let publicUrl: string | null = null;
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> = Promise.resolve();
  let isClosed = false;

  async function work(address: string): Promise<void> {
    let restMs = longestRestMs;
    try {
      let isMore = !isClosed;
      while (isMore) {
        isMore = (await sendOne(parts, address)) && !isClosed;
      }
      restMs = isClosed ? longestRestMs : await untilNext(parts);
    } catch (error: unknown) {
      // Most likely the database is away for a moment; the mail in hand is due again by itself.
      log.error('mail.round-failed', { error: String(error) });
    }
    rest(restMs);
  }

  function rest(restMs: number): void {
    clearTimeout(timer);
    if (!isClosed) {
      timer = setTimeout(wake, restMs);
      timer.unref();
    }
  }

  function wake(): void {
    const address = publicUrl;
    if (address !== null && !isClosed) {
      round = round.then(() => work(address));
    }
  }

  return {
    start(url) {
      publicUrl = url;
      wake();
    },
    wake,
    idle: () => round,
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await round;
      way.close();
    },
  };
}

/** False when nothing is due. */
async function sendOne({ database, clock, log, way }: MailerParts, publicUrl: string): Promise<boolean> {
  const mail = await database.asSystem('mails').transact((transaction) => takeDueMail(transaction, clock.now()));
  if (mail === null) {
    return false;
  }
  const sending = epochMs(mail.goodUntil) <= epochMs(clock.now()) ? tooLate : await send(way, mail, publicUrl);
  const now = clock.now();
  const outcome = outcomeOf(mail, sending, now);
  await database.asSystem('mails').transact((transaction) => settleMail(transaction, { mail, outcome, now }));
  const fields = { mailId: mail.id, outcome: outcome.kind, tries: mail.try };
  if (outcome.kind === 'sent') {
    log.info('mail.sent', fields);
  } else {
    log.warn('mail.not-sent', { ...fields, problem: outcome.problem });
  }
  return true;
}

const tooLate: MailSending = { kind: 'refused', problem: 'what it is about lapsed before the mail could be sent' };

function send(way: MailWay, mail: DueMail, publicUrl: string): Promise<MailSending> {
  const { messageId, recipient, createdAt } = mail;
  return way.send({ messageId, recipient, createdAt, ...writeMail(mail.document, publicUrl) });
}

function outcomeOf(mail: DueMail, sending: MailSending, now: IsoTime): MailOutcome {
  switch (sending.kind) {
    case 'sent':
      return sending;
    case 'refused':
      return { kind: 'failed', problem: sending.problem };
    case 'later': {
      const waitMs = Math.min(firstWaitMs * 2 ** (mail.try - 1), longestWaitMs);
      return { kind: 'again', at: toIsoTime(epochMs(now) + waitMs), problem: sending.problem };
    }
  }
}

async function untilNext({ database, clock }: MailerParts): Promise<number> {
  const at = await database.asSystem('mails').read(nextDue);
  return at === null ? longestRestMs : Math.min(longestRestMs, Math.max(0, epochMs(at) - epochMs(clock.now())));
}
