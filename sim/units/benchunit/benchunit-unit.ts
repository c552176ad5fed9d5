import { assertNever } from '#core/kernel/assert-never.ts';
import { invariant } from '#core/kernel/invariant.ts';
import { type Step, stay } from '#core/kernel/step-machine.ts';
import { feltHealth } from '../felt-health.ts';
import { latin1Bytes, latin1Text } from '../latin1.ts';
import type { UnitEffect, UnitMachine, UnitMemory, UnitMoment } from '../unit-machine.ts';
import { type Answer, answerTo } from './commands.ts';
import {
  beginIntake,
  type FirmwareIntake,
  feedIntake,
  type IntakeStep,
  type IntakeVerdict,
  wakeIntake,
} from './firmware-intake.ts';
import { readHostLine, unitLine } from './lines.ts';
import { benchunitRule, factoryValues, firmwareName } from './parameters.ts';

export interface BenchunitMemory extends UnitMemory {
  /** A firmware that is on its way; null while the unit listens to lines. */
  readonly intake: FirmwareIntake | null;
}

const usualFirmware = '03.26.04';
const bufferLimit = 1_024;
const restartDelayMs = 300;
type Next = Step<BenchunitMemory, UnitEffect>;

/**
 * A unit that nobody builds: lines with checksums, and firmware over YMODEM, so that what no published dialect offers can be shown and
 * proved (INST-5). It has the parameters of the demo's trailer units.
 */
export const benchunitUnit: UnitMachine<BenchunitMemory> = {
  create: (profile, parameters, atMs) => {
    for (const name of Object.keys(parameters)) {
      invariant(name === firmwareName || benchunitRule(name) !== undefined, `a bench unit has no parameter ${name}`);
    }
    const saved = { ...factoryValues(), [firmwareName]: usualFirmware, ...parameters };
    return { profile, poweredAtMs: atMs, running: saved, saved, heard: '', imeiReadings: 0, intake: null };
  },
  receive: (memory, bytes, moment) => {
    if (isDead(memory)) {
      return stay(memory);
    }
    return memory.intake === null
      ? listen(memory, bytes, moment)
      : goOn(memory, feedIntake(memory.intake, bytes, intakeMoment(moment)), moment);
  },
  powerUp: (memory, moment) => {
    const awake = { ...memory, poweredAtMs: moment.atMs, running: memory.saved, heard: '', intake: null };
    return isDead(awake) ? stay(awake) : stay(awake, say(unitLine('00', 'UP'), { ...moment, isAnswer: false }));
  },
  wake: (memory, moment) =>
    memory.intake === null ? stay(memory) : goOn(memory, wakeIntake(memory.intake, intakeMoment(moment)), moment),
  loseCable: (memory) => ({ ...memory, heard: '', intake: null }),
  reset: (memory) => {
    const factory = { ...factoryValues(), [firmwareName]: memory.saved[firmwareName] ?? usualFirmware };
    return { ...memory, running: factory, saved: factory };
  },
  health: feltHealth,
};

/** An update that went wrong for good. */
function isDead({ running }: UnitMemory): boolean {
  return running[firmwareName] === '';
}

function intakeMoment({ atMs, quirks }: UnitMoment) {
  return { atMs, quirks: quirks.firmware };
}

function listen(memory: BenchunitMemory, bytes: Uint8Array, moment: UnitMoment): Next {
  const pieces = `${memory.heard}${latin1Text(bytes)}`.split(/\r\n|\r|\n/);
  const rest = pieces.pop() ?? '';
  let current: BenchunitMemory = { ...memory, heard: rest.length > bufferLimit ? '' : rest };
  const effects: UnitEffect[] = [];
  for (const line of pieces) {
    const heard = readHostLine(line);
    if (heard !== undefined && current.intake === null) {
      const next = obey(current, { number: heard.number, answer: answerTo(current, heard, moment) }, moment);
      current = next.state;
      effects.push(...next.effects);
    }
  }
  return { state: current, effects };
}

function obey(
  memory: BenchunitMemory,
  { number, answer }: { readonly number: string; readonly answer: Answer },
  moment: UnitMoment,
): Next {
  const spoken = (words: string) => say(unitLine(number, words), { ...moment, isAnswer: true });
  switch (answer.kind) {
    case 'said':
      return stay({ ...memory, ...answer.change }, spoken(answer.words));
    case 'restarts':
      return stay(memory, spoken('OK'), { kind: 'restart', afterMs: restartDelayMs });
    case 'loads': {
      const begun = goOn(memory, beginIntake(intakeMoment(moment)), moment);
      return { state: begun.state, effects: [spoken('OK'), ...begun.effects] };
    }
    default:
      return assertNever(answer);
  }
}

function goOn(memory: BenchunitMemory, step: IntakeStep, moment: UnitMoment): Next {
  const answers = step.answers.map(
    ({ bytes, afterMs }): UnitEffect => ({
      kind: 'send',
      bytes: Uint8Array.from(bytes),
      afterMs: afterMs + moment.quirks.thinkMs,
      isAnswer: false,
    }),
  );
  if (step.verdict === undefined) {
    const wake: UnitEffect = { kind: 'wake', afterMs: Math.max(1, step.intake.wakeAtMs - moment.atMs) };
    return { state: { ...memory, intake: step.intake }, effects: [...answers, wake] };
  }
  const ended = conclude({ ...memory, intake: null }, step.verdict, moment);
  return { state: ended.state, effects: [...answers, ...ended.effects] };
}

function conclude(memory: BenchunitMemory, verdict: IntakeVerdict, moment: UnitMoment): Next {
  const spoken = (words: string) => say(unitLine('00', words), { ...moment, isAnswer: false });
  switch (verdict.kind) {
    case 'broken-off':
      return stay(memory);
    case 'no-image':
      return stay(memory, spoken('BAD image'));
    case 'image': {
      if (verdict.model !== memory.profile.model) {
        return stay(memory, spoken('BAD model'));
      }
      const saved = { ...memory.saved, [firmwareName]: flashedVersion(memory, verdict.version, moment) };
      return stay({ ...memory, saved }, spoken('TAKEN'), { kind: 'restart', afterMs: restartDelayMs });
    }
    default:
      return assertNever(verdict);
  }
}

function flashedVersion({ saved }: BenchunitMemory, version: string, { quirks: { firmware } }: UnitMoment): string {
  if (firmware.some(({ kind }) => kind === 'dead')) {
    return '';
  }
  return firmware.some(({ kind }) => kind === 'ignored') ? (saved[firmwareName] ?? '') : version;
}

function say(text: string, { quirks, isAnswer }: UnitMoment & { readonly isAnswer: boolean }): UnitEffect {
  return { kind: 'send', bytes: latin1Bytes(text), afterMs: quirks.thinkMs, isAnswer };
}
