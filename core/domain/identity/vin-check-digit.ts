/**
 * The check digit at position 9 of a VIN (49 CFR 565.15(c)). Compulsory for vehicles of the United States, Canada and Mexico; makers
 * elsewhere put anything there, so nothing may be concluded from it for their vehicles.
 */
const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2] as const;
const LETTER_VALUES: Readonly<Record<string, number>> = {
  A: 1,
  B: 2,
  C: 3,
  D: 4,
  E: 5,
  F: 6,
  G: 7,
  H: 8,
  J: 1,
  K: 2,
  L: 3,
  M: 4,
  N: 5,
  P: 7,
  R: 9,
  S: 2,
  T: 3,
  U: 4,
  V: 5,
  W: 6,
  X: 7,
  Y: 8,
  Z: 9,
};

/** The character (`0`–`9` or `X`) that fits at position 9 of a 17-character VIN of legal characters. What stands there is ignored. */
export function vinCheckDigit(vin: string): string {
  const sum = WEIGHTS.reduce<number>((total, weight, index) => total + weight * characterValue(vin[index] ?? '0'), 0);
  const rest = sum % 11;
  return rest === 10 ? 'X' : String(rest);
}

/** Whether the VIN was given out in North America: region codes 1 to 5 (ISO 3780). */
export function hasNorthAmericanCheckDigit(vin: string): boolean {
  return /^[1-5]/.test(vin);
}

function characterValue(character: string): number {
  return LETTER_VALUES[character] ?? Number(character);
}
