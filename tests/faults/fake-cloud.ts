import type { StoredAuditEntry } from '#core/domain/audit/audit-entry.ts';
import { verifyChain } from '#core/domain/audit/verify-chain.ts';
import type { FeedRow, UnreadRow } from '#core/domain/sync/changes.ts';
import { type Operation, type OperationVerdict, operation } from '#core/domain/sync/operation.ts';
import {
  type PushRequest,
  type PushResponse,
  type PushResult,
  pushRequest,
  pushResponse,
} from '#core/domain/sync/push.ts';
import { epochMs, type IsoTime, toIsoTime } from '#core/kernel/iso-time.ts';
import type { CancelSignal, Clock } from '#core/ports/clock.ts';
import type { CloudClient, CloudFailure } from '#core/ports/cloud-client.ts';

/**
 * A centre in memory behind the client's port, with a network that can be told to fail. It keeps the promises of the real one that the
 * station relies on: one stored verdict per operation, for ever; a chain that only grows; changes by cursor.
 */
export interface FakeCloud {
  readonly client: CloudClient;
  /** What happens to the next requests, in order; then `normal`. */
  readonly plan: NetworkFault[];
  /** In force while `plan` is empty. */
  normal: NetworkFault;
  /** Operations that took effect, in order. Twice in here means twice done. */
  readonly effects: Operation[];
  readonly requests: PushRequest[];
  readonly auditEntries: StoredAuditEntry[];
  readonly rows: FeedRow[];
  /** Rows of a later version, given with every page. */
  readonly unread: UnreadRow[];
  /** Requests that hold one of these are answered with a fault. */
  readonly poison: Set<string>;
  /** Verdicts that are not `applied`. */
  readonly rulings: Map<string, Pick<OperationVerdict, 'verdict' | 'code'>>;
  /** Cursors below this are too old. */
  oldestCursor: number;
  /** Whether an operation is deferred when the one before it, of whatever unit, has not arrived. */
  wantsEveryNumber: boolean;
  pageSize: number;
  /** Milliseconds that the cloud's clock is ahead. */
  clockAheadMs: number;
  pulls: number;
  /** Called with each question for changes, before it is answered. */
  onChanges: (pulls: number) => void;
}

export type NetworkFault =
  | 'none'
  /** The request never arrives. */
  | 'no-network'
  /** It arrives and takes effect; the answer does not come back. */
  | 'lost-answer'
  /** It arrives twice. */
  | 'delivered-twice'
  /** Verdicts come back in another order. */
  | 'shuffled-answer'
  | 'internal-error'
  /** Never answers; ends when called off. */
  | 'hangs'
  | { readonly answer: CloudFailure };

export function createFakeCloud(clock: Clock): FakeCloud {
  const cloud: CloudState = {
    verdicts: new Map(),
    client: {
      answers: (cancel) => answers(cloud, cancel),
      lookUpUnits: async () => unreachable,
      lookUpManyUnits: async () => unreachable,
      organizationAudit: async () => unreachable,
      auditProof: async () => unreachable,
      changePin: async () => unreachable,
      push: (request, cancel) => push(cloud, { request: pushRequest.parse(request), clock, cancel }),
      changes: (cursor, cancel) => changes(cloud, { cursor, clock, cancel }),
    },
    plan: [],
    normal: 'none',
    effects: [],
    requests: [],
    auditEntries: [],
    rows: [],
    unread: [],
    poison: new Set(),
    rulings: new Map(),
    oldestCursor: 0,
    wantsEveryNumber: false,
    receivedSeq: 0,
    pageSize: 100,
    clockAheadMs: 0,
    pulls: 0,
    onChanges: () => {},
  };
  return cloud;
}

interface CloudState extends FakeCloud {
  readonly verdicts: Map<string, OperationVerdict>;
  receivedSeq: number;
}

const unreachable = { kind: 'unreachable', detail: 'no route' } as const;

async function answers(cloud: CloudState, cancel: CancelSignal | undefined): Promise<boolean> {
  if (cloud.normal === 'hangs') {
    await new Promise<void>((resolve) => cancel?.addEventListener('abort', () => resolve()));
  }
  return cloud.normal !== 'no-network' && cloud.normal !== 'hangs';
}

interface PushCall {
  readonly request: PushRequest;
  readonly clock: Clock;
  readonly cancel: CancelSignal | undefined;
}

async function push(cloud: CloudState, call: PushCall): ReturnType<CloudClient['push']> {
  const fault = cloud.plan.shift() ?? cloud.normal;
  const failure = await failureBefore(fault, call.cancel);
  if (failure !== null) {
    return failure;
  }
  cloud.requests.push(call.request);
  if (call.request.operations.some(({ id }) => cloud.poison.has(id))) {
    return { kind: 'faulty', detail: '500' };
  }
  const response = decide(cloud, call);
  const repeated = fault === 'delivered-twice' ? decide(cloud, call) : response;
  if (fault === 'lost-answer') {
    return unreachable;
  }
  const results = fault === 'shuffled-answer' ? [...repeated.results].reverse() : repeated.results;
  return { kind: 'pushed', response: pushResponse.parse({ ...repeated, results }) };
}

async function failureBefore(fault: NetworkFault, cancel: CancelSignal | undefined): Promise<CloudFailure | null> {
  if (typeof fault === 'object') {
    return fault.answer;
  }
  if (fault === 'hangs') {
    await new Promise<void>((resolve) => cancel?.addEventListener('abort', () => resolve()));
    return unreachable;
  }
  if (fault === 'no-network') {
    return unreachable;
  }
  return fault === 'internal-error' ? { kind: 'faulty', detail: '500' } : null;
}

function timeAtCloud(cloud: Pick<FakeCloud, 'clockAheadMs'>, clock: Pick<Clock, 'now'>): IsoTime {
  return toIsoTime(epochMs(clock.now()) + cloud.clockAheadMs);
}

function decide(cloud: CloudState, { request, clock }: PushCall): PushResponse {
  const serverTime = timeAtCloud(cloud, clock);
  const results = request.operations.map((pushed) => verdictFor(cloud, operation.parse(pushed), serverTime));
  return { results, audit: takeAudit(cloud, request), serverTime };
}

function verdictFor(cloud: CloudState, operation: Operation, decidedAt: string): PushResult {
  const stored = cloud.verdicts.get(operation.id);
  if (stored !== undefined) {
    return { operationId: operation.id, verdict: 'duplicate', stored };
  }
  if (cloud.wantsEveryNumber && operation.seq > cloud.receivedSeq + 1) {
    return { operationId: operation.id, verdict: 'deferred', code: null, by: null, ownerEpoch: null, decidedAt };
  }
  cloud.receivedSeq = Math.max(cloud.receivedSeq, operation.seq);
  const ruling = cloud.rulings.get(operation.id) ?? { verdict: 'applied', code: null };
  const verdict = { operationId: operation.id, ...ruling, by: null, ownerEpoch: 2, decidedAt };
  if (verdict.verdict === 'deferred') {
    return verdict;
  }
  if (verdict.verdict === 'applied') {
    cloud.effects.push(operation);
  }
  cloud.verdicts.set(operation.id, verdict);
  return verdict;
}

function takeAudit(cloud: FakeCloud, request: PushRequest): PushResponse['audit'] {
  for (const entry of request.auditEntries) {
    const held = cloud.auditEntries[entry.seq - 1];
    if (held !== undefined && held.head !== entry.head) {
      return { kind: 'broken', seq: entry.seq, fault: 'fork' };
    }
    if (held === undefined && entry.seq === cloud.auditEntries.length + 1) {
      cloud.auditEntries.push(entry);
    }
  }
  const finding = verifyChain(cloud.auditEntries);
  if (finding.kind === 'broken') {
    return { kind: 'broken', seq: finding.seq, fault: 'changed' };
  }
  return { kind: 'held', size: finding.entries, head: finding.head };
}

interface ChangesCall {
  readonly cursor: string | null;
  readonly clock: Clock;
  readonly cancel: CancelSignal | undefined;
}

async function changes(cloud: FakeCloud, { cursor, clock, cancel }: ChangesCall): ReturnType<CloudClient['changes']> {
  cloud.pulls += 1;
  cloud.onChanges(cloud.pulls);
  const fault = cloud.plan.shift() ?? cloud.normal;
  const failure = await failureBefore(fault, cancel);
  if (failure !== null) {
    return failure;
  }
  const from = cursor === null ? 0 : Number(cursor);
  if (cursor !== null && from < cloud.oldestCursor) {
    return { kind: 'resync' };
  }
  const first = Math.max(from, cloud.oldestCursor);
  const rows = cloud.rows.slice(first, first + cloud.pageSize);
  if (fault === 'lost-answer') {
    return unreachable;
  }
  const next = first + rows.length;
  return {
    kind: 'changes',
    page: {
      rows,
      unread: cloud.unread,
      cursor: String(next),
      more: next < cloud.rows.length,
      asOf: timeAtCloud(cloud, clock),
    },
  };
}
