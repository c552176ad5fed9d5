import { canonicalJson } from '#core/kernel/canonical-json.ts';
import { fileActs } from '../audit/organization-log.ts';
import { publish } from '../changes/publishing.ts';
import type { Decision, OperationBooks } from './operation-books.ts';
import type { Fact, PushContext } from './push-context.ts';

/** Writes what was decided since; to be called before the transaction ends, and before an operation that changes what is written here. */
export async function writeBooks(books: OperationBooks): Promise<void> {
  const { context, unwritten } = books;
  const decisions = unwritten.decisions.splice(0);
  const freed = unwritten.freed.splice(0);
  const facts = unwritten.facts.splice(0);
  const acts = unwritten.acts.splice(0);
  const changed = unwritten.changed.splice(0);
  if (books.hasNewReceipt) {
    books.hasNewReceipt = false;
    await context.transaction
      .updateTable('stations')
      .set({ received_seq: books.receivedSeq })
      .where('id', '=', context.station.id)
      .execute();
  }
  if (decisions.length > 0) {
    await insertDecisions(books, decisions);
  }
  if (freed.length > 0) {
    await forgetHeld(books, freed);
  }
  await insertFacts(context, facts);
  await fileActs(context.transaction, acts);
  await publish(context.transaction, changed);
}

async function insertDecisions({ context, generation }: OperationBooks, decisions: readonly Decision[]): Promise<void> {
  const { transaction, station, now } = context;
  await transaction
    .insertInto('operations')
    .values(
      decisions.map(({ operation, bodyHash, verdict }) => ({
        id: operation.id,
        station_id: station.id,
        generation,
        seq: operation.seq,
        unit: operation.unit,
        kind: operation.kind,
        body_hash: bodyHash,
        body: canonicalJson(operation),
        verdict: JSON.stringify(verdict),
        decided_at: now,
      })),
    )
    .execute();
}

async function insertFacts({ transaction }: PushContext, facts: readonly Fact[]): Promise<void> {
  for (const table of ['installations', 'inspections'] as const) {
    const rows = facts.flatMap((fact) => (fact.table === table ? [fact.row] : []));
    if (rows.length > 0) {
      await transaction.insertInto(table).values(rows).execute();
    }
  }
  const sheets = facts.flatMap((fact) => (fact.table === 'sheets' ? [fact.row] : []));
  if (sheets.length > 0) {
    await transaction.insertInto('sheets').values(sheets).execute();
  }
}

async function forgetHeld({ context, generation }: OperationBooks, freed: readonly number[]): Promise<void> {
  await context.transaction
    .deleteFrom('held_operations')
    .where('station_id', '=', context.station.id)
    .where('generation', '=', generation)
    .where('seq', 'in', freed)
    .execute();
}
