import { z } from 'zod';
import { verifyChain } from '#core/domain/audit/verify-chain.ts';
import { operationId, sessionId } from '#core/kernel/entity-ids.ts';
import type { StationStore, StoreWriter } from '#core/ports/station-store.ts';
import {
  sampleAudit,
  sampleSession,
  sampleTransfer,
  sampleVerdict,
} from '#electron/adapters/sqlite/testing/sample-records.ts';

// One act of the kill test and how to tell whether it is all there.

/** What the writer acknowledges after an act. */
export const acknowledgement = z.strictObject({
  act: z.number().int(),
  /** Revision of the sheet that the act saved. */
  revision: z.number().int(),
  auditSize: z.number().int(),
  /** Every operation up to this act has its verdict. */
  answered: z.number().int(),
});
export type Acknowledgement = z.infer<typeof acknowledgement>;

/** Sheets that the acts take turns in. */
const sheets = 7;

/** After each tenth act the cloud answers everything that waits, so that the journal is emptied as in a station that is online. */
const actsPerAnswer = 10;

/** Number of the next act in a store that may hold acts already. */
export function nextAct(store: StationStore): number {
  return store.auditHead().size + 1;
}

export function sheetOf(act: number): number {
  return (act % sheets) + 1;
}

/** Saves the sheet. The first half of an act. */
export function saveSheet(write: StoreWriter, act: number): number {
  const sheet = sheetOf(act);
  const revision = (write.session(sessionId.parse(`session-${sheet}`))?.revision ?? 0) + 1;
  write.saveSession(sampleSession(sheet, { revision }));
  return revision;
}

/** Queues the operation and writes the audit entry. The second half of an act. */
export function recordOperation(write: StoreWriter, act: number): number {
  write.enqueue(sampleTransfer(act, sheetOf(act)));
  return write.appendAudit({ ...sampleAudit(sheetOf(act)), operationId: `operation-${act}` }).seq;
}

/** Stores the verdict of everything that waits, where it is time; answers up to which act there are verdicts. */
export function answerInTime(store: StationStore, act: number): number {
  if (act % actsPerAnswer === 0) {
    store.transact((write) => {
      for (const { id } of store.pendingOperations(1_000_000)) {
        write.setVerdict({ ...sampleVerdict(act), operationId: id });
      }
    });
  }
  const [waiting] = store.pendingOperations(1);
  return (waiting?.seq ?? act + 1) - 1;
}

/** What is wrong with the store after these acts were acknowledged; empty when nothing is. */
export function findLosses(store: StationStore, acknowledged: readonly Acknowledgement[]): readonly string[] {
  return [...findLostActs(store, acknowledged), ...findHalfActs(store), ...findChainFaults(store)];
}

function findLostActs(store: StationStore, acknowledged: readonly Acknowledgement[]): readonly string[] {
  const { size } = store.auditHead();
  const answered = Math.max(0, ...acknowledged.map((one) => one.answered));
  return acknowledged.flatMap(({ act, revision, auditSize }) => {
    const record = store.operation(operationId.parse(`operation-${act}`));
    const saved = store.session(sessionId.parse(`session-${sheetOf(act)}`))?.revision ?? 0;
    const lost = [
      record === null ? 'operation' : null,
      act <= answered && record?.verdict === null ? 'verdict' : null,
      saved < revision ? 'sheet' : null,
      size < auditSize ? 'audit entry' : null,
    ].filter((what) => what !== null);
    return lost.length === 0 ? [] : [`act ${act} was acknowledged, lost: ${lost.join(', ')}`];
  });
}

/** Every act saves one revision, one operation and one entry; unequal numbers mean that half of one is there. */
function findHalfActs(store: StationStore): readonly string[] {
  const revisions = store.sessions(1_000).reduce((sum, { revision }) => sum + revision, 0);
  const { size } = store.auditHead();
  const operations: number[] = [];
  for (let act = 1; ; act += 1) {
    const record = store.operation(operationId.parse(`operation-${act}`));
    if (record === null) {
      break;
    }
    operations.push(record.operation.seq);
  }
  const isWhole = revisions === operations.length && operations.length === size;
  const hasGap = operations.some((seq, index) => seq !== index + 1);
  return [
    ...(isWhole ? [] : [`half an act: ${revisions} revisions, ${operations.length} operations, ${size} entries`]),
    ...(hasGap ? ['operations have a gap'] : []),
  ];
}

function findChainFaults(store: StationStore): readonly string[] {
  const finding = verifyChain(store.auditFrom(1, 1_000_000), { head: store.auditHead() });
  return finding.kind === 'intact' ? [] : [`audit chain ${finding.fault} at ${finding.seq}`];
}
