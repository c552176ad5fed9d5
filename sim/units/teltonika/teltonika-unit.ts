import { invariant } from '#core/kernel/invariant.ts';
import { type Step, stay } from '#core/kernel/step-machine.ts';
import { feltHealth } from '../felt-health.ts';
import { inTurn } from '../in-turn.ts';
import { latin1Bytes, latin1Text } from '../latin1.ts';
import type { UnitEffect, UnitMachine, UnitMoment } from '../unit-machine.ts';
import { answerTo } from './commands.ts';
import { configuratorAnswer, restarted, type TeltonikaMemory } from './configurator.ts';
import { teltonikaModel } from './models.ts';
import { factoryParameters, parameterRule } from './parameter-table.ts';
import { debugLine } from './replies.ts';

/** Longest command kept; a longer one is forgotten, as by a small input buffer. */
const bufferLimit = 1_024;
const bootNoiseMs = 5_000;
const restartDelayMs = 150;

/**
 * A unit that speaks Teltonika's text commands over its cable (link.md §2A): one command per line, one line of
 * text as answer, no word that says the answer is complete.
 */
export const teltonikaUnit: UnitMachine<TeltonikaMemory> = {
  create: (profile, parameters, atMs) => {
    const model = teltonikaModel(profile.model);
    for (const id of Object.keys(parameters)) {
      invariant(parameterRule(model, id) !== undefined, `a ${model.name} has no parameter ${id}`);
    }
    const saved = { ...factoryParameters(model), ...parameters };
    return { profile, poweredAtMs: atMs, running: saved, saved, heard: '', imeiReadings: 0 };
  },
  receive: (memory, bytes, moment) => {
    const pieces = `${memory.heard}${latin1Text(bytes)}`.split(/\r\n|\r|\n/);
    const rest = pieces.pop() ?? '';
    const lines = pieces.filter((piece) => piece !== '');
    const kept: TeltonikaMemory = { ...memory, heard: rest.length > bufferLimit ? '' : rest };
    return inTurn(kept, lines, (now, line) => obey(now, line, moment));
  },
  powerUp: (memory, moment) => {
    const awake: TeltonikaMemory = { ...restarted(memory), poweredAtMs: moment.atMs, running: memory.saved, heard: '' };
    return moment.quirks.bootNoise ? stay(awake, noise('AT', moment, false)) : stay(awake);
  },
  reset: (memory) => {
    const factory = factoryParameters(teltonikaModel(memory.profile.model));
    return { ...memory, running: factory, saved: factory };
  },
  health: feltHealth,
};

function obey(memory: TeltonikaMemory, line: string, moment: UnitMoment): Step<TeltonikaMemory, UnitEffect> {
  if (moment.quirks.bootNoise && moment.atMs - memory.poweredAtMs < bootNoiseMs) {
    return stay(memory, noise(line, moment, true));
  }
  const dialogue = configuratorAnswer(memory, line, moment);
  if (dialogue.kind !== 'unheard-of') {
    return dialogue.kind === 'quiet' ? stay(memory) : stay(dialogue.memory, send(dialogue.text, moment, true));
  }
  const hasDot = line.startsWith('.');
  if (moment.quirks.dot === (hasDot ? 'unknown' : 'needed')) {
    return stay(memory, noise(line, moment, true));
  }
  const command = hasDot ? line.slice(1) : line;
  if (command === 'cpureset') {
    return stay(memory, { kind: 'restart', afterMs: restartDelayMs });
  }
  const answer = answerTo(memory, command, moment);
  return answer.kind === 'unheard-of'
    ? stay(memory, noise(line, moment, true))
    : stay(answer.memory, say(answer.text, moment, true));
}

function say(text: string, moment: UnitMoment, isAnswer: boolean): UnitEffect {
  return send(`${text}\r\n`, moment, isAnswer);
}

function send(text: string, moment: UnitMoment, isAnswer: boolean): UnitEffect {
  return { kind: 'send', bytes: latin1Bytes(text), afterMs: moment.quirks.thinkMs, isAnswer };
}

/** Before the clock is set by satellites or network it starts in 2004, as in the published line. */
function noise(heard: string, moment: UnitMoment, isAnswer: boolean): UnitEffect {
  const firstClockMs = Date.UTC(2004, 0, 1, 13, 36, 56);
  return say(debugLine(moment.quirks.bootNoise ? firstClockMs : moment.atMs, heard), moment, isAnswer);
}
