import type { UnitHealth } from '../units/unit-health.ts';
import type { UnitQuirks, WriteQuirk } from '../units/unit-quirks.ts';
import type { FaultDefinition, FaultEffect } from './fault-definition.ts';

/* Faults of the unit itself (link.md §10 groups 7, 9, 10, 11, 12 and 16). */

function quirk(part: Partial<UnitQuirks>): FaultEffect {
  return { kind: 'unit', change: (quirks) => ({ ...quirks, ...part }) };
}

function writes(make: (amount: number) => WriteQuirk): FaultEffect {
  return {
    kind: 'unit',
    change: (quirks, amount) => ({ ...quirks, writes: [...quirks.writes, make(amount)] }),
  };
}

export const unitFaults = {
  'refuse-writes': { group: 7, says: 'The unit refuses every write.', effect: quirk({ refusal: 'writes' }) },
  'refuse-apn': {
    group: 7,
    says: 'The unit does not know the access point parameter.',
    effect: quirk({ refusal: 'apn' }),
  },
  'refuse-everything': {
    group: 7,
    says: 'Writes fail; a modem answers "operation not allowed" to every command.',
    effect: quirk({ refusal: 'everything' }),
  },
  'refuse-unsupported': {
    group: 7,
    says: 'A modem answers "operation not supported" to every command.',
    effect: quirk({ refusal: 'unsupported' }),
  },
  'sim-busy': {
    group: 7,
    says: 'The SIM is busy at first.',
    amount: { means: 'questions answered "busy"', usual: 2 },
    effect: { kind: 'unit', change: (quirks, amount) => ({ ...quirks, simBusyAnswers: amount }) },
  },
  'keyword-set': {
    group: 7,
    says: 'The Configurator dialogue of a Teltonika unit wants the keyword "fitbay1" and locks after five wrong ones.',
    effect: quirk({ keyword: 'fitbay1' }),
  },
  'password-set': {
    group: 7,
    says: 'A CalAmp or Queclink unit has the password "bay71" of its owner; a Queclink unit is silent without it.',
    effect: quirk({ password: 'bay71' }),
  },
  'other-imei': {
    group: 9,
    says: 'The unit tells the IMEI of another unit.',
    effect: quirk({ imei: 'other' }),
  },
  'imei-changes': {
    group: 9,
    says: 'The IMEI is another one at every second reading.',
    effect: quirk({ imei: 'changing' }),
  },
  'imei-bad-digit': {
    group: 9,
    says: 'The check digit of the IMEI is wrong.',
    effect: quirk({ imei: 'bad-check-digit' }),
  },
  'imei-as-imeisv': {
    group: 9,
    says: 'The unit tells 16 digits with a software version.',
    effect: quirk({ imei: 'imeisv' }),
  },
  'imei-missing': { group: 9, says: 'Where the IMEI stands nothing stands.', effect: quirk({ imei: 'missing' }) },
  'imei-not-available': {
    group: 9,
    says: 'The unit tells N/A for its IMEI.',
    effect: quirk({ imei: 'not-available' }),
  },
  'reboot-never-returns': {
    group: 10,
    says: 'After a restart the unit does not come back.',
    effect: quirk({ restart: 'never-returns' }),
  },
  'reboot-loop': {
    group: 10,
    says: 'Once restarted, the unit restarts again and again.',
    effect: quirk({ restart: 'loops' }),
  },
  'reboot-forgets': {
    group: 10,
    says: 'After a restart the old values are back.',
    effect: writes(() => ({ kind: 'forgotten-on-restart' })),
  },
  'boot-noise': {
    group: 10,
    says: 'For five seconds after power-up debug lines stand in for answers.',
    effect: quirk({ bootNoise: true }),
  },
  'not-stored': {
    group: 11,
    says: 'Writes are accepted and thrown away.',
    effect: writes(() => ({ kind: 'not-stored' })),
  },
  'first-keys-only': {
    group: 11,
    says: 'Of every accepted write only the first values are kept.',
    amount: { means: 'values kept', usual: 1 },
    effect: writes((amount) => ({ kind: 'first-keys-only', count: amount })),
  },
  'truncated-values': {
    group: 11,
    says: 'Accepted texts are cut off.',
    amount: { means: 'characters kept', usual: 8 },
    effect: writes((amount) => ({ kind: 'truncated', length: amount })),
  },
  'lower-cased-values': {
    group: 11,
    says: 'Accepted texts are stored in small letters.',
    effect: writes(() => ({ kind: 'lower-cased' })),
  },
  'float-values': {
    group: 11,
    says: 'Accepted numbers come back with six decimals.',
    effect: writes(() => ({ kind: 'float-formatted' })),
  },
  'clamped-values': {
    group: 11,
    says: 'Accepted numbers are silently limited.',
    amount: { means: 'highest number kept', usual: 60 },
    effect: writes((amount) => ({ kind: 'clamped', maximum: amount })),
  },
  'apn-suffix': {
    group: 11,
    says: 'The network puts its own ending after the access point.',
    effect: writes(() => ({ kind: 'apn-suffixed' })),
  },
  'think-time': {
    group: 12,
    says: 'The unit takes long to answer.',
    amount: { means: 'milliseconds', usual: 5_000 },
    effect: { kind: 'unit', change: (quirks, amount) => ({ ...quirks, thinkMs: amount }) },
  },
  'needs-dot': {
    group: 5,
    says: 'A Teltonika unit understands commands only with a dot in front, as at the Device port of some.',
    effect: quirk({ dot: 'needed' }),
  },
  'knows-no-dot': {
    group: 5,
    says: 'A Teltonika unit does not know a command with a dot in front.',
    effect: quirk({ dot: 'unknown' }),
  },
  'trailing-semicolon': {
    group: 16,
    says: 'Accepted writes are confirmed with one separator too many.',
    effect: quirk({ trailingSemicolon: true }),
  },
  'semicolon-in-value': {
    group: 16,
    says: 'Stored texts contain the separator.',
    effect: quirk({ semicolonInValue: true }),
  },
} as const satisfies Record<string, FaultDefinition>;

function feels(health: Partial<UnitHealth>): FaultEffect {
  return {
    kind: 'unit',
    change: (quirks) => ({ ...quirks, health: { ...quirks.health, ...health } }),
  };
}

function transmits(offsetMs: (amount: number) => number): FaultEffect {
  return {
    kind: 'unit',
    change: (quirks, amount) => ({ ...quirks, transmission: { kind: 'shifted', byMs: offsetMs(amount) } }),
  };
}

/** Extremes of health (link.md §10 group 14). */
export const healthFaults = {
  'supply-low': { group: 14, says: 'Supply voltage is 8.9 V.', effect: feels({ supplyMillivolts: 8_900 }) },
  'supply-zero': { group: 14, says: 'Supply voltage is 0 V.', effect: feels({ supplyMillivolts: 0 }) },
  'battery-empty': { group: 14, says: 'The battery is at 2.9 V.', effect: feels({ batteryMillivolts: 2_900 }) },
  'no-sim': {
    group: 14,
    says: 'There is no SIM.',
    effect: feels({ sim: 'missing', registration: 'searching', operator: '', rssi: 99, dataLink: false }),
  },
  'sim-failure': {
    group: 7,
    says: 'The SIM has failed.',
    effect: feels({ sim: 'failed', registration: 'searching', operator: '', dataLink: false }),
  },
  'sim-pin': {
    group: 14,
    says: 'The SIM wants its PIN.',
    effect: feels({ sim: 'pin', registration: 'searching', operator: '', dataLink: false }),
  },
  'no-signal': {
    group: 14,
    says: 'No network in reach.',
    effect: feels({ rssi: 0, registration: 'searching', operator: '', dataLink: false }),
  },
  'signal-unknown': { group: 14, says: 'Signal strength is not known.', effect: feels({ rssi: 99 }) },
  'signal-full': { group: 14, says: 'Signal at its strongest.', effect: feels({ rssi: 31 }) },
  roaming: {
    group: 14,
    says: 'A foreign network.',
    effect: feels({ registration: 'roaming', operator: '21630' }),
  },
  'network-denied': {
    group: 14,
    says: 'The network turns the unit away.',
    effect: feels({ registration: 'denied', operator: '', dataLink: false }),
  },
  'no-data-link': {
    group: 14,
    says: 'Registered, yet no connection to the server.',
    effect: feels({ dataLink: false }),
  },
  'no-fix': { group: 14, says: 'No satellites.', effect: feels({ satellites: 0, gnss: 'searching' }) },
  'gnss-off': { group: 14, says: 'The satellite receiver is off.', effect: feels({ satellites: 0, gnss: 'off' }) },
  'fix-at-zero': {
    group: 14,
    says: 'A fix at 0° north, 0° east.',
    effect: feels({ gnss: 'fix', satellites: 9, latitude: 0, longitude: 0, altitudeMetres: 0 }),
  },
  'satellites-41': {
    group: 14,
    says: '41 satellites.',
    effect: feels({ gnss: 'fix', satellites: 41 }),
  },
  'clock-years-back': {
    group: 14,
    says: 'The clock is some weeks behind, as after a rollover.',
    amount: { means: 'weeks: 1024 is one rollover, 2400 leads to 1980 and 1150 to 2004', usual: 1_024 },
    effect: {
      kind: 'unit',
      change: (quirks, amount) => ({
        ...quirks,
        health: { ...quirks.health, clockOffsetMs: -amount * 7 * 86_400_000 },
      }),
    },
  },
  'clock-ahead': {
    group: 14,
    says: 'The clock is ten years ahead.',
    effect: feels({ clockOffsetMs: 3_652 * 86_400_000 }),
  },
  'ignition-off': { group: 14, says: 'Ignition is off.', effect: feels({ ignition: false }) },
  'ebs-link-down': {
    group: 14,
    says: 'No connection to the brake system.',
    effect: feels({ ebsLink: false, canFramesPerSecond: 0 }),
  },
  'ebs-vin-other': {
    group: 14,
    says: 'The brake system tells another VIN.',
    effect: feels({ ebsVin: '1M8GDM9AXKP042788' }),
  },
  'ebs-vin-partial': {
    group: 14,
    says: 'The brake system tells only nine characters of a VIN.',
    effect: feels({ ebsVin: 'F3D000001' }),
  },
  'ebs-vin-neighbour': {
    group: 14,
    says: 'The brake system tells the VIN of the trailer of the demo that stands next to this one.',
    effect: feels({ ebsVin: 'WKESD000000412233' }),
  },
  'ebs-vin-shared': {
    group: 14,
    says: 'The brake system tells nine characters that two trailers of the demo share.',
    effect: feels({ ebsVin: '000412233' }),
  },
  'ebs-vin-taken': {
    group: 14,
    says: 'The brake system tells the VIN of a trailer of the demo that has another unit.',
    effect: feels({ ebsVin: 'WSM00000003111690' }),
  },
  'never-transmits': {
    group: 14,
    says: 'The platform never hears of the unit.',
    effect: quirk({ transmission: { kind: 'never' } }),
  },
  'transmits-late': {
    group: 14,
    says: 'What the platform hears of the unit is old.',
    amount: { means: 'hours', usual: 48 },
    effect: transmits((amount) => -amount * 3_600_000),
  },
  'transmits-ahead': {
    group: 14,
    says: 'What the platform hears of the unit lies in the future.',
    amount: { means: 'hours', usual: 24 },
    effect: transmits((amount) => amount * 3_600_000),
  },
  'records-piled-up': { group: 14, says: '9000 records wait in the unit.', effect: feels({ recordsStored: 9_000 }) },
} as const satisfies Record<string, FaultDefinition>;
