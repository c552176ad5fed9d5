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
  /** The cloud wants what stands before: units whose request was answered with a fault are not passed over any longer. */
  readonly inStrictOrder: boolean;
  /** Requests in a row that failed and could not be made smaller. */
  readonly deadEnds: number;
}

/** `fault`: the cloud may never have seen the operation. `held`: it has, and keeps it back itself. */
export type BlockReason = 'fault' | 'held';

export interface Block {
  readonly why: BlockReason;
  readonly failures: number;
  readonly sinceMs: number;
  /** Monotonic time from which it is tried again. */
  readonly untilMs: number;
  /**
   * Where `held`: number of the unit's newest operation that the cloud has seen. Newer ones go out in their turn, to be held as well: the cloud
   * takes no number before it has seen those below it, so passing them over would stop all other units.
   */
  readonly seenSeq?: number;
}

export interface PushShape {
  /** 0: audit entries only. */
  readonly operationsAtMost: number;
  readonly exceptUnits: readonly string[];
  /** Of these units, passed over otherwise, what comes after the number; left out where there are none. */
  readonly beyond?: Readonly<Record<string, number>>;
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
  inStrictOrder: false,
  deadEnds: 0,
};

/**
 * Shapes for the next request, best first; the first one for which there is anything to send is taken. What was never in doubt goes
 * before what failed, and of that the one that has waited longest: otherwise three bad operations at the front of the queue would be
 * tried again and again and the rest never.
 */
export function nextPushes(plan: PushPlan, atMs: number): readonly PushShape[] {
  const holds = Object.entries(plan.blockedUnits).filter(([, { why }]) => !(plan.inStrictOrder && why === 'fault'));
  const blocked = holds.map(([unit]) => unit);
  const together = plan.auditApart ? 'before-operations' : 'with-operations';
  const healthy: PushShape = {
    operationsAtMost: plan.operationsAtMost,
    exceptUnits: blocked,
    ...beyondHeld(holds),
    audit: plan.auditBlock === null ? together : 'held-back',
  };
  const retries = holds.map(([unit, block]) => ({
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

function beyondHeld(holds: readonly (readonly [string, Block])[]): Pick<PushShape, 'beyond'> {
  const beyond = holds.flatMap(([unit, { seenSeq }]) => (seenSeq === undefined ? [] : [[unit, seenSeq] as const]));
  return beyond.length === 0 ? {} : { beyond: Object.fromEntries(beyond) };
}

/** The request was answered, and this is what it settled. */
export function afterAnswer(plan: PushPlan, contents: PushContents): PushPlan {
  const blockedUnits = Object.fromEntries(
    Object.entries(plan.blockedUnits).filter(([unit]) => !contents.units.includes(unit)),
  );
  const operationsAtMost =
    contents.units.length > 0 ? Math.min(mostOperations, plan.operationsAtMost * 2) : plan.operationsAtMost;
  return {
    ...plan,
    operationsAtMost,
    auditApart: plan.auditApart && operationsAtMost < mostOperations,
    blockedUnits,
    auditBlock: contents.hasAudit ? null : plan.auditBlock,
    // An answer that settled nothing is no way out.
    deadEnds: contents.units.length > 0 || contents.hasAudit ? 0 : plan.deadEnds,
  };
}

export interface Setback {
  /** `try-smaller`: send the next shape at once. `pause`: several requests in a row led nowhere; wait. */
  readonly kind: 'try-smaller' | 'pause';
  readonly plan: PushPlan;
}

/** The request was answered with a fault. */
export function afterFault(plan: PushPlan, contents: PushContents, moment: PushMoment): Setback {
  if (contents.hasAudit && contents.units.length > 0) {
    return { kind: 'try-smaller', plan: { ...plan, auditApart: true } };
  }
  if (contents.units.length > 1) {
    const smaller = Math.max(1, Math.floor(contents.units.length / 2));
    return { kind: 'try-smaller', plan: { ...plan, operationsAtMost: smaller, auditApart: true } };
  }
  const [unit] = contents.units;
  if (unit === undefined) {
    const auditBlock = blockAgain(plan.auditBlock, 'fault', moment);
    return deadEnd({ ...plan, auditBlock, auditApart: true });
  }
  return deadEnd({ ...blockUnit(plan, unit, { ...moment, why: 'fault' }), inStrictOrder: false });
}

/** Whether operations are passed over that the cloud may never have seen. */
export function leavesGap(plan: PushPlan): boolean {
  return !plan.inStrictOrder && Object.values(plan.blockedUnits).some(({ why }) => why === 'fault');
}

/** The cloud put off operations because those before them, which were passed over, are missing: from now on nothing is passed over. */
export function afterGap(plan: PushPlan): Setback {
  return deadEnd({ ...plan, inStrictOrder: true });
}

/**
 * The cloud holds a unit back and has seen operations of it up to these numbers. Where all of them are newer than what it held before, nothing
 * was tried again: it has only seen more.
 */
export function holdUnit(
  plan: PushPlan,
  unit: string,
  by: PushMoment & { readonly seqs: readonly number[] },
): PushPlan {
  const before = plan.blockedUnits[unit];
  const seenSeq = Math.max(before?.seenSeq ?? 0, ...by.seqs);
  const isFurther = before?.seenSeq !== undefined && by.seqs.every((seq) => seq > (before.seenSeq ?? 0));
  const block = isFurther ? before : blockAgain(before ?? null, 'held', by);
  return { ...plan, blockedUnits: { ...plan.blockedUnits, [unit]: { ...block, seenSeq } } };
}

/** Holds back one unit, longer each time. */
export function blockUnit(plan: PushPlan, unit: string, by: PushMoment & { readonly why: BlockReason }): PushPlan {
  const block = blockAgain(plan.blockedUnits[unit] ?? null, by.why, by);
  return { ...plan, blockedUnits: { ...plan.blockedUnits, [unit]: block } };
}

function deadEnd(plan: PushPlan): Setback {
  const deadEnds = plan.deadEnds + 1;
  return deadEnds < deadEndsBeforePause
    ? { kind: 'try-smaller', plan: { ...plan, deadEnds } }
    : { kind: 'pause', plan: { ...plan, deadEnds: 0 } };
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

function blockAgain(before: Block | null, why: BlockReason, moment: PushMoment): Block {
  const failures = (before?.failures ?? 0) + 1;
  const sinceMs = before?.sinceMs ?? moment.atMs;
  const delayMs = retryDelayMs({ failures, failingForMs: moment.atMs - sinceMs }, moment.random);
  return { why, failures, sinceMs, untilMs: moment.atMs + delayMs };
}
