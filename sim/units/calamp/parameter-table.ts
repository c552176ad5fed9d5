/** What one index of a parameter may hold, and holds at the factory. `register` values are written through a bit mask. */
export type CalampRule =
  | { readonly kind: 'text'; readonly maxLength: number; readonly initial: string }
  | { readonly kind: 'number'; readonly maximum: number; readonly initial: string }
  | { readonly kind: 'register'; readonly initial: string };

const text: CalampRule = { kind: 'text', maxLength: 63, initial: '' };
const number = (maximum: number, initial: number): CalampRule => ({
  kind: 'number',
  maximum,
  initial: String(initial),
});
const register: CalampRule = { kind: 'register', initial: '0' };

/**
 * By `id,index`, as the unit's own commands name them. Ids are published (LMU Users Guide, installers' notes); the lengths are chosen here,
 * as no guide gives any. 1024 is the S-registers, index 51 being S-171, whose bit 4 asks for the password that 2177 holds.
 */
const rules: Readonly<Record<string, CalampRule>> = {
  '768,0': { kind: 'text', maxLength: 15, initial: '0.0.0.0' },
  '769,0': number(65_535, 20_500),
  '769,1': number(65_535, 20_500),
  '1024,51': register,
  '1283,0': number(4_294_967_295, 0),
  '2177,0': { kind: 'text', maxLength: 63, initial: '' },
  '2306,0': text,
  '2306,1': text,
  '2314,0': text,
  '2315,0': text,
  '2319,0': text,
  '2319,1': text,
  '2322,0': number(31_536_000, 86_400),
};

export const passwordPlace = '2177,0';
export const lockRegister = '1024,51';
export const lockBit = 16;
export const accessPointId = '2306';

/** The rule of an `id,index`, or undefined for one that these units do not have. */
export function calampRule(place: string): CalampRule | undefined {
  return Object.hasOwn(rules, place) ? rules[place] : undefined;
}

/** All indices of a parameter, in order. */
export function placesOf(id: string): readonly string[] {
  return Object.keys(rules).filter((place) => place.startsWith(`${id},`));
}

export function factoryValues(): Record<string, string> {
  return Object.fromEntries(Object.entries(rules).map(([place, rule]) => [place, rule.initial]));
}

/** What is stored when these fields are written, or undefined when the unit does not take them. */
export function storedValue(rule: CalampRule, fields: readonly string[], before: string): string | undefined {
  const [first = '', second = ''] = fields;
  switch (rule.kind) {
    case 'text':
      return fields.length === 1 && first.length <= rule.maxLength ? first : undefined;
    case 'number':
      return fields.length === 1 && /^\d+$/.test(first) && Number(first) <= rule.maximum ? first : undefined;
    case 'register': {
      if (fields.length !== 2 || ![first, second].every((field) => /^\d{1,3}$/.test(field))) {
        return undefined;
      }
      const mask = Number(first);
      return String((Number(before) & ~mask) | (Number(second) & mask));
    }
  }
}
