import type { SeededRandom } from '#sim/random/seeded-random.ts';

/** Numbers as they stand on labels, made up. */
export interface Numbers {
  digits(count: number): string;
  /** Fifteen digits, half of them with a fitting check digit. */
  serial(): string;
  iccid(): string;
  vin(): string;
}

export function serialNumbers(random: SeededRandom): Numbers {
  const digits = (count: number) => Array.from({ length: count }, () => random.between(0, 9)).join('');
  return {
    digits,
    serial() {
      // 35 and 86 begin nearly all of them, and nothing else that is 15 digits long.
      const body = `${random.next() < 0.5 ? 35 : 86}${digits(12)}`;
      return body + (random.next() < 0.5 ? luhnDigit(body) : String(random.between(0, 9)));
    },
    iccid: () => `89${digits(random.between(17, 18))}`,
    vin: () =>
      Array.from({ length: 13 }, () => VIN_SIGNS[random.between(0, VIN_SIGNS.length - 1)]).join('') + digits(4),
  };
}

const VIN_SIGNS = 'ABCDEFGHJKLMNPRSTUVWXYZ0123456789';

/** Written a second time on purpose: the product's own would agree with its own mistakes. */
export function luhnDigit(body: string): string {
  let sum = 0;
  let doubles = true;
  for (let at = body.length - 1; at >= 0; at -= 1) {
    const digit = body.charCodeAt(at) - 48;
    const weighed = doubles ? digit * 2 : digit;
    sum += weighed > 9 ? weighed - 9 : weighed;
    doubles = !doubles;
  }
  return String((10 - (sum % 10)) % 10);
}
