import { describe, expect, it } from 'vitest';
import type { EnrolmentFailure } from '../../domain/enrolment/enrolment.ts';
import { stationId } from '../../kernel/entity-ids.ts';
import type { CancelSignal } from '../../ports/clock.ts';
import type { EnrolmentDesk, EnrolmentPoll } from '../../ports/enrolment-desk.ts';
import { createEnrolment } from './create-enrolment.ts';

const wish = { cloudUrl: 'https://centre.example.com', name: 'Bench 2', place: 'Hall North' };
const enrolled: EnrolmentPoll = { kind: 'enrolled', stationId: stationId.parse('s-1'), organizationName: 'Hansen' };

/** Time that passes only while somebody sleeps, and a cloud that answers from a list. */
function play(polls: readonly EnrolmentPoll[], begin: { readonly why: EnrolmentFailure } | null = null) {
  let nowMs = 0;
  const polledAtMs: number[] = [];
  const seen: string[] = [];
  let opened = 0;
  const desk: EnrolmentDesk = {
    facts: () => ({ kind: 'not-enrolled', suggestion: { cloudUrl: '', name: '', place: '' } }),
    begin: async () =>
      begin !== null
        ? { kind: 'failed', why: begin.why, detail: 'd' }
        : {
            kind: 'begun',
            attempt: {
              cloudUrl: wish.cloudUrl,
              userCode: 'BCDF-GHJK',
              verificationUri: 'https://centre.example.com/enrol',
              verificationUriComplete: 'https://centre.example.com/enrol?user_code=BCDF-GHJK',
              qr: { size: 1, path: 'M0 0' },
              checkNumber: '47',
              lifetimeMs: 600_000,
              intervalMs: 5_000,
              poll: async () => {
                polledAtMs.push(nowMs);
                return polls[polledAtMs.length - 1] ?? { kind: 'pending' };
              },
            },
          },
  };
  const clock = {
    monotonicMs: () => nowMs,
    sleep: async (durationMs: number, cancel?: CancelSignal) => {
      if (cancel?.aborted !== true) {
        nowMs += durationMs;
      }
    },
  };
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const enrolment = createEnrolment({
    desk,
    clock,
    log,
    onEnrolled: async () => {
      opened += 1;
    },
  });
  enrolment.onChange(() => {
    const state = enrolment.state();
    seen.push(state.kind === 'waiting' ? `waiting ${state.trouble ?? 'well'}` : state.kind);
  });
  return { enrolment, polledAtMs, seen, opened: () => opened };
}

const ended = async (played: ReturnType<typeof play>): Promise<void> => {
  while (!['enrolled', 'failed', 'idle'].includes(played.enrolment.state().kind)) {
    await Promise.resolve();
  }
};

describe('STA-1 enrolment, seen from the station', () => {
  it('waits at the pace of the cloud until somebody has let it in, and opens the station before it says so', async () => {
    const played = play([{ kind: 'pending' }, { kind: 'pending' }, enrolled]);
    await played.enrolment.begin(wish);
    await ended(played);
    expect(played.polledAtMs).toEqual([5_000, 10_000, 15_000]);
    expect(played.seen).toEqual(['asking', 'waiting well', 'finishing', 'enrolled']);
    expect(played.opened()).toBe(1);
    expect(played.enrolment.state()).toEqual({ kind: 'enrolled', stationId: 's-1', organizationName: 'Hansen' });
  });

  it('asks five seconds less often each time it is told to slow down, and shows it', async () => {
    const played = play([{ kind: 'slow-down' }, { kind: 'slow-down' }, { kind: 'pending' }, enrolled]);
    await played.enrolment.begin(wish);
    await ended(played);
    expect(played.polledAtMs).toEqual([5_000, 15_000, 30_000, 45_000]);
    expect(played.seen).toEqual([
      'asking',
      'waiting well',
      'waiting slow-down',
      'waiting well',
      'finishing',
      'enrolled',
    ]);
  });

  it('waits out a cloud that does not answer for a while', async () => {
    const played = play([{ kind: 'unreachable' }, { kind: 'unreachable' }, enrolled]);
    await played.enrolment.begin(wish);
    await ended(played);
    expect(played.seen).toEqual(['asking', 'waiting well', 'waiting unreachable', 'finishing', 'enrolled']);
  });

  it('ends with the life of the code, to the moment, without asking once more', async () => {
    const played = play([]);
    await played.enrolment.begin(wish);
    await ended(played);
    expect(played.enrolment.state()).toMatchObject({ kind: 'failed', why: 'expired' });
    expect(played.polledAtMs.at(-1)).toBe(595_000);
  });

  it.each(['denied', 'expired', 'refused'] as const)('ends where it was %s', async (why) => {
    const played = play([{ kind: 'failed', why, detail: '' }]);
    await played.enrolment.begin(wish);
    await ended(played);
    expect(played.enrolment.state()).toMatchObject({ kind: 'failed', why, cloudUrl: wish.cloudUrl });
    expect(played.opened()).toBe(0);
  });

  it('says why there is no code', async () => {
    const played = play([], { why: 'not-a-cloud' });
    expect(await played.enrolment.begin(wish)).toMatchObject({ kind: 'failed', why: 'not-a-cloud' });
  });

  it('stops when it is called off', async () => {
    const played = play([]);
    await played.enrolment.begin(wish);
    expect(played.enrolment.cancel()).toEqual({ kind: 'idle' });
    const asked = played.polledAtMs.length;
    for (let turns = 0; turns < 100; turns += 1) {
      await Promise.resolve();
    }
    expect(played.polledAtMs).toHaveLength(asked);
    expect(played.enrolment.state()).toEqual({ kind: 'idle' });
  });
});
