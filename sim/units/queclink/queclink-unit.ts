import { invariant } from '#core/kernel/invariant.ts';
import { type Step, stay } from '#core/kernel/step-machine.ts';
import { feltHealth } from '../felt-health.ts';
import { inTurn } from '../in-turn.ts';
import { latin1Bytes, latin1Text } from '../latin1.ts';
import type { UnitEffect, UnitMachine, UnitMoment } from '../unit-machine.ts';
import { countModulus, obeyQueclink, type QueclinkMemory } from './commands.ts';
import { deviceNameId, factoryFields, isField } from './section-table.ts';
import { report } from './sentences.ts';

/** Longest command kept; a longer one is forgotten, as by a small input buffer. */
const bufferLimit = 1_024;
const bootMs = 5_000;
const restartDelayMs = 150;
/** Between the acknowledgement of a question and its report. */
const reportDelayMs = 20;

/**
 * A GL300 that speaks Queclink's @Track protocol over its cable (link.md §2B): commands and messages end in `$`, everything that it takes is
 * acknowledged with the command's own number, and what it does not take is met with silence.
 */
export const queclinkUnit: UnitMachine<QueclinkMemory> = {
  create: (profile, parameters, atMs) => {
    for (const id of Object.keys(parameters)) {
      invariant(isField(id), `a GL300 has no field ${id}`);
    }
    const saved = { ...factoryFields(), ...parameters };
    const count = profile.seed % countModulus;
    return { profile, poweredAtMs: atMs, running: saved, saved, heard: '', imeiReadings: 0, count };
  },
  receive: (memory, bytes, moment) => {
    const pieces = `${memory.heard}${latin1Text(bytes)}`.split('$');
    const rest = pieces.pop() ?? '';
    // What a stranger typed before is not part of the command; half a command of before is.
    const commands = pieces.flatMap((piece) => /AT\+GT[\s\S]*/.exec(piece)?.[0] ?? []);
    const kept: QueclinkMemory = { ...memory, heard: rest.length > bufferLimit ? '' : rest };
    return inTurn(kept, commands, (now, command) => hear(now, command, moment));
  },
  powerUp: (memory, moment) => {
    const awake = { ...memory, poweredAtMs: moment.atMs, running: memory.saved, heard: '' };
    return moment.quirks.bootNoise ? tellPowerOn(awake, moment) : stay(awake);
  },
  reset: (memory) => ({ ...memory, running: factoryFields(), saved: factoryFields() }),
  health: feltHealth,
};

function hear(memory: QueclinkMemory, command: string, moment: UnitMoment): Step<QueclinkMemory, UnitEffect> {
  if (moment.quirks.bootNoise && moment.atMs - memory.poweredAtMs < bootMs) {
    return tellPowerOn(memory, moment);
  }
  const answer = obeyQueclink(memory, command, moment);
  if (answer.kind === 'silent') {
    return stay(answer.memory);
  }
  const messages = answer.messages.map((text, index) => send(text, moment, { index, isAnswer: true }));
  const restart: readonly UnitEffect[] = answer.restart ? [{ kind: 'restart', afterMs: restartDelayMs }] : [];
  return { state: answer.memory, effects: [...messages, ...restart] };
}

/** A starting unit reports that it was switched on, and hears nothing yet. */
function tellPowerOn(memory: QueclinkMemory, moment: UnitMoment): Step<QueclinkMemory, UnitEffect> {
  const count = (memory.count + 1) % countModulus;
  const { imei } = memory.profile;
  const envelope = { imei, deviceName: memory.running[deviceNameId] ?? '', clockMs: moment.atMs, count };
  return stay({ ...memory, count }, send(report('GTPNA', envelope, ''), moment, { index: 0, isAnswer: false }));
}

function send(
  text: string,
  { quirks }: UnitMoment,
  { index, isAnswer }: { readonly index: number; readonly isAnswer: boolean },
): UnitEffect {
  return { kind: 'send', bytes: latin1Bytes(text), afterMs: quirks.thinkMs + index * reportDelayMs, isAnswer };
}
