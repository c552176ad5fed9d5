/** What the bench unit can be told, by names of its own; `number` with its limits, `text` with its longest length. */
type Rule =
  | { readonly kind: 'number'; readonly minimum: number; readonly maximum: number; readonly initial: string }
  | { readonly kind: 'text'; readonly maxLength: number; readonly initial: string };

const number = (minimum: number, maximum: number, initial: number): Rule => ({
  kind: 'number',
  minimum,
  maximum,
  initial: String(initial),
});
const text = (maxLength: number): Rule => ({ kind: 'text', maxLength, initial: '' });

const rules: Readonly<Record<string, Rule>> = {
  'net.apn': text(32),
  'net.user': text(32),
  'net.pass': text(32),
  'srv.host': text(63),
  'srv.port': number(0, 65_535, 0),
  'srv.udp': number(0, 1, 0),
  'stop.record': number(0, 86_400, 3_600),
  'stop.send': number(0, 86_400, 300),
  'move.record': number(0, 86_400, 300),
  'move.metres': number(0, 65_535, 100),
  'move.send': number(0, 86_400, 120),
  'sleep.mode': number(0, 4, 0),
  'sleep.minutes': number(0, 3_000, 5),
  'tyre.count': number(2, 32, 6),
  'tyre.mm': number(1_000, 4_500, 3_040),
  vin: text(17),
};

/** Holds the running version; nobody can write it, an update does. Empty on a unit that an update has killed. */
export const firmwareName = 'sys.fw';
export const accessPointName = 'net.apn';

export function benchunitRule(name: string): Rule | undefined {
  return Object.hasOwn(rules, name) ? rules[name] : undefined;
}

export function factoryValues(): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(rules).map(([name, { initial }]) => [name, initial]));
}

export function isAllowed(rule: Rule, value: string): boolean {
  return rule.kind === 'text'
    ? value.length <= rule.maxLength
    : /^\d{1,9}$/.test(value) && Number(value) >= rule.minimum && Number(value) <= rule.maximum;
}
