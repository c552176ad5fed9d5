/**
 * `+CREG`, `+CGREG` and `+CEREG` (TS 27.007 §7.2, §10.1). The answer carries the report mode before the state and the report
 * does not, so the same digits mean two things: `+CREG: 1,3` is an answer (denied), `+CREG: 1,84CD,00D30156` a report (home).
 */
export type Registration = 'none' | 'home' | 'searching' | 'denied' | 'unknown' | 'roaming' | 'limited';

export type RegistrationLine =
  | { readonly kind: 'answer'; readonly state: Registration }
  | { readonly kind: 'report' }
  | { readonly kind: 'other' };

export function readRegistration(line: string, name: string): RegistrationLine {
  if (!line.startsWith(`${name}:`)) {
    return { kind: 'other' };
  }
  const fields = line
    .slice(name.length + 1)
    .split(',')
    .map((field) => field.trim());
  const [mode = '', state = ''] = fields;
  const hasAnswerLength = fields.length === 2 || (fields.length >= 4 && fields.length <= 8);
  // A location code is quoted or has four digits; a state has at most three, zeros in front included.
  if (!hasAnswerLength || !/^\d{1,3}$/.test(mode) || !/^\d{1,3}$/.test(state) || Number(mode) > LAST_MODE) {
    return { kind: 'report' };
  }
  const known = STATES[Number(state)];
  return known === undefined ? { kind: 'report' } : { kind: 'answer', state: known };
}

const LAST_MODE = 5;
const STATES: readonly Registration[] = [
  ...(['none', 'home', 'searching', 'denied', 'unknown', 'roaming'] as const),
  // 6–11: SMS only, emergency only, circuit-switched fallback not preferred.
  ...(['limited', 'limited', 'limited', 'limited', 'limited', 'limited'] as const),
];
