import { assertNever } from '#core/kernel/assert-never.ts';
import { type Step, stay } from '#core/kernel/step-machine.ts';
import { feltHealth } from '../felt-health.ts';
import { inTurn } from '../in-turn.ts';
import { latin1Bytes, latin1Text } from '../latin1.ts';
import type { UnitEffect, UnitMachine, UnitMoment } from '../unit-machine.ts';
import { type ModemMemory, type ModemResult, obeyCommand } from './commands.ts';
import { errorText } from './results.ts';

/** Input buffer of a small modem: an overlong line is not carried out at all (link.md §1.1). */
const bufferLimit = 400;
const restartDelayMs = 150;
const lineFeed = '\n';
const escapeKey = '\x1b';

/**
 * A plain 3GPP TS 27.007 modem with V.250 framing (link.md §1): echo, verbose or numeric results, error styles.
 * Serves the generic driver, and independent AT clients that check the simulator itself.
 */
export const at27007Unit: UnitMachine<ModemMemory> = {
  create: (profile, parameters, atMs) => {
    const saved = { ...factoryContext, ...parameters };
    return { profile, poweredAtMs: atMs, running: saved, saved, heard: '', imeiReadings: 0, ...factorySettings };
  },
  receive: (memory, bytes, moment) =>
    inTurn(memory, latin1Text(bytes).split(/(?<=\r)/), (now, part) => hear(now, part, moment)),
  powerUp: (memory, moment) => {
    const awake = { ...memory, poweredAtMs: moment.atMs, running: memory.saved, heard: '', ...factorySettings };
    const banner = send('\r\n^SYSSTART\r\n', moment.quirks.thinkMs, false);
    return moment.quirks.bootNoise ? stay(awake, banner) : stay(awake);
  },
  reset: (memory) => ({ ...memory, running: factoryContext, saved: factoryContext }),
  health: feltHealth,
};

/** Context 1 as it leaves the factory: how it addresses, and no access point. */
const factoryContext = { apn: '', type: 'IP' };

/** What a restart resets: V.250 defaults. */
const factorySettings = { echo: true, verbose: true, errorStyle: 0, registrationReport: 0, simQuestions: 0 } as const;

/** Takes in text up to and including one carriage return, and carries the command out when it is complete. */
function hear(memory: ModemMemory, part: string, moment: UnitMoment): Step<ModemMemory, UnitEffect> {
  const echo: readonly UnitEffect[] = memory.echo && part !== '' ? [send(part, 0, false)] : [];
  const text = `${memory.heard}${part}`.replaceAll(lineFeed, '').replaceAll(escapeKey, '');
  if (!text.endsWith('\r')) {
    return { state: { ...memory, heard: text }, effects: echo };
  }
  const idle = { ...memory, heard: '' };
  const line = text.slice(0, -1).trim();
  if (line === '') {
    return { state: idle, effects: echo };
  }
  const result: ModemResult =
    line.length > bufferLimit ? { kind: 'failed', memory: idle } : obeyCommand(idle, line, moment);
  if (result.kind === 'not-addressed') {
    return { state: idle, effects: echo };
  }
  const answer = send(frame(result), moment.quirks.thinkMs, true);
  const restart: readonly UnitEffect[] =
    result.kind === 'done' && result.restart ? [{ kind: 'restart', afterMs: restartDelayMs }] : [];
  return { state: result.memory, effects: [...echo, answer, ...restart] };
}

function send(text: string, afterMs: number, isAnswer: boolean): UnitEffect {
  return { kind: 'send', bytes: latin1Bytes(text), afterMs, isAnswer };
}

/** V.250 §5.7.1: verbose results stand between two line ends, numeric ones before a carriage return. */
function frame(result: Exclude<ModemResult, { kind: 'not-addressed' }>): string {
  const { verbose, errorStyle } = result.memory;
  const final = (word: string, digit: string) => (verbose ? `\r\n${word}\r\n` : `${digit}\r`);
  switch (result.kind) {
    case 'done': {
      const information = result.lines.map((line) => (verbose ? `\r\n${line}\r\n` : `${line}\r\n`));
      return `${information.join('')}${final('OK', '0')}`;
    }
    case 'failed':
      return final('ERROR', '4');
    case 'equipment-error':
      return errorStyle === 0 ? final('ERROR', '4') : `\r\n+CME ERROR: ${errorText(result.code, errorStyle)}\r\n`;
    default:
      return assertNever(result);
  }
}
