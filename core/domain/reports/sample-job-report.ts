// An invented job for tests and for looking at the layout: every section filled, and no two values alike, so that mix-ups show.
import type { JobReport, ReportCheck, ReportConfigurationChange } from './job-report.ts';

const at = (time: string) => `2026-11-20T${time}.000Z`;

const changes: readonly ReportConfigurationChange[] = [
  change('Server', 'old.example.com:5027', 'fleet.example.com:5027'),
  { ...change('Sending, moving', '300', '60'), unit: 's', wantedBy: 'job', reason: '7731' },
  { ...change('Tyre circumference', null, '3254'), unit: 'mm', wantedBy: 'override', reason: 'measured on axle 2' },
  { ...change('Sending, parked', '3600', '900'), unit: 's' },
  change('Access point', 'internet', 'fleet.iot'),
  {
    ...change('Access point password', null, null),
    before: { kind: 'secret' },
    after: { kind: 'secret' },
  },
  { ...change('Wake on movement', 'off', 'on') },
  { ...change('Movement threshold', '120', '80'), unit: 'mg' },
  { ...change('Harsh braking', '0', '2.8'), unit: 'm/s²' },
  { ...change('EBS data', 'off', 'on') },
  { ...change('Refrigerator link', 'none', 'serial 2') },
];

const checks: readonly ReportCheck[] = [
  {
    ...check('Supply voltage', [24.6, 'V', 1]),
    wanted: { kind: 'limits', minimum: 22, maximum: 30, unit: 'V', decimals: 0 },
    series: { values: [24.3, 24.4, 24.1, 24.6, 24.5, 25.9, 24.6, 24.7, 24.6], durationMs: 30_000 },
  },
  {
    ...check('Satellites', [9, null, 0]),
    wanted: { kind: 'limits', minimum: 6, maximum: null, unit: null, decimals: 0 },
    runs: [
      { measured: { kind: 'number', value: 5, unit: null, decimals: 0 }, result: 'warn' },
      { measured: { kind: 'number', value: 9, unit: null, decimals: 0 }, result: 'pass' },
    ],
    series: { values: [3, 3, 4, 5, 7, 8, 8, 9], durationMs: 60_000 },
  },
  {
    ...check('Signal', [-77, 'dBm', 0]),
    wanted: { kind: 'limits', minimum: -95, maximum: null, unit: 'dBm', decimals: 0 },
    series: { values: [-81, -80, -76, -79, -77, -77], durationMs: 30_000 },
  },
  { ...check('Network', [0, null, 0]), wanted: { kind: 'text', text: 'registered' }, runs: [textRun('home network')] },
  { ...check('CAN', [412, '1/s', 0]), wanted: { kind: 'text', text: 'frames within 30 s' } },
  {
    ...check('Mounting, seal, wiring', [0, null, 0]),
    wanted: { kind: 'text', text: '4 points by hand' },
    runs: [textRun('4 of 4')],
    source: 'technician',
    photoCount: 2,
  },
  {
    ...check('Tachograph', [0, null, 0]),
    wanted: { kind: 'nothing' },
    runs: [],
    result: 'not-wanted',
    note: 'no tachograph on a trailer',
  },
];

/** What a backup adds to the sample: it was kept, put back as far as it may be, and the rest has its reasons. */
export const sampleFirmware: JobReport['firmware'] = {
  from: '03.26.04',
  to: '03.28.00',
  outcome: 'updated',
  told: '03.28.00',
  file: 'bu1-03.28.00.bin',
  fingerprint: '9f2c51ab04de',
  at: '2026-11-20T11:45:00.000Z',
  by: 'M. Kaya',
};

export const sampleRestore: JobReport['restore'] = {
  purpose: 'after-transfer',
  takenAt: at('11:46:52'),
  values: 24,
  fingerprint: 'c4d19e7730ab',
  outcome: 'restored',
  restored: ['Connection kept open', 'Answer awaited'],
  open: [],
  leftOut: [
    { reason: 'belongs to the former owner', keys: ['Backup server', 'Access point sign-in'] },
    { reason: 'the profile decides it', keys: ['Tyres'] },
  ],
  note: null,
};

/** A succeeded installation of one unit on a trailer, recorded offline and sent a little later. */
export const sampleJobReport: JobReport = {
  version: 1,
  reportNumber: '1042',
  job: { kind: 'installation', number: '7731' },
  workshop: 'Hansen Trailer Service',
  customer: 'Nordfracht Logistik',
  bench: 'Bench 2, Hall North',
  startedAt: at('11:41:00'),
  endedAt: at('12:07:30'),
  timeZone: 'Europe/Berlin',
  result: { kind: 'succeeded', comment: null },
  vehicle: {
    plate: 'KL 99',
    category: 'reefer trailer',
    vin: 'WSM00000003111444',
    threeWay: { scanned: 'WSM00000003111444', unit: '03111444', asset: 'WSM00000003111444', agree: true },
  },
  unit: {
    type: 'EVO Pulse',
    serial: '359315075384726',
    firmware: '4.2.1',
    minimumFirmware: '4.2.0',
    iccid: '89883070000007211665',
  },
  ownership: {
    kind: 'transferred',
    from: 'Hansen Trailer Service',
    to: 'Nordfracht Logistik',
    acceptedAt: at('11:48:09'),
    transferId: 'T-88F2-40C1',
  },
  restore: null,
  firmware: null,
  configuration: {
    kind: 'written',
    profile: { name: 'Trailer EU', version: '7' },
    changes: [...changes],
    readBack: true,
    checksum: '7c1e04aa',
  },
  inspection: {
    kind: 'done',
    rule: 'Passed if every wanted check passed; a warning needs a remark.',
    overall: 'pass',
    checks: [...checks],
  },
  pairing: { kind: 'automatic', at: at('12:02:11'), match: 'full-vin', asset: 'KL 99' },
  firstMessage: { at: at('12:01:40'), position: { latitude: 50.869, longitude: 2.894 } },
  remarks: [],
  signatures: [
    {
      name: 'M. Kaya',
      role: 'technician',
      method: 'pin',
      at: at('12:06:05'),
      drawing: {
        path: 'M4 26C20 4 26 4 24 20s16-18 22-14-6 18 6 14 14-16 22-10 2 14 14 8 16-10 24-4 12 4 28-6',
        width: 150,
        height: 34,
      },
    },
  ],
  audit: {
    head: '7c1e90ab44d2e8f0135792468ace0bdf00112233445566778899aabbccddeeff',
    firstSequence: 88_120,
    lastSequence: 88_164,
    station: 'station 2',
    verifyUrl: 'https://fitbay.example.com/verify',
  },
  recordedOffline: { at: at('11:41:00'), sentAt: at('12:10:20') },
  printedAt: at('12:11:02'),
  reprintOf: null,
};

function change(label: string, before: string | null, after: string | null): ReportConfigurationChange {
  return {
    label,
    before: before === null ? { kind: 'unset' } : { kind: 'value', text: before },
    after: after === null ? { kind: 'unset' } : { kind: 'value', text: after },
    unit: null,
    wantedBy: 'profile',
    reason: null,
  };
}

function check(
  label: string,
  [value, unit, decimals]: readonly [value: number, unit: string | null, decimals: number],
): ReportCheck {
  return {
    label,
    wanted: { kind: 'nothing' },
    runs: [{ measured: { kind: 'number', value, unit, decimals }, result: 'pass' }],
    series: null,
    result: 'pass',
    source: 'cable',
    note: null,
    photoCount: 0,
  };
}

function textRun(text: string): ReportCheck['runs'][number] {
  return { measured: { kind: 'text', text }, result: 'pass' };
}
