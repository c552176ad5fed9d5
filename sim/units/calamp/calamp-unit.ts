import { assertNever } from '#core/kernel/assert-never.ts';
import { invariant } from '#core/kernel/invariant.ts';
import { type Step, stay } from '#core/kernel/step-machine.ts';
import { feltHealth } from '../felt-health.ts';
import { inTurn } from '../in-turn.ts';
import { latin1Bytes, latin1Text } from '../latin1.ts';
import type { UnitEffect, UnitMachine, UnitMoment } from '../unit-machine.ts';
import { type CalampMemory, type CalampResult, obeyCalamp } from './commands.ts';
import { calampRule, factoryValues } from './parameter-table.ts';

/** Longest command kept; a longer one is not carried out. */
const bufferLimit = 256;
const restartDelayMs = 150;

/**
 * A CalAmp LMU on its host port in AT mode (link.md §2C): commands end at a carriage return, answers are lines and a final code, and with a
 * password set every command is answered by one line that asks for it.
 */
export const calampUnit: UnitMachine<CalampMemory> = {
  create: (profile, parameters, atMs) => {
    for (const place of Object.keys(parameters)) {
      invariant(calampRule(place) !== undefined, `an LMU has no parameter ${place}`);
    }
    const saved = { ...factoryValues(), ...parameters };
    return {
      profile,
      poweredAtMs: atMs,
      running: saved,
      saved,
      heard: '',
      imeiReadings: 0,
      unlocked: false,
      reportsOrdered: 0,
    };
  },
  receive: (memory, bytes, moment) =>
    inTurn(memory, latin1Text(bytes).split(/(?<=\r)/), (now, part) => hear(now, part, moment)),
  powerUp: (memory, moment) => {
    const awake = { ...memory, poweredAtMs: moment.atMs, running: memory.saved, heard: '', unlocked: false };
    return moment.quirks.bootNoise ? stay(awake, say('APP RESTART', moment, false)) : stay(awake);
  },
  reset: (memory) => ({ ...memory, running: factoryValues(), saved: factoryValues(), unlocked: false }),
  health: feltHealth,
};

/** Takes in text up to and including one carriage return, and carries the command out when it is complete. */
function hear(memory: CalampMemory, part: string, moment: UnitMoment): Step<CalampMemory, UnitEffect> {
  const text = `${memory.heard}${part}`.replaceAll('\n', '');
  if (!text.endsWith('\r')) {
    return stay({ ...memory, heard: text });
  }
  const idle = { ...memory, heard: '' };
  const line = text.slice(0, -1).trim();
  if (line === '') {
    return stay(idle);
  }
  const result: CalampResult =
    line.length > bufferLimit ? { kind: 'failed', memory: idle } : obeyCalamp(idle, line, moment);
  switch (result.kind) {
    case 'not-addressed':
      return stay(idle);
    case 'locked':
      return stay(result.memory, say('Password Required', moment, true));
    case 'failed':
      return stay(result.memory, say('ERROR', moment, true));
    case 'done': {
      const answer = say([...result.lines, 'OK'].join('\r\n'), moment, true);
      const restart: readonly UnitEffect[] =
        result.restart === true ? [{ kind: 'restart', afterMs: restartDelayMs }] : [];
      return { state: result.memory, effects: [answer, ...restart] };
    }
    default:
      return assertNever(result);
  }
}

function say(text: string, { quirks }: UnitMoment, isAnswer: boolean): UnitEffect {
  return { kind: 'send', bytes: latin1Bytes(`${text}\r\n`), afterMs: quirks.thinkMs, isAnswer };
}
