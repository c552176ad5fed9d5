// The unit's end of YMODEM, as its boot loader would do it: block after block into the flash, nothing kept of what was. It is a second pair
// of eyes on the station's sender and shares nothing with it.
import { latin1Text } from '../latin1.ts';
import type { FirmwareQuirk } from '../unit-quirks.ts';
import { crc32Of, crc32Start, hex32, imageHeadLength, readImageHead } from './firmware-image.ts';

/** Plain JSON, as everything a unit remembers. `heard` is a block that has not come whole, as Latin-1. */
export interface FirmwareIntake {
  readonly stage: 'header' | 'data' | 'farewell';
  readonly expected: number;
  readonly length: number;
  readonly taken: number;
  readonly head: string;
  readonly sum: number;
  readonly heard: string;
  readonly silentTurns: number;
  readonly wakeAtMs: number;
  /** Misbehaviour that has been shown already, by name. */
  readonly shown: readonly string[];
  readonly endRefused: boolean;
}

/** What one input led to: answers with their delay, and whether it is over. */
export interface IntakeStep {
  readonly intake: FirmwareIntake;
  readonly answers: readonly { readonly bytes: readonly number[]; readonly afterMs: number }[];
  readonly verdict: IntakeVerdict | undefined;
}

export type IntakeVerdict =
  | { readonly kind: 'image'; readonly model: string; readonly version: string }
  | { readonly kind: 'no-image' }
  | { readonly kind: 'broken-off' };

const [soh, stx, eot, ack, nak, can, call] = [0x01, 0x02, 0x04, 0x06, 0x15, 0x18, 0x43];
const turnMs = 3_000;
const silentTurnsAtMost = 10;
/** From the word that a firmware may come to the first call, so that nobody takes the one for a part of the other. */
const firstCallMs = 150;
/** Erasing and writing one block of flash. */
const flashMs = 45;

export interface IntakeMoment {
  readonly atMs: number;
  readonly quirks: readonly FirmwareQuirk[];
}

export function beginIntake({ atMs, quirks }: IntakeMoment): IntakeStep {
  const intake: FirmwareIntake = {
    stage: 'header',
    expected: 0,
    length: 0,
    taken: 0,
    head: '',
    sum: crc32Start,
    heard: '',
    silentTurns: 0,
    wakeAtMs: atMs + turnMs,
    shown: [],
    endRefused: false,
  };
  return answer(intake, quirks.some(({ kind }) => kind === 'never-calls') ? [] : [call], firstCallMs);
}

/** Nothing came for a while: calls, or asks for the block again. */
export function wakeIntake(intake: FirmwareIntake, { atMs, quirks }: IntakeMoment): IntakeStep {
  if (atMs < intake.wakeAtMs) {
    return answer(intake, []);
  }
  const waiting = { ...intake, heard: '', silentTurns: intake.silentTurns + 1, wakeAtMs: atMs + turnMs };
  const isMute = quirks.some(({ kind }) => kind === 'never-calls');
  if (waiting.silentTurns > silentTurnsAtMost) {
    return over(waiting, { kind: 'broken-off' }, isMute ? [] : [can, can]);
  }
  if (isMute) {
    return answer(waiting, []);
  }
  return answer(waiting, intake.stage === 'data' && intake.taken > 0 ? [nak] : [call]);
}

export function feedIntake(intake: FirmwareIntake, bytes: Uint8Array, moment: IntakeMoment): IntakeStep {
  const heard = `${intake.heard}${latin1Text(bytes)}`;
  const awake = { ...intake, heard, silentTurns: 0, wakeAtMs: moment.atMs + turnMs };
  const first = heard.charCodeAt(0);
  const wanted = first === soh ? 133 : first === stx ? 1_029 : 1;
  if (heard.length < wanted) {
    return answer({ ...awake, wakeAtMs: moment.atMs + 1_000 }, []);
  }
  const clean = { ...awake, heard: '' };
  if (heard.startsWith('\x18\x18')) {
    return over(clean, { kind: 'broken-off' }, []);
  }
  if (first === eot && heard.length === 1) {
    return takeEnd(clean, moment);
  }
  if (wanted === 1 || heard.length > wanted) {
    // Noise, or more than a block: asked for again once the line is silent.
    return answer({ ...clean, wakeAtMs: moment.atMs + 500 }, []);
  }
  return takeBlock(
    clean,
    Uint8Array.from(heard, (character) => character.charCodeAt(0)),
    moment,
  );
}

function takeBlock(intake: FirmwareIntake, frame: Uint8Array, moment: IntakeMoment): IntakeStep {
  const number = frame[1] ?? 0;
  const data = frame.slice(3, -2);
  const isWhole = number + (frame[2] ?? 0) === 255 && checksum(frame.slice(3)) === 0;
  if (!isWhole) {
    return answer(intake, [nak]);
  }
  if (intake.stage !== 'data' && number === 0) {
    return takeHeader(intake, latin1Text(data));
  }
  if (number === (intake.expected + 255) % 256) {
    return intake.stage === 'data' && intake.taken === 0 ? answer(intake, [ack, call]) : answer(intake, [ack]);
  }
  return number === intake.expected
    ? takeData(intake, { number, data }, moment)
    : over(intake, { kind: 'broken-off' }, [can, can]);
}

function takeHeader(intake: FirmwareIntake, text: string): IntakeStep {
  const [name = '', rest = ''] = text.split('\0');
  if (name === '') {
    return over(intake, intake.stage === 'farewell' ? judge(intake) : { kind: 'broken-off' }, [ack]);
  }
  return answer({ ...intake, stage: 'data', expected: 1, length: Number.parseInt(rest, 10) }, [ack, call]);
}

function takeData(
  intake: FirmwareIntake,
  { number, data }: { readonly number: number; readonly data: Uint8Array },
  { quirks }: IntakeMoment,
): IntakeStep {
  const quirk = quirks.find((one) => 'block' in one && one.block === number && !intake.shown.includes(one.kind));
  const noted = quirk === undefined ? intake : { ...intake, shown: [...intake.shown, quirk.kind] };
  if (quirk?.kind === 'breaks-off') {
    return over(noted, { kind: 'broken-off' }, [can, can]);
  }
  if (quirk?.kind === 'bad-block') {
    return answer(noted, [nak], flashMs);
  }
  const bytes = data.slice(0, intake.length - intake.taken);
  const head = intake.head + latin1Text(bytes.slice(0, Math.max(0, imageHeadLength - intake.taken)));
  const program = bytes.slice(Math.max(0, imageHeadLength - intake.taken));
  const next = {
    ...noted,
    head,
    sum: crc32Of(intake.sum, program),
    taken: intake.taken + bytes.length,
    expected: (number + 1) % 256,
  };
  return answer(next, quirk?.kind === 'lost-answer' ? [] : [ack], flashMs);
}

function takeEnd(intake: FirmwareIntake, { quirks }: IntakeMoment): IntakeStep {
  const refuses = quirks.some(({ kind }) => kind === 'end-refused') && !intake.endRefused;
  if (refuses) {
    return answer({ ...intake, endRefused: true }, [nak]);
  }
  return intake.stage === 'farewell' || intake.taken === intake.length
    ? answer({ ...intake, stage: 'farewell', expected: 0 }, [ack, call])
    : over(intake, { kind: 'broken-off' }, [can, can]);
}

function judge({ head, sum, length }: FirmwareIntake): IntakeVerdict {
  const told = readImageHead(head);
  const isImage = told !== undefined && told.sum === hex32(sum) && told.length === length - imageHeadLength;
  return isImage ? { kind: 'image', model: told.model, version: told.version } : { kind: 'no-image' };
}

/** CCITT sum over data and the two bytes behind it: nothing is left of a whole block. */
function checksum(bytes: Uint8Array): number {
  let rest = 0;
  for (const byte of bytes) {
    for (let mask = 0x80; mask > 0; mask >>= 1) {
      const carries = (rest & 0x8000) !== 0;
      rest = ((rest << 1) & 0xffff) | ((byte & mask) === 0 ? 0 : 1);
      rest = carries ? rest ^ 0x1021 : rest;
    }
  }
  return rest;
}

function answer(intake: FirmwareIntake, bytes: readonly number[], afterMs = 0): IntakeStep {
  return { intake, answers: bytes.length === 0 ? [] : [{ bytes, afterMs }], verdict: undefined };
}

function over(intake: FirmwareIntake, verdict: IntakeVerdict, bytes: readonly number[]): IntakeStep {
  return { ...answer(intake, bytes), verdict };
}
