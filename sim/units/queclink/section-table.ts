/** What a field may hold. An empty text is stored empty, an empty number leaves what was there. */
export type FieldRule =
  | { readonly kind: 'text'; readonly maxLength: number }
  | { readonly kind: 'number'; readonly minimum: number; readonly maximum: number; readonly orZero: boolean }
  /** Whatever fits between two commas. */
  | { readonly kind: 'any' };

/*
 * A GL300 as it leaves the factory: every section of the configuration that its manual prints (TRACGL300AN001 p59), with the placeholders of
 * that print emptied. Fields are numbered from 1; `BSI.1` names the access point.
 */
const factory: Readonly<Record<string, string>> = {
  BSI: ',,,,,,',
  SRI: '0,,1,,0,192.0.0.0,0,,0,0,0,0,,',
  CFG: 'gl300,GL300,0,0.0,0,5,003F,0,,0FFF,0,1,1,300,1,0,20491231235959,1,0,,',
  NMD: '0,2,3,2,300,300,2,3,0,,,,',
  TMZ: '+0000,0',
  FRI: '0,0,,,0000,0000,30,30,180,180,001F,1000,100,0,5,50,5,0,,',
  GEO: [0, 1, 2, 3, 4].map((fence) => `${fence},0,0,0,50,0,0,,,,,,,`).join(','),
  SPD: '0,0,0,60,300,,,,,,,,,,,,,,,',
  FKS: '1,1,3,0,0,,',
  WLT: '1,,,,,,,,,,,,,,,,,,',
  GLM: '0,,,,,,,,,,,',
  PIN: '1,,0,,,,',
  DIS: '1,0,5,,,,,',
  DOG: '0,60,30,0200,,1,0,0,60,60,',
  NTS: '0,30,10,,,,10,',
  OWH: '0,1f,0900,1200,1300,1800,,,0,,,,,,,,',
  TEM: '0,0,0,60,300,,,,,,',
  UPC: '0,10,0,0,168,,,,,',
  JDC: '1,25,,5,10,10,,,,,,',
};

export const sectionNames: readonly string[] = Object.keys(factory);

const text = (maxLength: number): FieldRule => ({ kind: 'text', maxLength });
const number = (minimum: number, maximum: number, orZero = false): FieldRule => ({
  kind: 'number',
  minimum,
  maximum,
  orZero,
});

/** Limits as the manual gives them; what is not here takes anything. */
const rules: Readonly<Record<string, FieldRule>> = {
  'BSI.1': text(40),
  'BSI.2': text(30),
  'BSI.3': text(30),
  'SRI.1': number(0, 6),
  'SRI.3': number(0, 2),
  'SRI.4': text(60),
  'SRI.5': number(0, 65_535),
  'SRI.6': text(15),
  'SRI.7': number(0, 65_535),
  'SRI.8': text(20),
  'SRI.9': number(5, 360, true),
  'SRI.10': number(0, 1),
  'CFG.2': text(20),
  'FRI.1': number(0, 6),
  'FRI.7': number(5, 86_400),
  'FRI.8': number(5, 86_400),
  'FRI.12': number(50, 65_535),
};

/** The access point's field, by which some faults choose what they touch. */
export const accessPointId = 'BSI.1';
export const passwordId = 'CFG.1';
export const deviceNameId = 'CFG.2';

/** How many fields a section has; undefined for one that the unit does not know. */
export function sectionLength(section: string): number | undefined {
  return Object.hasOwn(factory, section) ? factory[section]?.split(',').length : undefined;
}

/** The names of a section's fields, in their order. */
export function sectionIds(section: string): readonly string[] {
  return Array.from({ length: sectionLength(section) ?? 0 }, (_, index) => `${section}.${index + 1}`);
}

export function fieldRule(id: string): FieldRule {
  return Object.hasOwn(rules, id) ? (rules[id] ?? { kind: 'any' }) : { kind: 'any' };
}

export function isField(id: string): boolean {
  const [section = '', place = ''] = id.split('.');
  return Number(place) >= 1 && Number(place) <= (sectionLength(section) ?? 0);
}

/** What a unit holds when it leaves the factory. */
export function factoryFields(): Record<string, string> {
  return Object.fromEntries(
    sectionNames.flatMap((section) =>
      (factory[section] ?? '').split(',').map((value, index) => [`${section}.${index + 1}`, value] as const),
    ),
  );
}

/** Whether the unit takes this value. Numbers that it was given with decimals by itself it takes back. */
export function isAllowedField(id: string, value: string): boolean {
  const rule = fieldRule(id);
  switch (rule.kind) {
    case 'text':
      return value.length <= rule.maxLength;
    case 'number': {
      const isNumber = value === '' || /^\d+(\.0+)?$/.test(value);
      const amount = Number(value);
      const fits = amount >= rule.minimum && amount <= rule.maximum;
      return isNumber && (value === '' || fits || (rule.orZero && amount === 0));
    }
    default:
      return true;
  }
}
