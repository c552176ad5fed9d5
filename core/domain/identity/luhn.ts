/**
 * The Luhn check (ISO/IEC 7812-1 annex B) of IMEI and ICCID numbers. The last digit of a complete number is its check digit.
 */

/** The digit (`0`–`9`) that completes `payload` (decimal digits only, without a check digit). */
export function luhnCheckDigit(payload: string): string {
  return String((10 - (luhnSum(`${payload}0`) % 10)) % 10);
}

/** Whether the last digit of `digits` (decimal digits only) fits the ones before it. */
export function passesLuhn(digits: string): boolean {
  return luhnSum(digits) % 10 === 0;
}

function luhnSum(digits: string): number {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum;
}
