import type { z } from 'zod';
import type { Organization } from '#core/domain/organizations/organization.ts';
import { matchVin } from '#core/domain/pairing/match-vin.ts';
import type { PairingStatus } from '#core/domain/pairing/pairing-state.ts';
import type { unitMessage } from '#core/domain/pairing/unit-message.ts';
import { epochMs } from '#core/kernel/iso-time.ts';
import { type Changed, publish } from '../changes/publishing.ts';
import type { CloudDatabase } from '../database/open-database.ts';
import { accessTo } from '../registry/access-to.ts';
import { loadAssetsOf, loadOrganizations } from '../registry/load.ts';
import { toPairingStatus } from '../registry/rows.ts';
import type { CloudClock, CloudIds, CloudLog } from '../world/world.ts';
import { beginRepeats, endOfRepeats, endRepeats, type NotFoundTold, putOffRepeat } from './not-found-schedule.ts';
import { addEvent, beginPairing, type PairingContext, saveStatus } from './write-pairing.ts';

/**
 * A unit says something. If it works for an organization that pairs automatically and is tied to nothing, its VIN decides (PAIR-2): core
 * matches, here the outcome is stored and told. The match never takes an asset from another unit; that becomes a task for a person.
 */
export interface MessageParts {
  readonly database: CloudDatabase;
  readonly clock: CloudClock;
  readonly ids: CloudIds;
  readonly log: CloudLog;
}

export type UnitMessage = z.infer<typeof unitMessage>;

export type TakenMessage =
  /** `pairing`: what the message led to, a reason of the pairing events or `occupied`; null when nothing was tried. */
  { readonly kind: 'taken'; readonly pairing: string | null } | { readonly kind: 'unknown-unit' };

export interface SentMessage {
  readonly unit: string;
  /** Organization of the station that passes it on: it must be the owner or serve it. */
  readonly sentBy: string;
  readonly message: UnitMessage;
}

export async function takeMessage(parts: MessageParts, sent: SentMessage): Promise<TakenMessage> {
  const noted = await noteContact(parts, sent);
  if (noted.kind === 'unknown-unit') {
    return noted;
  }
  try {
    return { kind: 'taken', pairing: await pairByVin(parts, sent) };
  } catch (error: unknown) {
    const fault = error instanceof Error ? error.message : String(error);
    parts.log.error('pairing.failed', { unit: sent.unit, fault });
    return { kind: 'taken', pairing: await storeUnknown(parts, sent) };
  }
}

async function noteContact(
  parts: MessageParts,
  sent: SentMessage,
): Promise<{ readonly kind: 'noted' } | { readonly kind: 'unknown-unit' }> {
  return parts.database.transact(async (transaction) => {
    const unit = await transaction
      .selectFrom('units')
      .select(['owner_id', 'last_contact_at'])
      .where('unit', '=', sent.unit)
      .forUpdate()
      .executeTakeFirst();
    const question = { organizationId: unit?.owner_id ?? '', askedBy: sent.sentBy, now: parts.clock.now() };
    if (unit === undefined || (await accessTo(transaction, question)) === 'none') {
      return { kind: 'unknown-unit' };
    }
    if (unit.last_contact_at === null || unit.last_contact_at < sent.message.at) {
      const seen = { last_contact_at: sent.message.at };
      await transaction.updateTable('units').set(seen).where('unit', '=', sent.unit).execute();
      await publish(transaction, [{ kind: 'unit', keys: [sent.unit] }]);
    }
    return { kind: 'noted' };
  });
}

interface Candidate {
  readonly unit: string;
  readonly owner: Organization;
}

async function pairByVin(parts: MessageParts, sent: SentMessage): Promise<string | null> {
  return parts.database.transact(async (transaction) => {
    const context: PairingContext = { transaction, now: parts.clock.now(), nextId: () => parts.ids.next() };
    const candidate = await lockCandidate(context, sent.unit);
    if (candidate === null) {
      return null;
    }
    const outcome = await matchAndStore(context, candidate, sent.message);
    await publish(transaction, outcome.changed);
    return outcome.pairing;
  });
}

/** Null unless the unit is installed, free, and its owner pairs automatically. */
async function lockCandidate(context: PairingContext, unit: string): Promise<Candidate | null> {
  const row = await context.transaction
    .selectFrom('units')
    .select(['owner_id', 'configuration', 'paired_asset_id'])
    .where('unit', '=', unit)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined || row.configuration !== 'configured' || row.paired_asset_id !== null) {
    return null;
  }
  const owner = (await loadOrganizations(context.transaction, [row.owner_id])).get(row.owner_id);
  return owner?.autoPairing === true ? { unit, owner } : null;
}

interface Outcome {
  readonly pairing: string;
  readonly changed: readonly Changed[];
}

async function matchAndStore(
  context: PairingContext,
  { unit, owner }: Candidate,
  message: UnitMessage,
): Promise<Outcome> {
  // Assets of one organization are locked in one order: two units that mean the same asset must not both find it free.
  await context.transaction
    .selectFrom('assets')
    .select('id')
    .where('organization_id', '=', owner.id)
    .orderBy('id')
    .forUpdate()
    .execute();
  const assets = await loadAssetsOf(context.transaction, owner.id);
  const match = matchVin(message.sensorVin, assets, unit);
  switch (match.kind) {
    case 'paired': {
      const vin = assets.find((asset) => asset.id === match.assetId)?.vin ?? null;
      const pair = { unit, organizationId: owner.id, assetId: match.assetId, vin };
      const by = { kind: 'vin', sensorVin: message.sensorVin ?? '', position: message.position } as const;
      return { pairing: 'AutoPair', changed: await beginPairing(context, pair, by) };
    }
    case 'occupied':
      // The events have no word for it, so subscribers hear nothing; the stations see the status and the asset concerned.
      return storeFailure(context, { unit, owner, message }, { reason: null, candidateAssetIds: [match.assetId] });
    case 'failed':
      return storeFailure(context, { unit, owner, message }, match);
  }
}

const hourMs = 3_600_000;

interface Failure {
  readonly reason: 'InvalidData' | 'NotFound' | 'MultipleMatchFound' | 'Unknown' | null;
  readonly candidateAssetIds: readonly string[];
}

/** The same failure again is counted, not listed again (decisions.md B6); an event about it goes out once an hour at most. */
async function storeFailure(
  context: PairingContext,
  { unit, owner, message }: Candidate & { readonly message: UnitMessage },
  { reason, candidateAssetIds }: Failure,
): Promise<Outcome> {
  const before = await statusOf(context, unit);
  const again =
    before !== null &&
    before.status.state === 'failed' &&
    before.status.organizationId === owner.id &&
    before.status.reason === reason &&
    before.status.sensorVin === message.sensorVin;
  const lastEventAt = again ? before.lastEventAt : null;
  const isHourOver = lastEventAt === null || epochMs(context.now) - epochMs(lastEventAt) >= hourMs;
  const endsAt = again && reason === 'NotFound' ? await endOfRepeats(context.transaction, unit) : null;
  const due = isHourOver && (endsAt === null || context.now <= endsAt);

  await saveStatus(
    context,
    { unit, organizationId: owner.id },
    {
      state: 'failed',
      reason,
      assetId: null,
      assetVin: null,
      sensorVin: message.sensorVin,
      candidateAssetIds,
      count: again ? before.status.count + 1 : 1,
      lastEventAt: due && reason !== null ? context.now : lastEventAt,
    },
  );
  if (due && reason !== null) {
    await addEvent(context, {
      kind: 'not-paired',
      registeredOn: context.now,
      organizationId: owner.id,
      unitId: unit,
      reason,
      sensorVin: message.sensorVin,
      candidateAssetIds,
      position: message.position,
    });
  }
  const told = { unit, organizationId: owner.id, sensorVin: message.sensorVin, position: message.position };
  await keepRepeating(context, { ...told, reason, isKnown: endsAt !== null, due });
  return { pairing: reason ?? 'occupied', changed: [{ kind: 'pairing', keys: [unit] }] };
}

interface Repeating extends Omit<NotFoundTold, 'now'> {
  readonly reason: Failure['reason'];
  /** It was found out before, and until when it is told is written down. */
  readonly isKnown: boolean;
  readonly due: boolean;
}

/** Only NotFound is told each hour without the unit saying anything (PAIR-3). */
async function keepRepeating({ transaction, now }: PairingContext, failed: Repeating): Promise<void> {
  if (failed.reason !== 'NotFound') {
    await endRepeats(transaction, failed.unit);
  } else if (!failed.isKnown) {
    await beginRepeats(transaction, { ...failed, now });
  } else if (failed.due) {
    await putOffRepeat(transaction, { unit: failed.unit, now });
  }
}

async function statusOf(
  context: PairingContext,
  unit: string,
): Promise<{ readonly status: PairingStatus; readonly lastEventAt: string | null } | null> {
  const row = await context.transaction.selectFrom('pairings').selectAll().where('unit', '=', unit).executeTakeFirst();
  return row === undefined ? null : { status: toPairingStatus(row), lastEventAt: row.last_event_at };
}

/** An error of ours while matching is an outcome of its own for the organization; it must not look like silence. */
async function storeUnknown(parts: MessageParts, sent: SentMessage): Promise<string | null> {
  return parts.database.transact(async (transaction) => {
    const context: PairingContext = { transaction, now: parts.clock.now(), nextId: () => parts.ids.next() };
    const candidate = await lockCandidate(context, sent.unit);
    if (candidate === null) {
      return null;
    }
    const failure: Failure = { reason: 'Unknown', candidateAssetIds: [] };
    const outcome = await storeFailure(context, { ...candidate, message: sent.message }, failure);
    await publish(transaction, outcome.changed);
    return outcome.pairing;
  });
}
