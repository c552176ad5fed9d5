import type { Gs1Element } from '#core/domain/scanning/forms/gs1-element-string.ts';
import { createRandom, type SeededRandom } from '#sim/random/seeded-random.ts';

/** Lists of GS1 elements as labels carry them: identifiers of every kind, in any order, no one twice, with values that the standard allows. */
export function gs1Lists(
  seed: number,
  wish: { readonly count: number; readonly mostCharacters: number },
): readonly (readonly Gs1Element[])[] {
  const random = createRandom(seed, 'GS1 element lists');
  return Array.from({ length: wish.count }, () => list(random, wish.mostCharacters));
}

/** As zint takes it and people read it: `[01]09504000059101[21]359315075384726`. */
export function writeInBrackets(elements: readonly Gs1Element[]): string {
  return elements.map(({ ai, value }) => `[${ai}]${value}`).join('');
}

function list(random: SeededRandom, mostCharacters: number): readonly Gs1Element[] {
  const elements: Gs1Element[] = [];
  const wanted = random.between(1, 6);
  let characters = 0;
  for (const { ai, make } of shuffled(random).slice(0, wanted)) {
    const value = make(random);
    characters += ai.length + value.length + 1;
    if (characters > mostCharacters) {
      break;
    }
    elements.push({ ai, value });
  }
  return elements.length > 0 ? elements : [{ ai: '21', value: '359315075384726' }];
}

interface Kind {
  readonly ai: string;
  readonly make: (random: SeededRandom) => string;
}

const digits = (random: SeededRandom, count: number) =>
  Array.from({ length: count }, () => random.between(0, 9)).join('');
const upTo = (random: SeededRandom, most: number) => random.between(1, most);
const checked = (count: number) => (random: SeededRandom) => withCheckDigit(digits(random, count - 1));
const number = (most: number) => (random: SeededRandom) => digits(random, upTo(random, most));
const exactly = (count: number) => (random: SeededRandom) => digits(random, count);
const date = (random: SeededRandom) =>
  `${digits(random, 2)}${String(random.between(1, 12)).padStart(2, '0')}${String(random.between(1, 28)).padStart(2, '0')}`;
/** Set 82 without brackets, which mark identifiers here. */
const SIGNS = `!"%&'*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz`;
const text = (most: number) => (random: SeededRandom) =>
  Array.from({ length: upTo(random, most) }, () => SIGNS[random.between(0, SIGNS.length - 1)]).join('');

const KINDS: readonly Kind[] = [
  { ai: '00', make: checked(18) },
  { ai: '01', make: checked(14) },
  { ai: '10', make: text(20) },
  { ai: '11', make: date },
  { ai: '17', make: date },
  { ai: '20', make: exactly(2) },
  { ai: '21', make: text(20) },
  { ai: '22', make: text(20) },
  { ai: '30', make: number(8) },
  { ai: '37', make: number(8) },
  { ai: '240', make: text(30) },
  { ai: '241', make: text(30) },
  { ai: '250', make: text(30) },
  { ai: '3103', make: exactly(6) },
  { ai: '3922', make: number(15) },
  { ai: '400', make: text(30) },
  { ai: '402', make: checked(17) },
  { ai: '410', make: checked(13) },
  { ai: '414', make: checked(13) },
  { ai: '8002', make: text(20) },
  { ai: '8005', make: exactly(6) },
  { ai: '8018', make: checked(18) },
  { ai: '8020', make: text(25) },
  { ai: '90', make: text(30) },
  { ai: '91', make: text(90) },
  { ai: '99', make: text(90) },
];

function shuffled(random: SeededRandom): readonly Kind[] {
  return KINDS.map((kind) => ({ kind, place: random.next() }))
    .sort((one, other) => one.place - other.place)
    .map(({ kind }) => kind);
}

/** GS1 General Specifications 7.9.1: weights 3 and 1 from the right. */
function withCheckDigit(body: string): string {
  const sum = [...body].reverse().reduce((before, digit, at) => before + Number(digit) * (at % 2 === 0 ? 3 : 1), 0);
  return body + String((10 - (sum % 10)) % 10);
}
