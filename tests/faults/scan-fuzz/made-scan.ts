import type { SeededRandom } from '#sim/random/seeded-random.ts';
import { type Numbers, serialNumbers } from './made-numbers.ts';

/** A text that could come out of a reader, and the units that may be taken from it: known because the text was made, not read. */
export interface MadeScan {
  readonly recipe: string;
  readonly text: string;
  /** Empty: whatever is taken is wrong. */
  readonly units: readonly string[];
  /** A whole and honest label: not taking it is a fault, too. */
  readonly mustBeTaken: boolean;
}

interface Parts {
  readonly random: SeededRandom;
  readonly numbers: Numbers;
}

type Recipe = (parts: Parts) => Omit<MadeScan, 'recipe'>;

/** How a unit's number is printed on labels. */
const DRESSES: readonly ((digits: string) => string)[] = [
  (digits) => digits,
  (digits) => `]C0${digits}`,
  (digits) => `EVP-${digits}`,
  (digits) => `abc-${digits}`,
  (digits) => `tp:${digits}`,
  (digits) => `S/N: ${digits}`,
  (digits) => `IMEI:${digits}`,
  (digits) => `imei=${digits}&model=x`,
  (digits) => `{"imei":"${digits}"}`,
  (digits) => `https://example.com/units/${digits}/info`,
  (digits) => `]Q1EVP-${digits}`,
  (digits) => `Unit ${digits} rev. B`,
  (digits) => `]C121${digits}`,
  (digits) => `]d2010950400005910121${digits}`,
  (digits) => `]Q3010950400005910110LOT7\u001d21${digits}\u001d11261120`,
  (digits) => `https://id.gs1.org/01/09504000059101/21/${digits}`,
];
/** All that say it is a serial or an IMEI: of a bare number sixteen digits are an IMEISV by rule. */
const MARKED = DRESSES.slice(2);

const ENDS = ['', '\r', '\r\n', '\t', ' ', '\n'];

const clean: Recipe = ({ random, numbers }) => {
  const unit = numbers.serial();
  return { text: pick(random, DRESSES)(unit) + pick(random, ENDS), units: [unit], mustBeTaken: true };
};

const severalFields: Recipe = ({ random, numbers }) => {
  const [imei, serial] = [numbers.serial(), numbers.serial()];
  const sign = pick(random, [';', '\n', ', ']);
  const fields = [`IMEI:${imei}`, `ICCID:${numbers.iccid()}`, `S/N:${serial}`];
  return { text: shuffle(random, fields).join(sign), units: [serial], mustBeTaken: true };
};

const digitLost: Recipe = ({ random, numbers }) => {
  const unit = numbers.serial();
  const at = random.between(0, 14);
  return none(pick(random, DRESSES)(unit.slice(0, at) + unit.slice(at + 1)));
};

const digitTwice: Recipe = ({ random, numbers }) => {
  const unit = numbers.serial();
  const at = random.between(0, 14);
  return none(pick(random, MARKED)(unit.slice(0, at) + unit[at] + unit.slice(at)));
};

const letterForDigit: Recipe = ({ random, numbers }) => {
  const unit = numbers.serial();
  const at = random.between(0, 14);
  return none(pick(random, DRESSES)(`${unit.slice(0, at)}${pick(random, [...'OIlSBZG'])}${unit.slice(at + 1)}`));
};

const twoUnits: Recipe = ({ random, numbers }) => {
  const [one, other] = [numbers.serial(), numbers.serial()];
  const pair = pick(random, [
    `${one} ${other}`,
    `${one}\n${other}`,
    `IMEI:${one} IMEI:${other}`,
    `S/N:${one};S/N:${other}`,
    `tp:${one} krone:${one}`,
    `]C121${one}\u001d21${other}`,
    `EVP-${one}\r\nEVP-${other}`,
  ]);
  return none(pair);
};

const glued: Recipe = ({ random, numbers }) => {
  const [one, other] = [numbers.serial(), numbers.serial()];
  return none(
    pick(random, [
      `${one}${other}`,
      `EVP-${one}EVP-${other}`,
      `EVP-${one}EVP-${other}\r\n`,
      `tp:${one}tp:${other}`,
      `IMEI:${one}IMEI:${other}`,
      `${one}${other.slice(0, 7)}`,
      `S/N: ${one}S/N: ${other}`,
      `{"imei":"${one}"}{"imei":"${other}"}`,
    ]),
  );
};

/** Of a label that broke off only a number that is still whole may be taken. */
const cutOff: Recipe = (parts) => {
  const { text, units } = pick(parts.random, [clean, severalFields])(parts);
  const cut = text.slice(0, parts.random.between(0, text.length));
  const whole = [...units, ...(text.match(/(?<=IMEI:)[0-9]{15}/g) ?? [])].filter((unit) => cut.includes(unit));
  return { text: cut, units: whole, mustBeTaken: false };
};

const noUnit: Recipe = ({ random, numbers }) => {
  const iccid = numbers.iccid();
  return none(
    pick(random, [
      iccid,
      `ICCID:${iccid}`,
      iccid.replace(/(.{4})/g, '$1 ').trim(),
      numbers.vin(),
      `VIN: ${numbers.vin()}`,
      `+49 ${numbers.digits(random.between(7, 11))}`,
      `ORDER ${numbers.digits(random.between(4, 14))}`,
      numbers.digits(random.between(17, 40)),
      `]C100${numbers.digits(18)}`,
      `]C101${numbers.digits(14)}10${numbers.digits(15)}`,
      `]C110LOT721${numbers.digits(15)}`,
      `]C121${numbers.digits(15)}10LOT7`,
      `${numbers.digits(3)}.${numbers.digits(15)}`,
      `geo:${numbers.digits(2)}.${numbers.digits(15)},8.${numbers.digits(12)}`,
    ]),
  );
};

/** Signs that mean something to a parser, in no order. What may be taken from these only the look of the number tells. */
const PIECES = [
  ...['IMEI', 'S/N', 'SN:', 'ICCID:', 'VIN=', 'ABC-', 'tp:', 'badge:', 'FB:NEXT', 'fitbay://job/', ']C1', ']d2', ']Q3'],
  ...[
    '\u001d',
    '␝',
    '<GS>',
    '(01)',
    '(21)',
    '01',
    '21',
    '8002',
    'https://example.com/',
    '21/',
    '?imei=',
    '%3A',
    '%',
    '%E4',
  ],
  ...[' ', '-', ';', ',', '\n', '.', '/', ':', '=', '"', '*', 'ß', 'Ö', '\u0000', '\ud800', '３', '\u200b', '\u202e'],
];

export function soup({ random, numbers }: Parts, length: number): string {
  let text = '';
  while (text.length < length) {
    const kind = random.between(0, 3);
    text += kind === 0 ? numbers.digits(random.between(1, 21)) : kind === 1 ? numbers.serial() : pick(random, PIECES);
  }
  return text;
}

export const recipes: readonly (readonly [name: string, recipe: Recipe])[] = [
  ['clean', clean],
  ['several fields', severalFields],
  ['digit lost', digitLost],
  ['digit twice', digitTwice],
  ['letter for digit', letterForDigit],
  ['two units', twoUnits],
  ['glued', glued],
  ['cut off', cutOff],
  ['no unit', noUnit],
];

export function makeScan(random: SeededRandom): MadeScan {
  const [recipe, make] = pick(random, recipes);
  return { recipe, ...make({ random, numbers: serialNumbers(random) }) };
}

export function pick<Item>(random: SeededRandom, items: readonly Item[]): Item {
  const item = items[random.between(0, items.length - 1)];
  if (item === undefined) {
    throw new Error('nothing to pick from');
  }
  return item;
}

function none(text: string): Omit<MadeScan, 'recipe'> {
  return { text, units: [], mustBeTaken: false };
}

function shuffle(random: SeededRandom, items: readonly string[]): readonly string[] {
  return items
    .map((item) => ({ item, place: random.next() }))
    .sort((one, other) => one.place - other.place)
    .map(({ item }) => item);
}
