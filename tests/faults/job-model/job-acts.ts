import fc from 'fast-check';
import { expect } from 'vitest';
import {
  actAt,
  type BenchName,
  benchNames,
  type Fleet,
  fleets,
  isOffered,
  isUpToDate,
  meet,
  personAt,
  send,
  settle,
  shownAt,
  type World,
} from './job-model.ts';
import { type BenchDeed, type FleetDeed, judgeNaming, judgeOrder, type Technician } from './job-rules.ts';
import { doAtBench, nameAt, orderAsFleet, type Trespass, trespass, trespasses } from './real-acts.ts';
import { hear, inTouch, sendAndLose, setTrust, sitDown } from './real-world.ts';
import { lookEverywhere, type Watched } from './watch.ts';

// What may happen, each as one command: it says what it does in words that can be read when a series has failed, foresees by the model what everybody
// is told, does it in the real world, and looks at both.

type Act = fc.AsyncCommand<World, Watched>;
type Kind = BenchDeed['act'];

/** A command whose model and reality are looked at afterwards. `isWanted`: whether it is done at all, as things stand. */
function act(
  words: string,
  happen: (model: World, real: Watched) => Promise<void>,
  isWanted: (model: Readonly<World>) => boolean = () => true,
): Act {
  return {
    check: isWanted,
    async run(model, real) {
      await happen(model, real);
      await lookEverywhere(model, real);
    },
    toString: () => words,
  };
}

/** A bench that is in touch hears what is new before anything happens there, and tells of it afterwards. */
async function around(at: BenchName, model: World, real: Watched, happen: () => Promise<void>): Promise<void> {
  await keepInTouch(at, model, real);
  await happen();
  await keepInTouch(at, model, real);
}

async function keepInTouch(at: BenchName, model: World, real: Watched): Promise<void> {
  if (model.benches[at].isInTouch && !isUpToDate(model, at)) {
    meet(model, at);
    await hear(real.play.world.benches[at]);
  }
}

const isExplainedOf = (deed: BenchDeed): boolean => !('isExplained' in deed) || deed.isExplained;

interface Work {
  readonly at: BenchName;
  readonly fleet: Fleet;
  readonly kind: Kind;
  readonly isExplained: boolean;
  /** Most people press only what the page lets them press. */
  readonly isBold: boolean;
}

function workAct({ at, fleet, kind, isExplained, isBold }: Work): Act {
  const without = isExplainedOf(deedOf(kind, { name: '', isExplained })) ? '' : ' without a word';
  return act(
    `${personAt[at]} at ${at}: ${kind}${without} (${fleet})`,
    (model, real) =>
      around(at, model, real, async () => {
        model.named += 1;
        const deed = deedOf(kind, { name: `${kind} ${model.named}`, isExplained });
        const offered = await real.offerAt(at, fleet, deed.act);
        const expected = actAt(model, at, { fleet, deed });
        const told = await doAtBench(real.play, at, { fleet, deed });
        expect(told, 'what the technician is told').toBe(expected);
        real.judgeByTable(offered, told);
        if (deed.act === 'start' && told === 'done') {
          await real.nameRun(at, fleet, deed.run);
        }
      }),
    (model) =>
      isBold || isOffered(model, at, { fleet, deed: deedOf(offeredBeside(kind), { name: kind, isExplained }) }),
  );
}

/** What is locked stands in sight of whoever fills in the rest, and is tried as often. */
function offeredBeside(kind: Kind): Kind {
  return kind === 'depart' || kind === 'fill-locked' ? 'fill' : kind;
}

function deedOf(
  kind: Kind,
  { name, isExplained }: { readonly name: string; readonly isExplained: boolean },
): BenchDeed {
  switch (kind) {
    case 'start':
      return { act: kind, run: name };
    case 'fill':
    case 'fill-locked':
      return { act: kind, text: name };
    case 'depart':
      return { act: kind, text: name, isExplained };
    case 'waive':
    case 'leave-out':
      return { act: kind, isExplained };
    case 'succeed':
      return { act: kind, words: name };
    case 'fail':
      return { act: kind, words: name, isExplained };
    case 'do':
    case 'reopen':
    case 'tick':
    case 'untick':
    case 'pause':
    case 'resume':
    case 'hand-over':
      return { act: kind };
  }
}

function orderAct(fleet: Fleet, order: FleetDeed, isOld: boolean): Act {
  return act(`the fleet: ${order}${isOld ? ' by an old version' : ''} (${fleet})`, async (model, real) => {
    const job = model.jobs[fleet];
    // The first version has none before it.
    const versionsBehind = isOld && job.state !== 'deleted' && job.version > 1 ? 1 : 0;
    const judged = judgeOrder(job, order, { isTrusted: model.trusted[fleet] });
    const told = await orderAsFleet(real.play, fleet, { act: order, versionsBehind });
    if (versionsBehind > 0) {
      expect(told).toBe('JOB_CHANGED');
    } else if (judged.kind === 'not') {
      expect(told).toBe(judged.code);
    } else {
      expect(told).toBe(order === 'delete' ? 'deleted' : 'done');
      settle(model, fleet, judged.job);
    }
  });
}

function nameAct(wish: {
  readonly at: BenchName;
  readonly fleet: Fleet;
  readonly technician: Technician | null;
  readonly isExplained: boolean;
}): Act {
  const { at, fleet, technician, isExplained } = wish;
  const words = `the supervisor at ${at}: name ${technician ?? 'nobody'}${isExplained ? '' : ' without a word'} (${fleet})`;
  return act(words, (model, real) =>
    around(at, model, real, async () => {
      const bench = model.benches[at];
      if (!bench.isInTouch) {
        expect(await nameAt(real.play, at, wish)).toBe('not-answered');
        return;
      }
      const told = await inTouch(real.play.world.benches[at], () => nameAt(real.play, at, wish));
      const judged = model.trusted[fleet]
        ? judgeNaming(model.jobs[fleet], { technician, isExplained })
        : ({ kind: 'not', code: 'JOB_UNKNOWN' } as const);
      expect(told, 'what the supervisor is told').toBe(judged.kind === 'not' ? judged.code : 'done');
      if (judged.kind === 'done') {
        settle(model, fleet, judged.job);
      }
    }),
  );
}

/** None of these may be done, however the job stands, and nothing moves by the attempt. */
function trespassAct(which: Trespass, at: BenchName, fleet: Fleet): Act {
  return act(`trespass: ${which} at ${at} (${fleet})`, async (model, real) => {
    const told = await trespass(real.play, which, { at, fleet });
    // The manager has no part in bench work at all; to the others it is no business of theirs.
    const wanted = which === 'manager works' ? 'NOT_ALLOWED' : 'JOB_NOT_ALLOWED';
    expect(told).toBe(wanted);
    expect(shownAt(model.benches[at], fleet) === null).toBe((await real.offerAt(at, fleet, 'start')) === null);
  });
}

const cut = (at: BenchName) =>
  act(`${at} loses its network`, async (model) => {
    model.benches[at].isInTouch = false;
  });
const connect = (at: BenchName) =>
  act(`${at} has its network again`, async (model, real) => {
    model.benches[at].isInTouch = true;
    await keepInTouch(at, model, real);
  });
/** Heard once, in passing. */
const meetOnce = (at: BenchName) =>
  act(`${at} sends and hears once`, async (model, real) => {
    meet(model, at);
    await hear(real.play.world.benches[at]);
  });
const loseAnswer = (at: BenchName) =>
  act(`${at} loses its network while an answer is on its way`, async (model, real) => {
    send(model, at);
    await sendAndLose(real.play, at);
    model.benches[at].isInTouch = false;
  });
const restart = (at: BenchName) =>
  act(`${at} is started again`, async (_model, real) => {
    await real.play.world.benches[at].restart();
    await sitDown(real.play.world, at);
  });
const trust = (fleet: Fleet, isTrusted: boolean) =>
  act(`the fleet ${isTrusted ? 'trusts the workshop again' : 'ends its trust'} (${fleet})`, async (model, real) => {
    await setTrust(real.play.world, fleet, isTrusted);
    model.trusted[fleet] = isTrusted;
    model.changes += 1;
  });

const at = fc.constantFrom(...benchNames);
const fleet = fc.constantFrom<Fleet>('open', 'open', 'strict');
const isExplained = fc.constantFrom(true, true, true, false);
const isBold = fc.nat(7).map((luck) => luck === 7);
const early: readonly Kind[] = ['start', 'start', 'start', 'hand-over'];
const needed: readonly Kind[] = ['do', 'do', 'waive', 'tick', 'tick', 'leave-out'];
const during: readonly Kind[] = ['reopen', 'untick', 'pause', 'resume', 'fill', 'fill-locked', 'depart'];
const late: readonly Kind[] = ['succeed', 'fail', 'succeed'];
const work = (kinds: readonly Kind[]) =>
  fc.record({ at, fleet, kind: fc.constantFrom(...kinds), isExplained, isBold }).map(workAct);

const times = <Value>(count: number, value: Value): readonly Value[] => Array.from({ length: count }, () => value);

/** What may happen; the more often an entry stands here, the more often it does. */
export const jobActs: readonly fc.Arbitrary<Act>[] = [
  ...[...times(10, early), ...times(14, needed), ...times(6, during), ...times(14, late)].map(work),
  fc
    .tuple(fleet, fc.constantFrom<FleetDeed>('recall', 'recall', 'assign', 'assign', 'edit', 'delete'), fc.nat(5))
    .map(([whose, order, luck]) => orderAct(whose, order, luck === 5)),
  fc
    .record({ at, fleet, technician: fc.constantFrom<Technician | null>('Kaya', 'Okafor', null), isExplained })
    .map(nameAct),
  fc.tuple(fc.constantFrom(...trespasses), at).map(([which, where]) => trespassAct(which, where, fleets[0])),
  ...[cut, cut, connect, meetOnce, loseAnswer, restart].map((make) => at.map(make)),
  fc.tuple(fleet, fc.constantFrom(false, true, true)).map(([whose, isTrusted]) => trust(whose, isTrusted)),
];
