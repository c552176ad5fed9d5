// Checks an audit chain entry by entry (REP-1) and says which entry is the first bad one, and how. It knows no storage and keeps no
// entries: `verifyChain` feeds it a whole chain, a caller that must not block may feed it page by page.
import { assertNever } from '../../kernel/assert-never.ts';
import type { AuditCheckpoint, StoredAuditEntry } from './audit-entry.ts';
import { type ChainHead, emptyChain } from './chain-hash.ts';
import type { ChainVerification } from './chain-verification.ts';
import { type EntryPlace, readEntryPlace } from './entry-place.ts';
import { createPersonalCheck } from './personal-check.ts';

export interface ChainEvidence {
  /** Where checking starts: a head that is known to be right. Default: the empty chain. */
  readonly from?: ChainHead;
  /** Where the chain must end, known from elsewhere than its entries: the store's counter, a printed report. */
  readonly head?: ChainHead;
  /** Signed statements about this chain, and the check of one signature. */
  readonly signed?: SignedStatements;
}

export interface SignedStatements {
  readonly checkpoints: readonly AuditCheckpoint[];
  verifies(checkpoint: AuditCheckpoint): boolean;
}

export interface ChainVerifier {
  /** Takes the next entry in storage order. False when nothing that follows can change the finding. */
  take(entry: StoredAuditEntry): boolean;
  /** The finding. Call it after the last entry. */
  finish(): ChainVerification;
}

type Broken = Extract<ChainVerification, { kind: 'broken' }>;

type State =
  /** `last` is the entry that `end` stands behind; null at the start. */
  | { readonly kind: 'sound'; readonly end: ChainHead; readonly last: EntryPlace | null }
  /** Entry `seq` is not where it should be; whether it comes later tells reordered from missing. */
  | { readonly kind: 'looking'; readonly seq: number }
  | Broken;

/** Makes a verifier for one chain, that is for one station and generation. */
export function createChainVerifier(evidence: ChainEvidence = {}): ChainVerifier {
  const start = evidence.from ?? emptyChain;
  const statements = bySize(evidence.signed);
  const personal = createPersonalCheck();
  let state: State = withStatements({ kind: 'sound', end: start, last: null }, statements);

  return {
    take(entry) {
      state = withStatements(nextState(state, entry), statements);
      if (state.kind === 'sound' && state.last !== null) {
        const bad = personal.note(entry, state.last.statement);
        state = bad === null ? state : broken(bad, 'changed');
      }
      return state.kind !== 'broken';
    },
    finish() {
      switch (state.kind) {
        case 'broken':
          return state;
        case 'looking':
          return broken(state.seq, 'missing');
        case 'sound': {
          const untold = personal.finish();
          const end = judgeEnd(state.end, evidence);
          return untold !== null && end.kind === 'intact'
            ? broken(untold, 'changed')
            : { ...end, ...(end.kind === 'intact' ? { erased: personal.erased() } : {}) };
        }
        default:
          return assertNever(state);
      }
    },
  };
}

function nextState(state: State, entry: StoredAuditEntry): State {
  switch (state.kind) {
    case 'broken':
      return state;
    case 'looking':
      return isEntry(entry, state.seq) ? broken(state.seq, 'reordered') : state;
    case 'sound':
      return judgeNext(state, entry);
    default:
      return assertNever(state);
  }
}

function judgeNext(state: Extract<State, { kind: 'sound' }>, entry: StoredAuditEntry): State {
  const { end, last } = state;
  const wanted = end.size + 1;
  if (entry.seq > wanted) {
    return { kind: 'looking', seq: wanted };
  }
  const reading = readEntryPlace(entry);
  if (reading.kind === 'changed') {
    return broken(entry.seq, entry.seq < wanted ? 'inserted' : 'changed');
  }
  const { place } = reading;
  if (entry.seq < wanted) {
    return broken(entry.seq, last !== null && isRival(place, last) ? 'fork' : 'inserted');
  }
  if (place.seq > wanted) {
    return { kind: 'looking', seq: wanted };
  }
  if (place.seq < wanted) {
    // Its number was pushed up by something before it: the one that took its place, or else this row itself.
    return broken(last !== null && isRival(place, last) ? place.seq : wanted, 'inserted');
  }
  if (last !== null && place.chain !== last.chain) {
    return broken(wanted, 'inserted');
  }
  if (place.previous !== end.head) {
    // It was written behind another entry than the one found there. Before the first entry checked there is none to blame.
    return last === null ? broken(wanted, 'fork') : broken(end.size, 'changed');
  }
  return { kind: 'sound', end: { size: wanted, head: place.head }, last: place };
}

/** Two different entries that both claim to follow the same one. */
function isRival(one: EntryPlace, other: EntryPlace): boolean {
  return one.seq === other.seq && one.previous === other.previous && one.head !== other.head;
}

function isEntry(entry: StoredAuditEntry, seq: number): boolean {
  const reading = readEntryPlace(entry);
  return entry.seq === seq || (reading.kind === 'authentic' && reading.place.seq === seq);
}

type Statements = ReadonlyMap<number, readonly { readonly head: string; readonly genuine: boolean }[]>;

function bySize(signed: SignedStatements | undefined): Statements {
  const statements = new Map<number, { head: string; genuine: boolean }[]>();
  for (const checkpoint of signed?.checkpoints ?? []) {
    const others = statements.get(checkpoint.size) ?? [];
    statements.set(checkpoint.size, [
      ...others,
      { head: checkpoint.head, genuine: signed?.verifies(checkpoint) === true },
    ]);
  }
  return statements;
}

/** A statement that this station did not sign proves nothing; one that it did sign about another head proves two histories. */
function withStatements(state: State, statements: Statements): State {
  if (state.kind !== 'sound') {
    return state;
  }
  const { size, head } = state.end;
  const here = statements.get(size) ?? [];
  if (here.some((statement) => !statement.genuine)) {
    return broken(size, 'wrong-key');
  }
  return here.some((statement) => statement.head !== head) ? broken(size, 'fork') : state;
}

function judgeEnd(end: ChainHead, { head, signed }: ChainEvidence): ChainVerification {
  const beyond = (signed?.checkpoints ?? []).find((checkpoint) => checkpoint.size > end.size);
  if (beyond !== undefined) {
    return signed?.verifies(beyond) === true ? broken(end.size + 1, 'missing') : broken(beyond.size, 'wrong-key');
  }
  if (head === undefined || (head.size === end.size && head.head === end.head)) {
    return { kind: 'intact', entries: end.size, head: end.head, erased: 0 };
  }
  if (head.size === end.size) {
    return broken(end.size, 'changed');
  }
  return head.size > end.size ? broken(end.size + 1, 'missing') : broken(head.size + 1, 'inserted');
}

function broken(seq: number, fault: Broken['fault']): Broken {
  return { kind: 'broken', seq, fault };
}
