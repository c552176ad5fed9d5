import type { HealthField, HealthReading, ReadHealthOutcome } from '#core/ports/unit-driver.ts';
import type { V250Request } from '#core/protocol/at27007/left-behind.ts';
import { readCalampFix, readCommunication, type YesNo } from '#core/protocol/calamp/answers.ts';
import { askCommunication, askPosition } from '#core/protocol/calamp/requests.ts';
import type { CalampTrouble } from './calamp-identity.ts';
import type { CalampTalk } from './calamp-talk.ts';

/**
 * What is published of an LMU's own view of its health: fix and satellites, registration and data session. Supply, signal and SIM are told
 * by other commands whose answers nobody has published, so they are not asked.
 */
export const CALAMP_HEALTH_FIELDS = [
  ...(['gnssFix', 'satellites', 'networkRegistration', 'dataLink'] as const),
] satisfies readonly HealthField[];

/** Measures the fields that were asked for with one question each for position and communication. */
export async function readCalampHealth(talk: CalampTalk, wanted: readonly HealthField[]): Promise<ReadHealthOutcome> {
  const measured: Measured = {};
  for (const { question, tells, read } of MEASUREMENTS) {
    if (!tells.some((field) => wanted.includes(field))) {
      continue;
    }
    const lines = await askLines(talk, question);
    if (lines.kind === 'trouble') {
      return lines.trouble;
    }
    Object.assign(measured, read(lines.lines));
  }
  const fields: Measured = {};
  for (const field of wanted) {
    fields[field] = measured[field] ?? unknown('units of this family do not tell it');
  }
  return { kind: 'measured', fields };
}

type Measured = Partial<Record<HealthField, HealthReading>>;

interface Measurement {
  readonly question: V250Request;
  readonly tells: readonly HealthField[];
  readonly read: (lines: readonly string[]) => Measured;
}

const MEASUREMENTS: readonly Measurement[] = [
  { question: askPosition, tells: ['gnssFix', 'satellites'], read: positionFields },
  { question: askCommunication, tells: ['networkRegistration', 'dataLink'], read: communicationFields },
];

function positionFields(lines: readonly string[]): Measured {
  const fix = readCalampFix(lines);
  if (fix.kind === 'untold') {
    const nothing = unknown('no usable answer about its position');
    return { gnssFix: nothing, satellites: nothing };
  }
  const { kind, raw, satellites } = fix;
  return {
    gnssFix: { kind: 'value', value: kind, raw },
    satellites: satellites === null ? unknown(raw) : { kind: 'value', value: satellites, raw },
  };
}

/** Registered says nothing of home or abroad, so it is a word of its own. */
function communicationFields(lines: readonly string[]): Measured {
  const { networkRegistered, dataRegistered, connected } = readCommunication(lines);
  return {
    networkRegistration: reading(dataRegistered ?? networkRegistered, { yes: 'registered', no: 'none' }),
    dataLink: reading(connected, { yes: true, no: false }),
  };
}

function reading(
  told: YesNo | null,
  words: { readonly yes: string | boolean; readonly no: string | boolean },
): HealthReading {
  return told === null
    ? unknown('the unit does not tell it')
    : { kind: 'value', value: told.isYes ? words.yes : words.no, raw: told.raw };
}

async function askLines(
  talk: CalampTalk,
  question: V250Request,
): Promise<
  | { readonly kind: 'lines'; readonly lines: readonly string[] }
  | { readonly kind: 'trouble'; readonly trouble: CalampTrouble }
> {
  const answer = await talk.ask(question);
  switch (answer.kind) {
    case 'body':
      return { kind: 'lines', lines: answer.lines };
    case 'refused':
    case 'timed-out':
    case 'garbled':
      return { kind: 'lines', lines: [] };
    default:
      return { kind: 'trouble', trouble: answer };
  }
}

function unknown(why: string): HealthReading {
  return { kind: 'unknown', why };
}
