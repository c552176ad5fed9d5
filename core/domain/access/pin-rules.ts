/** Which PINs somebody may choose (STA-1, NIST SP 800-63B-4 §5.2.11): six digits at least, and none that everybody tries first. */
export type PinJudgement =
  | { readonly kind: 'good' }
  | { readonly kind: 'weak'; readonly why: 'too-short' | 'too-long' | 'not-digits' | 'common' };

export const shortestPin = 6;
export const longestPin = 12;

/** Most chosen six-digit PINs that no pattern below catches, as lists of leaked PINs agree on. */
const common: ReadonlySet<string> = new Set([
  ...['112233', '159753', '147258', '258369', '789456', '741852', '951753', '123789', '147852', '159357'],
  ...['520131', '101010', '131313', '142536', '102030', '010203', '321654', '456852', '696969', '007007'],
]);

export function judgePin(pin: string): PinJudgement {
  if (!/^\d*$/.test(pin)) {
    return { kind: 'weak', why: 'not-digits' };
  }
  if (pin.length < shortestPin) {
    return { kind: 'weak', why: 'too-short' };
  }
  if (pin.length > longestPin) {
    return { kind: 'weak', why: 'too-long' };
  }
  return common.has(pin) || isRepeated(pin) || isRun(pin) || isPalindrome(pin)
    ? { kind: 'weak', why: 'common' }
    : { kind: 'good' };
}

/** `000000`, `121212`, `123123`. */
function isRepeated(pin: string): boolean {
  return [1, 2, 3].some(
    (length) =>
      pin ===
      pin
        .slice(0, length)
        .repeat(Math.ceil(pin.length / length))
        .slice(0, pin.length),
  );
}

/** Up or down in even steps, also over the end of the keys: `123456`, `987654`, `246802`, `890123`. */
function isRun(pin: string): boolean {
  const steps = new Set([...pin.slice(1)].map((digit, index) => (Number(digit) - Number(pin[index]) + 10) % 10));
  return steps.size === 1;
}

/** `123321`. */
function isPalindrome(pin: string): boolean {
  return pin === [...pin].reverse().join('');
}
