import { type AuditCheckpoint, auditEntry, type StoredAuditEntry } from '#core/domain/audit/audit-entry.ts';
import type { ChainHead } from '#core/domain/audit/chain-hash.ts';
import type { ChainVerification } from '#core/domain/audit/chain-verification.ts';
import { sourceOf } from '#core/domain/audit/log-seal.ts';
import { openPartsFit } from '#core/domain/audit/personal-check.ts';
import type { TrailEntry } from '#core/domain/audit/read-trail-entry.ts';
import { transferOf } from '#core/domain/audit/transfer-of.ts';
import { verifyChain } from '#core/domain/audit/verify-chain.ts';
import type { PushRequest, PushResponse } from '#core/domain/sync/push.ts';
import { plainNameOf } from '#core/kernel/plain-name.ts';
import { type FiledEntry, keepPersonal, readFiled } from '../audit/keep-personal.ts';
import { fileActs, type LogAct } from '../audit/organization-log.ts';
import { loadOrganizations, loadTrustsWith } from '../registry/load.ts';
import { isSignedBy } from '../stations/checkpoint-signature.ts';
import type { PushContext } from './push-context.ts';

/**
 * Takes a station's audit entries (REP-1): only what continues the chain that the cloud holds, checked with core's own verifier. From
 * then on the station can neither drop nor change them unseen. Each entry is filed in the log of every organization it names.
 */
export type AuditAnswer = PushResponse['audit'];

type Broken = Extract<AuditAnswer, { kind: 'broken' }>;

export async function takeAudit(
  context: PushContext,
  request: Pick<PushRequest, 'auditEntries' | 'checkpoint' | 'generation'>,
): Promise<AuditAnswer> {
  const station = await context.transaction
    .selectFrom('stations')
    .selectAll()
    .where('id', '=', context.station.id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const held: ChainHead = { size: station.audit_size, head: station.audit_head };
  const chain: StationChain = { held, generation: request.generation, publicKey: station.public_key };
  const repeated = request.auditEntries.filter((entry) => entry.seq <= held.size);
  const fresh = request.auditEntries.filter((entry) => entry.seq > held.size);
  const fault =
    (await findRewritten(context, chain, repeated)) ??
    (await findFalseStatement(context, chain, request.checkpoint)) ??
    faultOf(verifyChain(fresh.map(withoutPersonal), { from: held, ...evidenceOf(held, request.checkpoint) }));
  if (fault !== null) {
    return fault;
  }
  const entries = await readEntries(context, chain, fresh);
  if (entries.kind === 'broken') {
    return entries;
  }
  const end = fresh.at(-1) ?? { seq: held.size, head: held.head };
  await storeEntries(context, chain, fresh);
  const { transaction, station: own } = context;
  await keepPersonal(transaction, { stationId: own.id, generation: chain.generation }, entries.entries);
  await fileActs(context.transaction, await actsFor(context, entries.entries));
  return { kind: 'held', size: end.seq, head: end.head };
}

interface StationChain {
  readonly held: ChainHead;
  readonly generation: number;
  readonly publicKey: string | null;
}

/**
 * The statement about where the chain ends; its signature was checked before. A station signs no further than it sends, so one that is
 * beyond what came means that entries which were there once are gone: the gap alarm (P21).
 */
function evidenceOf(held: ChainHead, checkpoint: AuditCheckpoint | null) {
  return checkpoint !== null && checkpoint.size > held.size
    ? { signed: { checkpoints: [checkpoint], verifies: () => true } }
    : {};
}

function faultOf(finding: ChainVerification): Broken | null {
  if (finding.kind === 'intact') {
    return null;
  }
  // Seen from here, an entry that was put in is another history than the one the cloud holds.
  return { kind: 'broken', seq: finding.seq, fault: finding.fault === 'inserted' ? 'fork' : finding.fault };
}

/** What the cloud already holds may come again after a lost answer, but only word for word. */
async function findRewritten(
  context: PushContext,
  chain: StationChain,
  repeated: readonly StoredAuditEntry[],
): Promise<Broken | null> {
  if (repeated.length === 0) {
    return null;
  }
  const rows = await heldEntries(context, chain)
    .where(
      'seq',
      'in',
      repeated.map((entry) => entry.seq),
    )
    .execute();
  const held = new Map(rows.map((row) => [row.seq, row]));
  const rewritten = repeated.find((entry) => {
    const row = held.get(entry.seq);
    return row?.canonical !== entry.canonical || row.head !== entry.head;
  });
  return rewritten === undefined ? null : { kind: 'broken', seq: rewritten.seq, fault: 'fork' };
}

/** A signed statement about what the cloud holds must agree with it. One that is not by this station proves nothing. */
async function findFalseStatement(
  context: PushContext,
  chain: StationChain,
  checkpoint: AuditCheckpoint | null,
): Promise<Broken | null> {
  if (checkpoint === null) {
    return null;
  }
  const foreign = checkpoint.stationId !== context.station.id || checkpoint.generation !== chain.generation;
  if (foreign || (chain.publicKey !== null && !isSignedBy(chain.publicKey, checkpoint))) {
    return { kind: 'broken', seq: checkpoint.size, fault: 'wrong-key' };
  }
  if (checkpoint.size === 0 || checkpoint.size > chain.held.size) {
    return null;
  }
  const row = await heldEntries(context, chain).where('seq', '=', checkpoint.size).executeTakeFirst();
  return row?.head === checkpoint.head ? null : { kind: 'broken', seq: checkpoint.size, fault: 'fork' };
}

function heldEntries(context: PushContext, chain: StationChain) {
  return context.transaction
    .selectFrom('station_audit')
    .select(['seq', 'canonical', 'head'])
    .where('station_id', '=', context.station.id)
    .where('generation', '=', chain.generation);
}

type ReadEntries = { readonly kind: 'read'; readonly entries: readonly FiledEntry[] } | Broken;

/** The chain proves that the texts belong together; that they speak of this station and can be read, and what stands beside them, is checked here. */
async function readEntries(
  context: PushContext,
  chain: StationChain,
  fresh: readonly StoredAuditEntry[],
): Promise<ReadEntries> {
  for (const stored of fresh) {
    const parsed = auditEntry.safeParse(JSON.parse(stored.canonical));
    if (!parsed.success || !openPartsFit(stored)) {
      return { kind: 'broken', seq: stored.seq, fault: 'changed' };
    }
    if (parsed.data.stationId !== context.station.id || parsed.data.generation !== chain.generation) {
      return { kind: 'broken', seq: stored.seq, fault: 'fork' };
    }
  }
  const { organizationId } = context.station;
  return { kind: 'read', entries: await readFiled(context.transaction, organizationId, fresh) };
}

async function storeEntries(
  context: PushContext,
  chain: StationChain,
  fresh: readonly StoredAuditEntry[],
): Promise<void> {
  const last = fresh.at(-1);
  if (last === undefined) {
    return;
  }
  await context.transaction
    .insertInto('station_audit')
    .values(
      fresh.map((entry) => ({
        station_id: context.station.id,
        generation: chain.generation,
        seq: entry.seq,
        canonical: entry.canonical,
        head: entry.head,
      })),
    )
    .execute();
  await context.transaction
    .updateTable('stations')
    .set({ audit_size: last.seq, audit_head: last.head })
    .where('id', '=', context.station.id)
    .execute();
}

/** Filed only with organizations that this station's has to do with: nobody can write into the log of a stranger. */
async function actsFor(context: PushContext, entries: readonly FiledEntry[]): Promise<readonly LogAct[]> {
  const { transaction, station } = context;
  const named = await loadOrganizations(
    transaction,
    entries.flatMap(({ entry }) => entry.organizations),
  );
  const trusts = await loadTrustsWith(transaction, station.organizationId);
  const related = new Set<string>([
    station.organizationId,
    ...trusts.flatMap((trust) => [trust.customerId, trust.partnerId]),
    ...[...named.values()].filter((one) => one.kinds.includes('reseller')).map((one) => one.id),
  ]);
  return entries.map(({ entry, stored: { head } }) => ({
    organizationIds: [...new Set<string>(entry.organizations)].filter((id) => related.has(id) && named.has(id)),
    content: {
      at: entry.at,
      action: entry.action,
      outcome: entry.outcome,
      code: entry.code,
      unit: entry.unit,
      sessionId: entry.sessionId,
      transferId: transferOf(entry),
      ...cartonOf(entry),
      actingOrganizationId: station.organizationId,
      actor: entry.actor.name === null ? null : `${plainNameOf(entry.actor.name)}, ${context.organizationName}`,
      actorPerson: entry.actor.personId,
      source: sourceOf({ stationId: entry.stationId, generation: entry.generation, seq: entry.seq, head }),
    },
  }));
}

/** The carton that a station's entry names, where it was written about one. */
function cartonOf({ after }: TrailEntry): { readonly cartonId?: string } {
  const cartonId = after?.['carton'];
  return cartonId === undefined ? {} : { cartonId };
}

/** What was erased before it came here is told by an entry that may come later: commitments are judged one by one, see `readEntries`. */
function withoutPersonal({ seq, canonical, head }: StoredAuditEntry): StoredAuditEntry {
  return { seq, canonical, head };
}
