import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ExchangeEffect,
  type ExchangeInput,
  type ExchangeRequest,
  startExchange,
  stepExchange,
  wakeAtMs,
} from './command-exchange.ts';
import { latin1Bytes } from './latin1.ts';

/** A toy dialect: `get x` is answered by `x=…`, `sync` by `synced`, `END` ends at once, `half…` is a part. */
function asks(command: string, answer: RegExp): ExchangeRequest {
  return {
    command,
    lineEnding: '\r',
    capMs: 3000,
    quietMs: 350,
    judge: (line) => {
      if (line.text === 'END') {
        return 'final';
      }
      return line.text.startsWith('half') ? 'part' : answer.test(line.text) ? 'complete' : 'noise';
    },
  };
}
const resync = asks('sync', /^synced$/);
const getX = asks('get x', /^x=/);
const getY = asks('get y', /^y=/);

/** As `getX`, from a unit whose answer shows its end: `z=…;` is whole, `z=…` may be. */
const getZ: ExchangeRequest = {
  ...asks('get z', /^z=/),
  judge: (line) => (/^z=.*;$/.test(line.text) ? 'whole' : line.text.startsWith('z=') ? 'complete' : 'noise'),
};

/** Inputs as short words: a number waits so many ms, `ask` sends a request, text arrives as bytes. */
type Act = number | { readonly ask: ExchangeRequest } | { readonly hear: string } | 'cancel' | 'lose';

function play(acts: readonly Act[]) {
  let state = startExchange(resync);
  let nowMs = 1000;
  const effects: (ExchangeEffect & { readonly atMs: number })[] = [];
  const feed = (input: ExchangeInput) => {
    const step = stepExchange(state, input);
    state = step.state;
    effects.push(...step.effects.map((effect) => ({ ...effect, atMs: nowMs - 1000 })));
  };
  const wait = (durationMs: number) => {
    const untilMs = nowMs + durationMs;
    for (let wake = wakeAtMs(state); wake !== null && wake <= untilMs; wake = wakeAtMs(state)) {
      nowMs = Math.max(wake, nowMs);
      feed({ kind: 'time', nowMs });
    }
    nowMs = untilMs;
  };
  for (const act of acts) {
    if (typeof act === 'number') {
      wait(act);
    } else if (act === 'cancel') {
      feed({ kind: 'cancel', nowMs });
    } else if (act === 'lose') {
      feed({ kind: 'lost', detail: 'pulled', nowMs });
    } else if ('ask' in act) {
      feed({ kind: 'ask', request: act.ask, nowMs });
    } else {
      feed({ kind: 'bytes', bytes: latin1Bytes(act.hear), nowMs });
    }
  }
  return {
    sent: effects.flatMap((effect) => (effect.kind === 'write' ? [effect.text] : [])),
    outcomes: effects.flatMap((effect) =>
      effect.kind === 'answer'
        ? [
            effect.outcome.kind === 'answered'
              ? `${effect.outcome.lines.map((line) => line.text).join('|')} @${effect.atMs}`
              : `${effect.outcome.kind} @${effect.atMs}`,
          ]
        : [],
    ),
    logged: effects.flatMap((effect) => (effect.kind === 'log' ? [`${effect.role}:${effect.text}`] : [])),
  };
}

describe('INST-1 command exchange', () => {
  it('ends an answer by its shape and 350 ms of silence', () => {
    const { sent, outcomes, logged } = play([{ ask: getX }, 100, { hear: 'x=1\r\n' }, 2000]);
    expect(sent).toEqual(['get x\r']);
    expect(outcomes).toEqual(['x=1 @450']);
    expect(logged).toEqual(['answer:x=1']);
  });

  it('ends at once on a final line, and what stands behind it belongs to nobody', () => {
    const { outcomes, logged } = play([{ ask: getX }, 10, { hear: 'half 1\r\nEND\r\nstray\r\n' }]);
    expect(outcomes).toEqual(['half 1|END @10']);
    expect(logged).toEqual(['answer:half 1', 'answer:END', 'late:stray']);
  });

  it('ends at once on a line that shows its end, and by silence on one that does not', () => {
    expect(play([{ ask: getZ }, 10, { hear: 'z=1;\r\n' }]).outcomes).toEqual(['z=1; @10']);
    expect(play([{ ask: getZ }, 10, { hear: 'z=1\r\n' }, 1000]).outcomes).toEqual(['z=1 @360']);
  });

  it('an answer that comes twice does not answer the same question again: the true one is waited for', () => {
    const twice = play([{ ask: getZ }, 10, { hear: 'z=1;\r\n' }, { ask: getZ }, 10, { hear: 'z=1;\r\n' }, 1000]);
    expect(twice.outcomes).toEqual(['z=1; @10', 'z=1; @370']);
    const changed = play([
      ...[{ ask: getZ }, 10, { hear: 'z=1;\r\n' }, { ask: getZ }, 10, { hear: 'z=1;\r\n' }],
      ...[10, { hear: 'z=2;\r\n' }],
    ]);
    expect(changed.outcomes).toEqual(['z=1; @10', 'garbled @30']);
    const later = play([{ ask: getZ }, 10, { hear: 'z=1;\r\n' }, 350, { ask: getZ }, 10, { hear: 'z=2;\r\n' }]);
    expect(later.outcomes).toEqual(['z=1; @10', 'z=2; @370']);
    const between = play([
      ...[{ ask: getZ }, 10, { hear: 'z=1;\r\n' }, { ask: getX }, 10, { hear: 'z=1;\r\nx=1\r\n' }, 400],
    ]);
    expect(between.outcomes).toEqual(['z=1; @10', 'x=1 @370']);
  });

  it('after a time-out a whole line is not believed before the silence', () => {
    const late = play([{ ask: getZ }, 3000, { ask: getZ }, 10, { hear: 'synced\r\n' }, 400, { hear: 'z=1;\r\n' }]);
    expect(late.sent).toEqual(['get z\r', 'sync\r', 'get z\r']);
    expect(late.outcomes).toEqual(['timed-out @3000', 'z=1; @3410']);
  });

  it('takes neither echo nor log output nor other answers for the answer', () => {
    const { outcomes, logged } = play([
      { ask: getX },
      { hear: 'get x\r\n[12:00] x is asked\r\ny=2\r\nx=1\r\n[12:01] bye\r\n' },
      1000,
    ]);
    expect(outcomes).toEqual(['x=1 @350']);
    expect(logged).toEqual(['echo:get x', 'noise:[12:00] x is asked', 'noise:y=2', 'answer:x=1', 'noise:[12:01] bye']);
  });

  it('log spam prolongs neither the silence nor the hard cap', () => {
    const spam = Array.from({ length: 40 }, (): Act[] => [100, { hear: '[spam] tick\r\n' }]).flat();
    expect(play([{ ask: getX }, ...spam]).outcomes).toEqual(['timed-out @3000']);
    expect(play([{ ask: getX }, { hear: 'x=1\r\n' }, ...spam]).outcomes).toEqual(['x=1 @350']);
    const dripping = Array.from({ length: 40 }, (): Act[] => [100, { hear: 'z' }]).flat();
    expect(play([{ ask: getX }, { hear: 'x=1\r\n' }, ...dripping]).outcomes).toEqual(['x=1 @3000']);
  });

  it('P25: a line is cut as long as the unit is known to end its lines', () => {
    const cut = play([{ ask: getX }, { hear: 'hello\r\nx=12' }, 5000]);
    expect(cut.outcomes).toEqual(['timed-out @3000']);
    expect(cut.logged).toEqual(['noise:hello', 'cut:x=12']);
    expect(play([{ ask: getX }, { hear: 'x=12' }, 5000]).outcomes).toEqual(['x=12 @700']);
    expect(play([{ ask: getX }, { hear: 'x=' }, 690, { hear: '12\r\n' }, 1000]).outcomes).toEqual(['x=12 @1040']);
  });

  it('passes over zero bytes and colour sequences in front of a line, not inside it', () => {
    expect(play([{ ask: getX }, { hear: '\x00\x00\x1b[0mx=1\r\n' }, 1000]).outcomes).toEqual(['x=1 @350']);
    expect(play([{ ask: getX }, { hear: '\x00get x\r\n\x1b\x7fEND\r\n' }]).outcomes).toEqual(['END @0']);
    expect(play([{ ask: getX }, { hear: 'x\x00=1\r\n' }, 4000]).outcomes).toEqual(['timed-out @3000']);
  });

  it('believes neither of two different answers, and both of two alike', () => {
    expect(play([{ ask: getX }, { hear: 'x=1\r\nx=2\r\n' }, 1000]).outcomes).toEqual(['garbled @0']);
    expect(play([{ ask: getX }, { hear: 'x=1\r\nx=1\r\n' }, 1000]).outcomes).toEqual(['x=1 @350']);
  });

  it('a late answer after a time-out never satisfies the next command', () => {
    const { sent, outcomes, logged } = play([
      { ask: getX },
      3100,
      { hear: 'x=old\r\n' },
      { ask: getX },
      10,
      { hear: 'x=old\r\n' },
      { hear: 'synced\r\n' },
      400,
      { hear: 'x=new\r\n' },
      400,
    ]);
    expect(sent).toEqual(['get x\r', 'sync\r', 'get x\r']);
    expect(outcomes).toEqual(['timed-out @3000', 'x=new @3860']);
    expect(logged).toEqual(['late:x=old', 'noise:x=old', 'answer:synced', 'answer:x=new']);
  });

  it('a cancelled command is told at once and still waited out before the next one goes', () => {
    const { sent, outcomes } = play([
      { ask: getX },
      100,
      'cancel',
      { ask: getY },
      100,
      { hear: 'x=1\r\n' },
      400,
      { hear: 'y=2\r\n' },
      400,
    ]);
    expect(outcomes).toEqual(['cancelled @100', 'y=2 @950']);
    expect(sent).toEqual(['get x\r', 'get y\r']);
  });

  it('after a cancelled command without any answer the next one waits for the resync question', () => {
    const { sent, outcomes } = play([
      { ask: getX },
      'cancel',
      { ask: getY },
      3000,
      { hear: 'synced\r\n' },
      400,
      { hear: 'y=2\r\n' },
      400,
    ]);
    expect(sent).toEqual(['get x\r', 'sync\r', 'get y\r']);
    expect(outcomes).toEqual(['cancelled @0', 'y=2 @3750']);
  });

  it('a unit that does not get back in step times out, and a cancel then reaches the waiting one', () => {
    expect(play([{ ask: getX }, 3000, { ask: getY }, 3000]).outcomes).toEqual(['timed-out @3000', 'timed-out @6000']);
    expect(play([{ ask: getX }, 3000, { ask: getY }, 10, 'cancel', 5000]).outcomes).toEqual([
      'timed-out @3000',
      'cancelled @3010',
    ]);
  });

  it('asking for step itself, or merely calling, needs no resync; a call leaves the debt', () => {
    expect(play([{ ask: getX }, 3000, { ask: resync }]).sent).toEqual(['get x\r', 'sync\r']);
    const call: ExchangeRequest = { ...asks('hello', /^hi$/), isCall: true };
    const { sent } = play([{ ask: getX }, 3000, { ask: call }, { hear: 'hi\r\n' }, 400, { ask: getY }]);
    expect(sent).toEqual(['get x\r', 'hello\r', 'sync\r']);
  });

  it('a lost link answers what waits and everything after it', () => {
    const { sent, outcomes } = play([{ ask: getX }, { hear: 'x=' }, 'lose', { ask: getY }, 'lose']);
    expect(outcomes).toEqual(['port-lost @0', 'port-lost @0']);
    expect(sent).toEqual(['get x\r']);
  });

  it('P26: an answer that had come in full counts, although the cable goes within its silence', () => {
    expect(play([{ ask: getX }, { hear: 'x=1\r\n' }, 'lose']).outcomes).toEqual(['x=1 @0']);
    expect(play([{ ask: getX }, { hear: 'x=1' }, 'lose']).outcomes).toEqual(['port-lost @0']);
  });

  it('a clock that jumps over the cap ends the command before bytes are looked at', () => {
    let step = stepExchange(startExchange(resync), { kind: 'ask', request: getX, nowMs: 0 });
    step = stepExchange(step.state, { kind: 'bytes', bytes: latin1Bytes('x=1\r\n'), nowMs: 60_000 });
    expect(step.effects.map((effect) => (effect.kind === 'answer' ? effect.outcome.kind : effect.kind))).toEqual([
      'timed-out',
      'log',
    ]);
  });

  it('refuses a second command while one is in flight: that is a bug of the caller', () => {
    expect(() => play([{ ask: getX }, { ask: getY }])).toThrow(/one command at a time/);
  });

  it('P25: whatever arrives, every command is answered once, in time, and only by a line that was judged its own', () => {
    const act = fc.oneof(
      fc.nat({ max: 900 }),
      fc.constantFrom<Act>({ hear: 'x=1\r\n' }, { hear: 'x=' }, { hear: 'END\r\n' }, { hear: 'half\r\n' }, 'cancel'),
      fc.uint8Array({ maxLength: 12 }).map((bytes): Act => ({ hear: String.fromCharCode(...bytes) })),
    );
    fc.assert(
      fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
        const { outcomes } = play([{ ask: getX }, ...acts, 4000]);
        expect(outcomes).toHaveLength(1);
        const [outcome = ''] = outcomes;
        expect(Number(outcome.slice(outcome.lastIndexOf('@') + 1))).toBeLessThanOrEqual(3000);
        expect(outcome).toMatch(/^((.*\|)?x=.*|(.*\|)?END|half|timed-out|cancelled|garbled) @\d+$/s);
      }),
      { numRuns: 300 },
    );
  });
});
