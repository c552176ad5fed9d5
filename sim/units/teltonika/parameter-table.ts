import type { TeltonikaModel } from './models.ts';

/** What a parameter may hold. `text` is limited in length, `number` in value. */
export type ParameterRule =
  | { readonly kind: 'text'; readonly maxLength: number; readonly initial: string }
  | { readonly kind: 'number'; readonly minimum: number; readonly maximum: number; readonly initial: string };

const text = (maxLength: number): ParameterRule => ({ kind: 'text', maxLength, initial: '' });
const number = (minimum: number, maximum: number, initial: number): ParameterRule => ({
  kind: 'number',
  minimum,
  maximum,
  initial: String(initial),
});

const dayPeriod = 2_592_000;

const general: Readonly<Record<string, ParameterRule>> = {
  '101': number(0, 255, 1),
  '102': number(0, 4, 0),
  '103': number(0, 3_000, 1),
  '1000': number(30, 259_200, 30),
  '1001': number(5, 300, 30),
  '2001': text(32),
  '2002': text(32),
  '2003': text(32),
  '2004': text(55),
  '2005': number(0, 65_535, 0),
  '2006': number(0, 1, 0),
  '2007': text(55),
  '2008': number(0, 65_535, 0),
  '2009': number(0, 1, 0),
  '2010': number(0, 2, 0),
  '2016': number(0, 1, 0),
  '2020': number(0, 1, 0),
};

const homeReporting: Readonly<Record<number, ParameterRule>> = {
  10000: number(0, dayPeriod, 3_600),
  10005: number(0, dayPeriod, 120),
  10050: number(0, dayPeriod, 300),
  10051: number(0, 65_535, 100),
  10052: number(0, 180, 10),
  10054: number(1, 255, 1),
  10055: number(0, dayPeriod, 120),
};

/** Home network as listed, roaming 100 higher, unknown network 200 higher. */
const networkOffsets = [0, 100, 200];

const reporting = Object.fromEntries(
  networkOffsets.flatMap((offset) =>
    Object.entries(homeReporting).map(([id, rule]) => [String(Number(id) + offset), rule] as const),
  ),
);

const standard: Readonly<Record<string, ParameterRule>> = { ...general, ...reporting };

/** Ids made up for the simulated trailer models, the same as the station's table of this family has. */
const trailer: Readonly<Record<string, ParameterRule>> = {
  '90011': text(17),
  '90012': number(2, 32, 6),
  '90013': number(1_000, 4_500, 3_040),
};

/** The maker's list of the older family. */
const older: Readonly<Record<string, ParameterRule>> = {
  '1240': number(0, 1, 1),
  '1242': text(32),
  '1243': text(30),
  '1244': text(30),
  '1245': text(31),
  '1246': number(0, 65_535, 0),
  '1247': number(0, 1, 0),
};

const tables: Readonly<Record<TeltonikaModel['parameters'], Readonly<Record<string, ParameterRule>>>> = {
  standard,
  trailer: { ...standard, ...trailer },
  fm36: older,
};

/** Where the access point stands, by which some faults choose what they touch. */
const accessPointIds: readonly string[] = ['2001', '1242'];

export function isAccessPoint(id: string): boolean {
  return accessPointIds.includes(id);
}

function tableOf(model: TeltonikaModel): Readonly<Record<string, ParameterRule>> {
  return tables[model.parameters];
}

/** The rule of a parameter, or undefined for an id that this model does not have. */
export function parameterRule(model: TeltonikaModel, id: string): ParameterRule | undefined {
  const table = tableOf(model);
  return Object.hasOwn(table, id) ? table[id] : undefined;
}

/** What a unit holds when it leaves the factory. */
export function factoryParameters(model: TeltonikaModel): Record<string, string> {
  return Object.fromEntries(Object.entries(tableOf(model)).map(([id, rule]) => [id, rule.initial]));
}

/** Whether the unit takes this value. A text may be empty, a number may not. */
export function isAllowedValue(rule: ParameterRule, value: string): boolean {
  if (rule.kind === 'text') {
    return value.length <= rule.maxLength;
  }
  return /^\d+$/.test(value) && Number(value) >= rule.minimum && Number(value) <= rule.maximum;
}
