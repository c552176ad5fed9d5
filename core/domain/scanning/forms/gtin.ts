/** Whether the last digit of a GTIN (8, 12, 13 or 14 digits) fits: weights 3 and 1 from the right (GS1 General Specifications 7.9). */
export function hasValidGtinDigit(gtin: string): boolean {
  let sum = 0;
  for (let index = 0; index < gtin.length; index += 1) {
    sum += Number(gtin[gtin.length - 1 - index]) * (index % 2 === 0 ? 1 : 3);
  }
  return sum % 10 === 0;
}
