import { randomBytes } from 'node:crypto';
import { emptyChain, headAfter } from '#core/domain/audit/chain-hash.ts';
import { personalCommitment } from '#core/domain/audit/personal-commitment.ts';
import { canonicalJson } from '#core/kernel/canonical-json.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import { sha256Hex } from '#core/kernel/sha256.ts';
import type { CloudTransaction } from '../database/tables.ts';
import { actAsSystem } from '../database/wall/acting.ts';
import { growTree } from './organization-tree.ts';

/**
 * The trail of each organization (OWN-13): one hash chain and one tree per organization, a leaf for everything that concerns it. Leaves that tell
 * of one act carry each other's content hash, so neither side can later hold another story than the other.
 */
export interface LeafContent {
  readonly at: IsoTime;
  readonly action: string;
  readonly outcome: string;
  readonly code: string | null;
  readonly unit: string | null;
  readonly sessionId: string | null;
  readonly transferId: string | null;
  /** The carton in which it was done together with others; left out where it was not. */
  readonly cartonId?: string;
  readonly actingOrganizationId: string;
  /** Who did it; null where that was erased before it came here. The leaf only commits to it (docs/decisions/0023). */
  readonly actor: string | null;
  /** Left out where no person of ours did it. */
  readonly actorPerson?: string | null;
  /** Where it comes from: an operation, or the entry of a station's own chain by its head. */
  readonly source: string;
}

/** One act and the organizations in whose logs it stands. */
export interface LogAct {
  readonly organizationIds: readonly string[];
  readonly content: LeafContent;
}

/** Appends the acts, in order, to the log of each of their organizations. Holds the logs until the transaction ends. */
export function fileActs(transaction: CloudTransaction, acts: readonly LogAct[]): Promise<void> {
  return actAsSystem(transaction, 'trail', () => append(transaction, acts));
}

async function append(transaction: CloudTransaction, acts: readonly LogAct[]): Promise<void> {
  const heads = await lockHeads(
    transaction,
    acts.flatMap((act) => act.organizationIds),
  );
  const rows = acts.flatMap((act) => leavesOf(act, heads));
  if (rows.length === 0) {
    return;
  }
  await transaction.insertInto('organization_audit').values(rows).execute();
  for (const [organizationId, { size, head }] of heads) {
    const leaves = rows.filter((row) => row.organization_id === organizationId).map((row) => row.leaf);
    await growTree(transaction, { organizationId, size: size - leaves.length }, leaves);
    await transaction
      .updateTable('organization_audit_heads')
      .set({ size, head })
      .where('organization_id', '=', organizationId)
      .execute();
  }
}

type Heads = Map<string, { size: number; head: string }>;

/** In one order everywhere, so that two transfers between the same organizations do not wait for each other in a circle. */
async function lockHeads(transaction: CloudTransaction, organizationIds: readonly string[]): Promise<Heads> {
  const ids = [...new Set(organizationIds)].sort();
  if (ids.length === 0) {
    return new Map();
  }
  await transaction
    .insertInto('organization_audit_heads')
    .values(ids.map((organization_id) => ({ organization_id, ...emptyChain })))
    .onConflict((conflict) => conflict.column('organization_id').doNothing())
    .execute();
  const rows = await transaction
    .selectFrom('organization_audit_heads')
    .selectAll()
    .where('organization_id', 'in', ids)
    .orderBy('organization_id')
    .forUpdate()
    .execute();
  return new Map(rows.map((row) => [row.organization_id, { size: row.size, head: row.head }]));
}

function leavesOf(act: LogAct, heads: Heads) {
  const { actor, actorPerson = null, ...content } = act.content;
  const salt = randomBytes(16).toString('hex');
  // One commitment for all sides: they tell of the same person.
  const actorCommitment = personalCommitment({ salt, text: actor ?? randomBytes(16).toString('hex') });
  const sides = act.organizationIds.map((organizationId) => ({ organizationId, ...content, actorCommitment }));
  const hashes = sides.map((side) => sha256Hex(canonicalJson(side)));
  return sides.map((side, position) => {
    const end = heads.get(side.organizationId) ?? emptyChain;
    const index = end.size + 1;
    const otherSides = hashes.filter((_hash, other) => other !== position).sort();
    const leaf = canonicalJson({ v: 2, index, ...side, otherSides });
    const head = headAfter(end.head, leaf);
    heads.set(side.organizationId, { size: index, head });
    return {
      organization_id: side.organizationId,
      index,
      at: side.at,
      action: side.action,
      outcome: side.outcome,
      code: side.code,
      unit: side.unit,
      session_id: side.sessionId,
      transfer_id: side.transferId,
      carton_id: side.cartonId ?? null,
      acting_organization_id: side.actingOrganizationId,
      actor,
      actor_salt: actor === null ? null : salt,
      actor_person: actor === null ? null : actorPerson,
      leaf,
      source: side.source,
      head,
    };
  });
}
