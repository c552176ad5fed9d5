import type { IdentifyOutcome, LinkFault, UnitIdentity } from '#core/ports/unit-driver.ts';
import type { V250Request } from '#core/protocol/at27007/left-behind.ts';
import { readCalampIdentifiers, readCalampVersion } from '#core/protocol/calamp/answers.ts';
import { askIdentifiers, askVersion } from '#core/protocol/calamp/requests.ts';
import type { CalampTalk } from './calamp-talk.ts';

/** What kept the unit from being understood: trouble on the cable, or its password. */
export type CalampTrouble = { readonly kind: 'locked' } | LinkFault;

/** Reads who the unit is, twice; both readings must agree (INST-1). */
export async function identifyCalamp(talk: CalampTalk): Promise<IdentifyOutcome> {
  const first = await readIdentity(talk, [askVersion, askIdentifiers]);
  if (first.kind !== 'identity') {
    return first;
  }
  // The other way round, so that answers which all came one question late cannot come out alike.
  const second = await readIdentity(talk, [askIdentifiers, askVersion]);
  if (second.kind !== 'identity') {
    return second;
  }
  return inWords(first.identity) === inWords(second.identity)
    ? { kind: 'identified', identity: first.identity }
    : { kind: 'readings-differ', first: inWords(first.identity), second: inWords(second.identity) };
}

/** The IMEI alone, read once: what is compared with the expected one before anything is written. */
export async function readCalampImei(
  talk: CalampTalk,
): Promise<{ readonly kind: 'imei'; readonly imei: string | null } | CalampTrouble> {
  const lines = await askLines(talk, askIdentifiers);
  return lines.kind === 'lines' ? { kind: 'imei', imei: readCalampIdentifiers(lines.lines).imei } : lines;
}

type Lines = { readonly kind: 'lines'; readonly lines: readonly string[] } | CalampTrouble;

async function readIdentity(
  talk: CalampTalk,
  questions: readonly V250Request[],
): Promise<{ readonly kind: 'identity'; readonly identity: UnitIdentity } | CalampTrouble> {
  const told: string[] = [];
  for (const question of questions) {
    const lines = await askLines(talk, question);
    if (lines.kind !== 'lines') {
      return lines;
    }
    told.push(...lines.lines);
  }
  const { model, firmware } = readCalampVersion(told);
  const { imei, iccid } = readCalampIdentifiers(told);
  return {
    kind: 'identity',
    identity: {
      driver: 'calamp',
      imei,
      iccid,
      hardware: null,
      model: model ?? 'unknown',
      firmware: firmware ?? 'unknown',
    },
  };
}

/** A refusal tells nothing: what is not told stays unknown. */
async function askLines(talk: CalampTalk, question: V250Request): Promise<Lines> {
  const answer = await talk.ask(question);
  switch (answer.kind) {
    case 'body':
      return { kind: 'lines', lines: answer.lines };
    case 'refused':
      return { kind: 'lines', lines: [] };
    default:
      return answer;
  }
}

function inWords({ imei, iccid, model, firmware }: UnitIdentity): string {
  return [
    imei === null ? 'no IMEI' : `IMEI ${imei}`,
    model,
    firmware,
    ...(iccid === null ? [] : [`SIM ${iccid}`]),
  ].join(', ');
}
