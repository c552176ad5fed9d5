import { sign } from 'node:crypto';
import { checkpointText, signedNote } from '#core/domain/audit/log-checkpoint.ts';
import { type LogHead, type LogSeal, type SealedEntry, sourceOf } from '#core/domain/audit/log-seal.ts';
import { consistencyRanges, inclusionRanges } from '#core/domain/audit/merkle-tree.ts';
import { invariant } from '#core/kernel/invariant.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import type { CloudTransaction } from '../database/tables.ts';
import { actAsSystem } from '../database/wall/acting.ts';
import { type LogKey, openLogKey } from './log-key.ts';
import { rootsOf } from './organization-tree.ts';

export interface SealQuestion {
  readonly organizationId: string;
  /** Size of an older checkpoint that the answer is to go on from. */
  readonly from?: number | undefined;
  readonly now: IsoTime;
}

/**
 * The signed checkpoint of an organization's log as it stands, and the proof that it goes on from an older one. Null while the log is empty.
 * Before a new one is signed, the tree must still hold the last one that was signed: this cloud never signs two histories (REP-1).
 */
export function logHeadOf(transaction: CloudTransaction, question: SealQuestion): Promise<LogHead | null> {
  return actAsSystem(transaction, 'seal', () => headOf(transaction, question));
}

async function headOf(transaction: CloudTransaction, question: SealQuestion): Promise<LogHead | null> {
  const size = await lockSize(transaction, question.organizationId);
  if (size === 0) {
    return null;
  }
  const key = await openLogKey(transaction, question.now);
  const checkpoint = await checkpointAt(transaction, { ...question, size, key });
  const from = question.from ?? 0;
  const consistency =
    from > size ? [] : await rootsOf(transaction, question.organizationId, consistencyRanges(from, size));
  return { checkpoint, publicKey: key.publicKey, consistency };
}

export interface LeafQuestion extends SealQuestion {
  readonly entry: SealedEntry;
  /** The organization that asks; in another's log it gets proofs of what it did itself. Left out where the log is its own. */
  readonly onlyActsOf?: string | undefined;
}

/** Proof that the leaf of a station's entry is in the log. Null where the log has none. */
export function sealOf(transaction: CloudTransaction, question: LeafQuestion): Promise<LogSeal | null> {
  return actAsSystem(transaction, 'seal', () => proofOf(transaction, question));
}

async function proofOf(transaction: CloudTransaction, question: LeafQuestion): Promise<LogSeal | null> {
  const { organizationId, onlyActsOf } = question;
  const head = await headOf(transaction, question);
  let query = transaction
    .selectFrom('organization_audit')
    .select(['index', 'leaf'])
    .where('organization_id', '=', organizationId)
    .where('source', '=', sourceOf(question.entry));
  if (onlyActsOf !== undefined) {
    query = query.where('acting_organization_id', '=', onlyActsOf);
  }
  const row = await query.executeTakeFirst();
  if (head === null || row === undefined) {
    return null;
  }
  const index = row.index - 1;
  const size = await lockSize(transaction, organizationId);
  const inclusion = await rootsOf(transaction, organizationId, inclusionRanges(index, size));
  return { ...head, organizationId, index, leaf: row.leaf, inclusion };
}

/** Holds the log until the transaction ends, so that nobody appends between reading its size and signing. */
async function lockSize(transaction: CloudTransaction, organizationId: string): Promise<number> {
  const row = await transaction
    .selectFrom('organization_audit_heads')
    .select('size')
    .where('organization_id', '=', organizationId)
    .forUpdate()
    .executeTakeFirst();
  return row?.size ?? 0;
}

interface NextCheckpoint extends SealQuestion {
  readonly size: number;
  readonly key: LogKey;
}

async function checkpointAt(
  transaction: CloudTransaction,
  { organizationId, size, key, now }: NextCheckpoint,
): Promise<string> {
  const last = await transaction
    .selectFrom('organization_checkpoints')
    .select(['size', 'root', 'note'])
    .where('organization_id', '=', organizationId)
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst();
  const older = last?.size ?? 0;
  invariant(older <= size, `the log of ${organizationId} is shorter than it was signed to be`);
  const [olderRoot, root = ''] = await rootsOf(transaction, organizationId, [
    { start: 0, end: older },
    { start: 0, end: size },
  ]);
  invariant(last === undefined || last.root === olderRoot, `the log of ${organizationId} is not what was signed`);
  if (last !== undefined && older === size) {
    return last.note;
  }
  const text = checkpointText({ organizationId, size, root });
  const note = signedNote(text, key.publicKey, sign(null, Buffer.from(text, 'utf8'), key.privateKey));
  await transaction
    .insertInto('organization_checkpoints')
    .values({ organization_id: organizationId, size, root, note, made_at: now })
    .execute();
  return note;
}
