import { retryDelayMs } from './retry-schedule.ts';

/**
 * Decides how much of the queue goes into the next push, so that one operation that the cloud chokes on holds back only its own unit
 * (reliability.md §3.3, P12). While all is well everything goes together. When a request is answered with a fault the next one is
 * smaller, until a single operation is left: its unit then waits by itself and the others go on. The sync engine keeps the plan in
 * memory only; after a restart it is found out again.
 */
export interface PushPlan {
  /** Most operations for the next request. */
  readonly operationsAtMost: number;
  /** Audit entries travel alone while a fault is being searched for. */
  readonly auditApart: boolean;
  readonly blockedUnits: Readonly<Record<string, Block>>;
  readonly auditBlock: Block | null;
  /** Faulty answers in a row to requests that could not be made smaller. */
  readonly deadEnds: number;
}

export interface Block {
  readonly failures: number;
  readonly sinceMs: number;
  /** Monotonic time from which it is tried again. */
  readonly untilMs: number;
}

export interface PushShape {
  /** 0: audit entries only. */
  readonly operationsAtMost: number;
  readonly exceptUnits: readonly string[];
  readonly audit: 'with-operations' | 'before-operations' | 'held-back';
}

/** What a request carried. */
export interface PushContents {
  readonly units: readonly string[];
  readonly hasAudit: boolean;
}

export interface PushMoment {
  readonly atMs: number;
  /** Uniform in [0, 1). */
  readonly random: number;
}

const mostOperations = 100;
const deadEndsBeforePause = 3;

export const freshPlan: PushPlan = {
  operationsAtMost: mostOperations,
  auditApart: false,
  blockedUnits: {},
  auditBlock: null,
  deadEnds: 0,
};

/**
 * Shapes for the next request, best first; the first one for which there is anything to send is taken. What was never in doubt goes
 * before what failed, and of that the one that has waited longest: otherwise three bad operations at the front of the queue would be
 * tried again and again and the rest never.
 */
export function nextPushes(plan: PushPlan, atMs: number): readonly PushShape[] {
  const blocked = Object.keys(plan.blockedUnits);
  const together = plan.auditApart ? 'before-operations' : 'with-operations';
  const healthy: PushShape = {
    operationsAtMost: plan.operationsAtMost,
    exceptUnits: blocked,
    audit: plan.auditBlock === null ? together : 'held-back',
  };
  const retries = Object.entries(plan.blockedUnits).map(([unit, block]) => ({
    block,
    shape: {
      operationsAtMost: 1,
      exceptUnits: blocked.filter((other) => other !== unit),
      audit: 'held-back',
    } satisfies PushShape,
  }));
  const auditRetry =
    plan.auditBlock === null
      ? []
      : [
          {
            block: plan.auditBlock,
            shape: { operationsAtMost: 0, exceptUnits: blocked, audit: 'before-operations' } satisfies PushShape,
          },
        ];
  const due = [...retries, ...auditRetry]
    .filter(({ block }) => block.untilMs <= atMs)
    .sort((one, other) => one.block.untilMs - other.block.untilMs);
  return [healthy, ...due.map(({ shape }) => shape)];
}

/** The request was answered and everything in it is settled. */
export function afterAnswer(plan: PushPlan, contents: PushContents): PushPlan {
  const blockedUnits = Object.fromEntries(
    Object.entries(plan.blockedUnits).filter(([unit]) => !contents.units.includes(unit)),
  );
  const operationsAtMost =
    contents.units.length > 0 ? Math.min(mostOperations, plan.operationsAtMost * 2) : plan.operationsAtMost;
  return {
    operationsAtMost,
    auditApart: plan.auditApart && operationsAtMost < mostOperations,
    blockedUnits,
    auditBlock: contents.hasAudit ? null : plan.auditBlock,
    deadEnds: 0,
  };
}

/**
 * The request was answered with a fault. `try-smaller`: send the next shape at once. `pause`: several single items in a row failed, so
 * the cloud is probably ill as a whole; wait.
 */
export function afterFault(
  plan: PushPlan,
  contents: PushContents,
  moment: PushMoment,
): { readonly kind: 'try-smaller' | 'pause'; readonly plan: PushPlan } {
  if (contents.hasAudit && contents.units.length > 0) {
    return { kind: 'try-smaller', plan: { ...plan, auditApart: true } };
  }
  if (contents.units.length > 1) {
    const smaller = Math.max(1, Math.floor(contents.units.length / 2));
    return { kind: 'try-smaller', plan: { ...plan, operationsAtMost: smaller, auditApart: true } };
  }
  const deadEnds = plan.deadEnds + 1;
  const [unit] = contents.units;
  const blocked =
    unit === undefined
      ? { ...plan, auditBlock: blockAgain(plan.auditBlock, moment), auditApart: true }
      : blockUnit(plan, unit, moment);
  return {
    kind: deadEnds < deadEndsBeforePause ? 'try-smaller' : 'pause',
    plan: { ...blocked, deadEnds: deadEnds < deadEndsBeforePause ? deadEnds : 0 },
  };
}

/** Holds back one unit: its operation was deferred by the cloud, or the station itself failed over its answer. */
export function blockUnit(plan: PushPlan, unit: string, moment: PushMoment): PushPlan {
  const block = blockAgain(plan.blockedUnits[unit] ?? null, moment);
  return { ...plan, blockedUnits: { ...plan.blockedUnits, [unit]: block } };
}

/** Somebody asks for another attempt now: nothing has to wait any longer, in the order in which it would have been tried. */
export function tryAllAgain(plan: PushPlan): PushPlan {
  const due = (block: Block): Block => ({ ...block, untilMs: Math.min(block.untilMs, block.sinceMs) });
  return {
    ...plan,
    blockedUnits: Object.fromEntries(Object.entries(plan.blockedUnits).map(([unit, block]) => [unit, due(block)])),
    auditBlock: plan.auditBlock === null ? null : due(plan.auditBlock),
  };
}

/** Somebody waits for this unit: it is treated as if it had never failed. */
export function releaseUnit(plan: PushPlan, unit: string): PushPlan {
  const blockedUnits = Object.fromEntries(Object.entries(plan.blockedUnits).filter(([name]) => name !== unit));
  return { ...plan, blockedUnits };
}

function blockAgain(before: Block | null, moment: PushMoment): Block {
  const failures = (before?.failures ?? 0) + 1;
  const sinceMs = before?.sinceMs ?? moment.atMs;
  const delayMs = retryDelayMs({ failures, failingForMs: moment.atMs - sinceMs }, moment.random);
  return { failures, sinceMs, untilMs: moment.atMs + delayMs };
}
