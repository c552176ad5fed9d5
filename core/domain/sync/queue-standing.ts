import { z } from 'zod';
import { assertNever } from '../../kernel/assert-never.ts';
import type { Operation } from './operation.ts';
import type { Block, PushPlan } from './push-plan.ts';
import type { SyncFailure, SyncState } from './sync-machine.ts';

/** Why an operation is still here (STA-3), and when something will be tried about it. */
export const queueStanding = z.strictObject({
  why: z.enum([
    /** In the request that is on its way. */
    'sending',
    /** Nothing stands in its way: it goes with the next request. */
    'next',
    /** The cloud did not answer, asked to wait, or answered nonsense. */
    'unreachable',
    'busy',
    'faulty',
    'station-fault',
    /** The cloud does not take this station. */
    'not-enrolled',
    'revoked',
    /** Nor this version of the program. */
    'too-old',
    /** Sending is stopped until somebody has looked at it. */
    'forked',
    'audit-broken',
    /** An earlier operation of the same unit goes first. */
    'behind',
    /** The request in which it went alone was answered with a fault. */
    'refused-by-fault',
    /** The cloud has it and could not decide it yet, or does not understand it. */
    'kept-at-centre',
    'not-understood',
  ]),
  /** Milliseconds until the next try; null where no time is known. */
  nextTryInMs: z.number().int().nonnegative().nullable(),
  /** Tries that led nowhere, of this operation alone; 0 where it never failed by itself. */
  tries: z.number().int().nonnegative(),
  /** Number of the earlier operation that goes first. */
  behindSeq: z.number().int().nullable(),
});
export type QueueStanding = z.infer<typeof queueStanding>;

export interface QueueFacts {
  readonly state: SyncState;
  readonly plan: PushPlan;
  /** Operations in the request that is under way. */
  readonly sending: ReadonlySet<string>;
  /** What the cloud last said of operations that it put off, by id. */
  readonly putOff: ReadonlyMap<string, string | null>;
  readonly nowMs: number;
}

/**
 * @param first the earliest operation of the same unit that waits; the same one where it is this
 */
export function queueStandingOf(operation: Operation, first: Operation, facts: QueueFacts): QueueStanding {
  const { state, plan, sending } = facts;
  const block = plan.blockedUnits[operation.unit];
  const plain = { nextTryInMs: null, tries: 0, behindSeq: null };
  if (sending.has(operation.id)) {
    return { ...plain, why: 'sending' };
  }
  if (state.kind === 'halted') {
    return { ...plain, why: state.why };
  }
  if (block !== undefined && first.id !== operation.id) {
    return { ...plain, why: 'behind', behindSeq: first.seq, nextTryInMs: nextTryOf(facts, block) };
  }
  if (block !== undefined) {
    return {
      why: blockedBy(operation, block, facts),
      nextTryInMs: nextTryOf(facts, block),
      tries: block.failures,
      behindSeq: null,
    };
  }
  return state.kind === 'waiting'
    ? { ...plain, why: whyOfTrouble(state.trouble.why), nextTryInMs: leftOf(state.untilMs, facts) }
    : { ...plain, why: 'next' };
}

function blockedBy(operation: Operation, block: Block, { putOff }: QueueFacts): QueueStanding['why'] {
  if (block.why === 'fault') {
    return 'refused-by-fault';
  }
  return putOff.get(operation.id) === 'OPERATION_NOT_UNDERSTOOD' ? 'not-understood' : 'kept-at-centre';
}

function nextTryOf(facts: QueueFacts, block: Block): number {
  const { state } = facts;
  return Math.max(leftOf(block.untilMs, facts), state.kind === 'waiting' ? leftOf(state.untilMs, facts) : 0);
}

function leftOf(untilMs: number, { nowMs }: QueueFacts): number {
  return Math.max(0, Math.round(untilMs - nowMs));
}

function whyOfTrouble(why: SyncFailure): QueueStanding['why'] {
  switch (why) {
    case 'unreachable':
    case 'busy':
    case 'faulty':
    case 'station-fault':
    case 'not-enrolled':
    case 'revoked':
    case 'too-old':
      return why;
    default:
      return assertNever(why);
  }
}
