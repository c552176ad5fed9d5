import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createSyncMachine,
  isRunning,
  type RequestEnd,
  type SyncEffect,
  type SyncInput,
  type SyncState,
} from './sync-machine.ts';

const machine = createSyncMachine({ restMs: 10_000, hungAfterMs: 60_000 });
const started: SyncInput = { kind: 'started', atMs: 0, waitMs: 0, trouble: null };

interface Run {
  readonly state: SyncState;
  readonly effects: readonly SyncEffect[];
}

function play(...inputs: readonly SyncInput[]): Run {
  let state = machine.start().state;
  let effects: readonly SyncEffect[] = [];
  for (const input of inputs) {
    const step = machine.step(state, input);
    state = step.state;
    effects = step.effects;
  }
  return { state, effects };
}

const ended = (attempt: number, end: RequestEnd, atMs = 100): SyncInput => ({
  kind: 'ended',
  attempt,
  end,
  atMs,
  random: 0.5,
});
const time = (atMs: number): SyncInput => ({ kind: 'time', atMs, random: 0.5 });
const done: RequestEnd = { kind: 'done' };
const more: RequestEnd = { kind: 'more' };
const offline: RequestEnd = { kind: 'failed', why: 'unreachable' };

describe('STA-3 the sync machine', () => {
  it('pushes, then pulls, then rests', () => {
    expect(play(started)).toMatchObject({ state: { kind: 'pushing' }, effects: [{ kind: 'push', attempt: 1 }] });
    expect(play(started, ended(1, more))).toMatchObject({ effects: [{ kind: 'push', attempt: 1 }] });
    expect(play(started, ended(1, done))).toMatchObject({
      state: { kind: 'pulling' },
      effects: [{ kind: 'pull', attempt: 1 }],
    });
    expect(play(started, ended(1, done), ended(1, more))).toMatchObject({ effects: [{ kind: 'pull' }] });
    expect(play(started, ended(1, done), ended(1, done))).toEqual({
      state: { kind: 'idle', attempt: 1, untilMs: 10_100 },
      effects: [{ kind: 'wake-at', atMs: 10_100 }],
    });
  });

  it('begins again when the rest is over, when there is work, when a person asks, when the network changes', () => {
    const resting = [started, ended(1, done), ended(1, done)] as const;
    expect(play(...resting, time(10_099)).effects).toEqual([]);
    for (const input of [time(10_100), { kind: 'work', atMs: 200 }, { kind: 'asked', atMs: 200 }] as const) {
      expect(play(...resting, input).effects).toEqual([{ kind: 'push', attempt: 2 }]);
    }
    expect(play(...resting, { kind: 'network', atMs: 200 }).effects).toEqual([{ kind: 'push', attempt: 2 }]);
  });

  it('waits longer with every failure and begins the count anew after a success', () => {
    const failing = [started, ended(1, offline, 100)] as const;
    expect(play(...failing)).toEqual({
      state: { kind: 'waiting', attempt: 1, untilMs: 600, trouble: { why: 'unreachable', failures: 1, sinceMs: 100 } },
      effects: [{ kind: 'wake-at', atMs: 600 }],
    });
    const twice = [...failing, time(600), ended(2, offline, 700)] as const;
    expect(play(...twice).state).toMatchObject({ untilMs: 1_700, trouble: { failures: 2, sinceMs: 100 } });
    const recovered = [...twice, time(1_700), ended(3, done, 1_800), ended(3, done, 1_900)] as const;
    expect(play(...recovered).state).toMatchObject({ kind: 'idle' });
    expect(play(...recovered, time(20_000), ended(4, offline, 20_000)).state).toMatchObject({
      trouble: { failures: 1, sinceMs: 20_000 },
    });
  });

  it.each(['work', 'asked', 'network', 'healed'] as const)('is called out of a wait by %s', (kind) => {
    expect(play(started, ended(1, offline, 100), { kind, atMs: 200 }).effects).toEqual([{ kind: 'push', attempt: 2 }]);
  });

  it.each(['asked', 'network'] as const)(
    'tries once more at once when %s came while it still tried in vain',
    (kind) => {
      const early = [started, { kind, atMs: 50 }, ended(1, offline, 100)] as const;
      expect(play(...early).effects).toEqual([{ kind: 'push', attempt: 2 }]);
      expect(play(...early, ended(2, offline, 200)).state).toMatchObject({ kind: 'waiting', trouble: { failures: 2 } });
      const busy: RequestEnd = { kind: 'failed', why: 'busy', retryAfterMs: 30_000 };
      expect(play(started, { kind, atMs: 50 }, ended(1, busy)).state).toMatchObject({ kind: 'waiting' });
      expect(play(started, { kind: 'work', atMs: 50 }, ended(1, offline)).state).toMatchObject({ kind: 'waiting' });
    },
  );

  it('sends anew what it had sent into a gap of the network, and takes no late answer to it', () => {
    const healed = [started, { kind: 'healed', atMs: 9_000 }] as const;
    expect(play(...healed)).toMatchObject({
      state: { kind: 'pushing', attempt: 2, askedAtMs: 9_000 },
      effects: [{ kind: 'abandon' }, { kind: 'push', attempt: 2 }],
    });
    expect(play(...healed, ended(1, done)).state).toMatchObject({ kind: 'pushing', attempt: 2 });
    const resting = [started, ended(1, done), ended(1, done)] as const;
    expect(play(...resting, { kind: 'healed', atMs: 200 })).toMatchObject({ state: { kind: 'idle' }, effects: [] });
  });

  it('does not bother a cloud that does not know it with new work', () => {
    const stranger = [started, ended(1, { kind: 'failed', why: 'not-enrolled' }, 100)] as const;
    expect(play(...stranger, { kind: 'work', atMs: 200 }).effects).toEqual([]);
    expect(play(...stranger, { kind: 'asked', atMs: 200 }).effects).toEqual([{ kind: 'push', attempt: 2 }]);
  });

  it('obeys Retry-After even against a person', () => {
    const busy = [started, ended(1, { kind: 'failed', why: 'busy', retryAfterMs: 30_000 }, 0)] as const;
    expect(play(...busy).state).toMatchObject({ kind: 'waiting', untilMs: 30_000 });
    expect(play(...busy, { kind: 'asked', atMs: 29_999 }).effects).toEqual([]);
    expect(play(...busy, { kind: 'network', atMs: 29_999 }).effects).toEqual([]);
    expect(play(...busy, { kind: 'work', atMs: 29_999 }).effects).toEqual([]);
    expect(play(...busy, { kind: 'asked', atMs: 30_000 }).effects).toEqual([{ kind: 'push', attempt: 2 }]);
  });

  it.each(['faulty', 'station-fault'] as const)('still pulls after a push that was %s, and then waits', (why) => {
    const choking = [started, ended(1, { kind: 'failed', why })] as const;
    expect(play(...choking).effects).toEqual([{ kind: 'pull', attempt: 1 }]);
    expect(play(...choking, ended(1, done)).state).toMatchObject({ kind: 'waiting', trouble: { why } });
  });

  it.each(['unreachable', 'not-enrolled', 'busy'] as const)('does not pull after a push that was %s', (why) => {
    expect(play(started, ended(1, { kind: 'failed', why })).state).toMatchObject({ kind: 'waiting', trouble: { why } });
  });

  it('pushes again before it rests when work came in between, and lets it cut a long pull short', () => {
    const work: SyncInput = { kind: 'work', atMs: 50 };
    expect(play(started, work, ended(1, done), ended(1, done)).effects).toEqual([{ kind: 'push', attempt: 2 }]);
    expect(play(started, ended(1, done), work, ended(1, more)).effects).toEqual([{ kind: 'push', attempt: 2 }]);
  });

  it('halts until a person asks', () => {
    const halted = [started, ended(1, { kind: 'halt', why: 'forked' })] as const;
    expect(play(...halted)).toEqual({ state: { kind: 'halted', attempt: 1, why: 'forked' }, effects: [] });
    expect(play(...halted, time(10 ** 9)).effects).toEqual([]);
    expect(play(...halted, { kind: 'work', atMs: 200 }).effects).toEqual([]);
    expect(play(...halted, { kind: 'asked', atMs: 200 }).effects).toEqual([{ kind: 'push', attempt: 2 }]);
  });

  it('abandons a request that never ends, and takes no notice of its late answer', () => {
    const hung = [started, time(60_000)] as const;
    expect(play(started, time(59_999)).effects).toEqual([]);
    expect(play(...hung)).toMatchObject({
      state: { kind: 'waiting' },
      effects: [{ kind: 'abandon' }, { kind: 'wake-at' }],
    });
    expect(play(...hung, ended(1, done)).state.kind).toBe('waiting');
    expect(play(...hung, time(10 ** 6), ended(1, done)).state).toMatchObject({ kind: 'pushing', attempt: 2 });
  });

  it('goes on with a wait that was stored, and begins at once without one', () => {
    const trouble = { why: 'unreachable', failures: 4, sinceMs: -9_000 } as const;
    expect(play({ kind: 'started', atMs: 0, waitMs: 5_000, trouble })).toEqual({
      state: { kind: 'waiting', attempt: 0, untilMs: 5_000, trouble },
      effects: [{ kind: 'wake-at', atMs: 5_000 }],
    });
    expect(play({ kind: 'started', atMs: 0, waitMs: 0, trouble }).state).toMatchObject({ kind: 'pushing', trouble });
  });

  it('does nothing more once stopped', () => {
    expect(play(started, { kind: 'stopped' })).toEqual({
      state: { kind: 'stopped', attempt: 1 },
      effects: [{ kind: 'abandon' }],
    });
    for (const input of [
      time(10 ** 9),
      ended(1, done),
      { kind: 'asked', atMs: 1 },
      { kind: 'work', atMs: 1 },
    ] as const) {
      expect(play(started, { kind: 'stopped' }, input)).toMatchObject({ state: { kind: 'stopped' }, effects: [] });
    }
  });

  it('never stalls: from wherever any history leads, time alone leads to the next push', () => {
    const end = fc.constantFrom<RequestEnd>(
      done,
      more,
      offline,
      { kind: 'failed', why: 'busy', retryAfterMs: 10 ** 9 },
      { kind: 'failed', why: 'faulty' },
      { kind: 'failed', why: 'not-enrolled' },
    );
    const someInput = fc.oneof(
      fc.record({ kind: fc.constant('time' as const), random: fc.constant(0.5) }),
      fc.record({ kind: fc.constantFrom('work' as const, 'asked' as const, 'network' as const, 'healed' as const) }),
      fc.record({ kind: fc.constant('ended' as const), end, random: fc.constant(0.9), stale: fc.boolean() }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(someInput, fc.integer({ min: 0, max: 100_000 })), { maxLength: 60 }), (history) => {
        let atMs = 0;
        let { state } = machine.step(machine.start().state, started);
        for (const [input, passedMs] of history) {
          atMs += passedMs;
          const next: SyncInput =
            input.kind === 'ended'
              ? { ...input, atMs, attempt: input.stale ? state.attempt - 1 : state.attempt }
              : { ...input, atMs };
          state = machine.step(state, next).state;
        }
        // At most: a hung request, then the longest wait there is.
        const pushed: SyncEffect[] = [];
        for (let tick = 0; tick < 130; tick += 1) {
          atMs += 30_000;
          const step = machine.step(state, { kind: 'time', atMs, random: 0.5 });
          pushed.push(...step.effects.filter(({ kind }) => kind === 'push'));
          state = step.state;
        }
        expect(pushed.length).toBeGreaterThan(0);
        expect(isRunning(state) || state.kind === 'waiting').toBe(true);
      }),
    );
  });
});
