import type { PartnerCode } from '#core/domain/codes.ts';
import { invariant } from '#core/kernel/invariant.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import { noteAct } from '../audit/note-act.ts';
import type { CloudDatabase } from '../database/open-database.ts';
import type { CloudTransaction } from '../database/tables.ts';
import type { Mailer } from '../mail/create-mailer.ts';
import type { StatedActor } from '../registry/person-may.ts';
import type { CallingStation } from '../stations/find-station.ts';
import type { CloudClock, CloudIds } from '../world/world.ts';
import { oncePerRequest } from './once-per-request.ts';

/** What every change of a relationship shares: one transaction, one answer per request, a line in the logs, and a push to the mailer. */
export interface PartnerParts {
  readonly database: CloudDatabase;
  readonly clock: CloudClock;
  readonly ids: CloudIds;
  /** Told that a mail may be waiting. */
  readonly mailer?: Pick<Mailer, 'wake'> | undefined;
}

export interface DeskCall {
  readonly station: CallingStation;
  readonly actor: StatedActor;
  readonly requestId: string;
  /** What was asked, for comparing with a repetition. */
  readonly body: unknown;
}

/** One call at work, inside its transaction. */
export interface Desk {
  readonly transaction: CloudTransaction;
  readonly now: IsoTime;
  readonly station: CallingStation;
  readonly actor: StatedActor;
  /** Name of the station's organization. */
  readonly organizationName: string;
  /** `H. Petersen, Nordfracht Logistik`. */
  readonly actorName: string;
  readonly nextId: () => string;
}

/** Does the work once. The answer is JSON that the caller's schema reads: a repetition gets it from the books. */
export async function atDesk<Answer extends object>(
  parts: PartnerParts,
  call: DeskCall,
  work: (desk: Desk) => Promise<Answer>,
): Promise<unknown> {
  const { station, actor, requestId, body } = call;
  const now = parts.clock.now();
  const outcome = await parts.database.asSystem('partnership').transact(async (transaction) => {
    const request = { organizationId: station.organizationId, requestId, body, now };
    const own = await transaction
      .selectFrom('organizations')
      .select('name')
      .where('id', '=', station.organizationId)
      .executeTakeFirst();
    invariant(own !== undefined, 'a station belongs to an organization on the books');
    return oncePerRequest(transaction, request, () =>
      work({
        transaction,
        now,
        station,
        actor,
        organizationName: own.name,
        actorName: `${actor.name}, ${own.name}`,
        nextId: () => parts.ids.next(),
      }),
    );
  });
  parts.mailer?.wake();
  return outcome.kind === 'answered'
    ? outcome.answer
    : { kind: 'refused', code: 'PARTNER_KEY_USED' satisfies PartnerCode, current: null };
}

/** What the trails say of an act; `null` code: it was done. */
export interface DeskNote {
  /** `partner.invited` … */
  readonly action: string;
  readonly code: PartnerCode | null;
  readonly partnershipId: string | null;
  /** Organizations beside the acting one in whose logs it stands. */
  readonly others: readonly (string | null)[];
}

/** Writes the act into the logs of all it concerns. An attempt that was refused stands in the log of whoever tried. */
export function notePartnerAct(desk: Desk, { action, code, partnershipId, others }: DeskNote): Promise<void> {
  const { transaction, now, station, actor, actorName } = desk;
  const by = { organizationId: station.organizationId, actor: actorName, personId: actor.personId };
  const source = partnershipId === null ? 'partnership' : `partnership ${partnershipId}`;
  return noteAct(transaction, { at: now, action, code, by, others, source });
}
