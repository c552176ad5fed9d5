import type { UnitMessage } from '#core/domain/pairing/unit-message.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import { publish } from '../changes/publishing.ts';
import type { CloudDatabase } from '../database/open-database.ts';
import { accessTo } from '../registry/access-to.ts';
import type { CloudClock, CloudIds, CloudLog } from '../world/world.ts';
import { lockCandidate, type PairingTry, storeFailure, type TryOutcome, tryPairing } from './try-pairing.ts';
import type { PairingContext } from './write-pairing.ts';

/** A unit says something. If it works for an organization that pairs automatically and is tied to nothing, its VIN decides (PAIR-2). */
export interface MessageParts {
  readonly database: CloudDatabase;
  readonly clock: CloudClock;
  readonly ids: CloudIds;
  readonly log: CloudLog;
}

export type TakenMessage =
  /**
   * `pairing`: what the message led to, a reason of the pairing events or `occupied`; null when nothing was tried, e.g. because a later message
   * of the unit came first.
   */
  { readonly kind: 'taken'; readonly pairing: string | null } | { readonly kind: 'unknown-unit' };

export interface SentMessage {
  readonly unit: string;
  /** Organization of the station that passes it on: it must be the owner or serve it. */
  readonly sentBy: string;
  readonly message: UnitMessage;
}

export async function takeMessage(parts: MessageParts, received: SentMessage): Promise<TakenMessage> {
  const sent = { ...received, message: believable(received.message, parts.clock.now()) };
  const noted = await noteContact(parts, sent);
  switch (noted.kind) {
    case 'unknown-unit':
      return noted;
    case 'overtaken':
      return { kind: 'taken', pairing: null };
    case 'noted':
      return decide(parts, sent);
  }
}

/** A clock that is ahead would hide every later contact, and a VIN of blanks is none. */
function believable(message: UnitMessage, now: IsoTime): UnitMessage {
  const { at, sensorVin } = message;
  return { ...message, at: at > now ? now : at, sensorVin: sensorVin?.trim() === '' ? null : sensorVin };
}

async function decide(parts: MessageParts, sent: SentMessage): Promise<TakenMessage> {
  try {
    return { kind: 'taken', pairing: await withCandidate(parts, sent, tryPairing) };
  } catch (error: unknown) {
    const fault = error instanceof Error ? error.message : String(error);
    parts.log.error('pairing.failed', { unit: sent.unit, fault });
    // An error of ours is an outcome of its own for the organization; it must not look like silence.
    const unknown: Work = (context, attempt) =>
      storeFailure(context, attempt, { reason: 'Unknown', candidateAssetIds: [] });
    return { kind: 'taken', pairing: await withCandidate(parts, sent, unknown) };
  }
}

type NotedContact =
  | { readonly kind: 'noted' }
  /** The unit was heard with something that it made later: what it says here no longer holds. */
  | { readonly kind: 'overtaken' }
  | { readonly kind: 'unknown-unit' };

async function noteContact(parts: MessageParts, sent: SentMessage): Promise<NotedContact> {
  const { at } = sent.message;
  const now = parts.clock.now();
  return parts.database.asSystem('unit-message').transact(async (transaction) => {
    const unit = await transaction
      .selectFrom('units')
      .select(['owner_id', 'last_contact_at'])
      .where('unit', '=', sent.unit)
      .forUpdate()
      .executeTakeFirst();
    const question = { organizationId: unit?.owner_id ?? '', askedBy: sent.sentBy, now };
    if (unit === undefined || (await accessTo(transaction, question)) === 'none') {
      return { kind: 'unknown-unit' };
    }
    const before = unit.last_contact_at !== null && unit.last_contact_at <= now ? unit.last_contact_at : null;
    if (before !== null && at < before) {
      return { kind: 'overtaken' };
    }
    if (before !== at) {
      await transaction.updateTable('units').set({ last_contact_at: at }).where('unit', '=', sent.unit).execute();
      await publish(transaction, [{ kind: 'unit', keys: [sent.unit] }]);
    }
    return { kind: 'noted' };
  });
}

type Work = (context: PairingContext, attempt: PairingTry) => Promise<TryOutcome>;

/** Null where nothing was tried. */
async function withCandidate(parts: MessageParts, { unit, message }: SentMessage, work: Work): Promise<string | null> {
  return parts.database.asSystem('unit-message').transact(async (transaction) => {
    const context: PairingContext = { transaction, now: parts.clock.now(), nextId: () => parts.ids.next() };
    const candidate = await lockCandidate(context, unit);
    if (candidate === null) {
      return null;
    }
    const { sensorVin, position } = message;
    const outcome = await work(context, { ...candidate, sensorVin, position, heardAt: context.now });
    await publish(transaction, outcome.changed);
    return outcome.pairing;
  });
}
