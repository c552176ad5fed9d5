import { looksLikeIccid } from '../../identity/iccid.ts';
import { hasImeiGrouping, withoutImeiSeparators } from '../../identity/imei.ts';
import { ambiguous, type FormResult, label, NOT_THIS_FORM } from './form-result.ts';
import { readBareSerial, readIccid, readImei } from './read-number.ts';

/**
 * Last resort for text that names nothing: stickers with several lines, links with a number in the path, replies of a modem. Takes a
 * unit's number only if there is exactly one, standing free of letters, further digits and decimal points.
 */
const CHAIN = /(?<![A-Za-z0-9.])[0-9][0-9A-Fa-f]*(?:[ -][0-9A-Fa-f]+)*(?![A-Za-z0-9])(?!\.[0-9])/g;

export function searchUnitNumber(text: string): FormResult {
  const found = [...text.matchAll(CHAIN)].map(([chain]) => chain).map(readChain);
  const question = found.find((numbers) => numbers.isAmbiguous);
  if (question) {
    return ambiguous([...question.units, ...question.cards]);
  }
  const units = distinct(
    found.flatMap((numbers) => numbers.units),
    withoutImeiSeparators,
  );
  const types = unitTypesIn(text);
  const rivals = units.length === 0 ? [] : distinct([...units, ...attachedNumbers(text)], withoutImeiSeparators);
  if (rivals.length > 1 || types.length > 1) {
    return ambiguous(types.length > 1 ? types : rivals);
  }
  const cards = distinct(
    found.flatMap((numbers) => numbers.cards),
    (card) => card,
  );
  return merge(units.map(readUnit), cards.map(readIccid));
}

interface ChainNumbers {
  /** Groups that can be a unit's number, as they stand. */
  readonly units: readonly string[];
  readonly cards: readonly string[];
  /** The groups read one way together and another way alone. */
  readonly isAmbiguous: boolean;
}

/** Groups of digits with single blanks or hyphens between them: several numbers side by side, or one number in groups. */
function readChain(chain: string): ChainNumbers {
  const groups = chain.split(' ');
  const units = groups.filter((group) => isUnitNumber(withoutImeiSeparators(group)) && hasImeiGrouping(group));
  const cards = groups.filter(looksLikeIccid);
  if (units.length === 0 && cards.length === 0) {
    const isUnit = isUnitNumber(withoutImeiSeparators(chain)) && hasImeiGrouping(chain);
    return { units: isUnit ? [chain] : [], cards: looksLikeIccid(chain) ? [chain] : [], isAmbiguous: false };
  }
  const isAmbiguous = groups.length > 1 && cards.length === 0 && looksLikeIccid(chain);
  return { units, cards: isAmbiguous ? [chain] : cards, isAmbiguous };
}

function isUnitNumber(digits: string): boolean {
  return /^[0-9]{15}$/.test(digits);
}

function readUnit(unit: string): FormResult {
  return isUnitNumber(unit) ? readBareSerial(unit) : readImei(unit);
}

/**
 * Numbers that touch a letter. None is taken, but it is another unit's beside one that stands free: two labels whose line end was lost
 * come in as `EVP-…EVP-…`.
 */
function attachedNumbers(text: string): readonly string[] {
  return text.match(/(?<![0-9.])[0-9]{15}(?![0-9])(?!\.[0-9])/g) ?? [];
}

/** The unit ids `type:serial` in the text: one serial under two types means two units (OWN-5). */
function unitTypesIn(text: string): readonly string[] {
  const ids = text.match(/(?<![A-Za-z0-9_-])[A-Za-z][A-Za-z0-9_-]{0,31}:[0-9]{15}(?![0-9])/g) ?? [];
  return distinct(ids, (id) => id.toLowerCase());
}

function merge([unit]: readonly FormResult[], cards: readonly FormResult[]): FormResult {
  if (unit?.kind === 'unreadable') {
    return unit;
  }
  const card = cards.length === 1 ? cards[0] : undefined;
  const taken = [unit, card].flatMap((result) => (result?.kind === 'label' ? [result] : []));
  if (taken.length === 0) {
    return cards.length > 1 ? ambiguous(cards.flatMap(iccidOf)) : NOT_THIS_FORM;
  }
  const several = cards.length > 1 ? (['SEVERAL_ICCIDS'] as const) : [];
  return label(Object.assign({}, ...taken.map((result) => result.fields)), [
    ...taken.flatMap((result) => result.warnings),
    ...several,
  ]);
}

function iccidOf(result: FormResult): readonly string[] {
  return result.kind === 'label' && result.fields.iccid !== undefined ? [result.fields.iccid] : [];
}

function distinct(values: readonly string[], keyOf: (value: string) => string): readonly string[] {
  return [...new Map(values.map((value) => [keyOf(value), value])).values()];
}
