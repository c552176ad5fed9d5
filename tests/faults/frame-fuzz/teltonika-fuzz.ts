import type { ByteLink } from '#core/ports/byte-link.ts';
import { readImeiAndIccid, readVersion } from '#core/protocol/teltonika/identity.ts';
import { readSeveralParameters, readSingleParameter } from '#core/protocol/teltonika/parameters.ts';
import { askParameters, askSim, askVersion, DEFAULT_SPEECH } from '#core/protocol/teltonika/requests.ts';
import { createTeltonikaDriver } from '#electron/adapters/unit-drivers/create-teltonika-driver.ts';
import table from '#resources/unit-families/teltonika.json' with { type: 'json' };
import { mendsCutLines, readsOnce } from './bad-stations.ts';
import { driverPath } from './driver-path.ts';
import { type CodecQuestion, endedLines, exchangePath } from './exchange-path.ts';
import type { Exchange, FuzzFamily, FuzzPath, Told } from './fuzz-family.ts';
import { configurationShown, healthShown, identityShown } from './shown-values.ts';

const driver = createTeltonikaDriver();
const configurator = createTeltonikaDriver({ dialogue: () => 'configurator' });
const imei = '350424063817363';
const secret = 'pass-7Qx2';
const unit = {
  family: 'teltonika',
  model: 'FTSIM1',
  imei,
  poweredForSeconds: 600,
  ebsVin: 'WSM00000003111444',
  initialParameters: {
    '2001': 'fleet.example.com',
    '2002': 'trailer',
    '2003': secret,
    '2004': 'ingest.example.com',
    '2005': '5027',
    '10050': '90',
    '103': '25',
    '90011': '1M8GDM9AXKP042788',
    '90013': '3100',
  },
} as const;

interface Parameter {
  readonly id: number;
  readonly choices?: Readonly<Record<string, string>>;
}
const parameters: Readonly<Record<string, Parameter>> = {
  ...table.parameterSets.standard,
  ...table.parameterSets.trailer,
};
const io: Readonly<Record<string, { readonly id: number }>> = table.ioSets.standard;

function parameterTold(id: string | undefined, value: string): readonly Told[] {
  const [name, parameter] = Object.entries(parameters).find(([, one]) => String(one.id) === id) ?? [];
  if (name === undefined || parameter === undefined) {
    return [];
  }
  const word = Object.entries(parameter.choices ?? {}).find(([, number]) => number === value)?.[0];
  return [{ name, value: word ?? value }];
}

/** One line that has an end, read to the letter of the published shapes; it may be the answer to one id or to several. */
function toldInLine(line: string): readonly Told[] {
  const [, first, rest = ''] = /^Param ID:(\d+) Value:([\x20-\x7e]*)$/.exec(line) ?? [];
  if (first !== undefined) {
    const [field] = Object.entries(io).find(([, one]) => String(one.id) === first) ?? [];
    const several = `${first}:${rest}`.split(';').flatMap((part) => {
      const [, id, value = ''] = /^(\d+):(.*)$/.exec(part) ?? [];
      return parameterTold(id, value);
    });
    const single = rest.includes(';') ? parameterTold(first, rest) : [];
    return [...several, ...single, ...(field === undefined ? [] : [{ name: field, value: rest.trim() }])];
  }
  const [, id, value = ''] = /^(\d{1,9}):([\x20-\x7e]*)$/.exec(line) ?? [];
  if (id !== undefined) {
    return parameterTold(id, value);
  }
  const shapes: readonly (readonly [RegExp, readonly string[]])[] = [
    [/^Ver:(\S+) GPS:.* Hw:(\S+) Mod:\d+ IMEI:(\d{15}) Init:\S+ \S+ Uptime:\d+ /, ['firmware', 'model', 'imei']],
    [/^IMEI: ?(\d{15}), CCID: ?([\dA-F]{19,20})$/, ['imei', 'iccid']],
    [
      /^RTC: ?\S+ \S+ Init:.* GPS: ?(\d+) SAT: ?(\d+) TTFF:.* REC: ?(\d+) MD:/,
      ['gnssFix', 'satellites', 'recordsStored'],
    ],
    [/^Data Link: ?(\d) GPRS:.* SIM: ?(\d) OP:.* Signal: ?(\d) NewSMS:/, ['dataLink', 'sim', 'signalLevel']],
    [/^Data Link:.* OP: ?(\d+) Signal:.* Roaming: ?(\d) SMSFull:/, ['networkRegistration']],
    [/^(GPS: ?\d Sat: ?(\d+) Lat: ?[-.\d]+ Long:.*)$/, ['gnssFix', 'satellites']],
  ];
  return shapes.flatMap(([shape, names]) => {
    const [, ...found] = shape.exec(line) ?? [];
    return names.length === 1 && found.length > 1
      ? [{ name: names[0] ?? '', value: `OP: ${found[0]} Roaming: ${found[1]}` }]
      : names.flatMap((name, index) => (found[index] === undefined ? [] : [{ name, value: found[index] }]));
  });
}

const told = (conversation: readonly Exchange[], side: 'sent' | 'heard') =>
  endedLines(conversation, side).flatMap(toldInLine);

/** Read twice by the driver: who the unit is, all of its configuration, and the VIN that a pairing rests on. */
const timesTold = (name: string) => (name in io && name !== 'ebsVin' ? 1 : 2);
const once = [
  'iccid',
  'gnssFix',
  'satellites',
  'recordsStored',
  'dataLink',
  'sim',
  'signalLevel',
  'networkRegistration',
];

function driverPaths(station: (link: ByteLink) => ByteLink = (link) => link): readonly FuzzPath[] {
  const common = {
    unit,
    told,
    station,
    secrets: [secret],
    maxMs: 180_000,
    timesTold: (name: string) => (once.includes(name) ? 1 : timesTold(name)),
  };
  return [
    driverPath({
      ...common,
      name: 'teltonika: identify',
      read: async (context) => identityShown(await driver.identify(context)),
    }),
    driverPath({
      ...common,
      name: 'teltonika: configuration',
      read: async (context) => configurationShown(await driver.readConfiguration(context)),
    }),
    driverPath({
      ...common,
      name: 'teltonika: whole configuration',
      maxMs: 600_000,
      read: async (context) => configurationShown(await configurator.readConfiguration(context)),
    }),
    driverPath({
      ...common,
      name: 'teltonika: health',
      read: async (context) => healthShown(await driver.readHealth(context)),
    }),
  ];
}

const version: CodecQuestion = {
  request: askVersion(DEFAULT_SPEECH),
  answer: `Ver:03.27.07_00 GPS:AXN_5.1.9 Hw:FMB920 Mod:13 IMEI:${imei} Init:2023-8-8 5:24 Uptime:8418658 MAC:001E427ED0D9 SPC:1(0) AXL:1 OBD:0 BL:1.10 BT:4\r\n`,
  read: (line) => {
    const read = readVersion(line);
    return read.kind === 'version' && read.imei !== null ? [{ name: 'imei', value: read.imei }] : [];
  },
};
const card: CodecQuestion = {
  request: askSim(DEFAULT_SPEECH),
  answer: `IMEI: ${imei}, CCID: 89883070000007211665\r\n`,
  read: (line) => {
    const read = readImeiAndIccid(line);
    return Object.entries(read).flatMap(([name, value]) => (value === null ? [] : [{ name, value }]));
  },
};
const one: CodecQuestion = {
  request: askParameters(DEFAULT_SPEECH, [2004]),
  answer: 'Param ID:2004 Value:ingest.example.com\r\n',
  read: (line) => {
    const read = readSingleParameter(line.text, 2004);
    return read.kind === 'value' ? parameterTold('2004', read.text) : [];
  },
};
const several: CodecQuestion = {
  request: askParameters(DEFAULT_SPEECH, [2001, 2005, 10050]),
  answer: 'Param ID:2001 Value:fleet.example.com;2005:5027;10050:90\r\n',
  read: (line) =>
    [...readSeveralParameters(line.text, [2001, 2005, 10050])].flatMap(([id, read]) =>
      read.kind === 'value' ? parameterTold(String(id), read.text) : [],
    ),
};

const codecPath = exchangePath({
  name: 'teltonika: codec',
  told,
  resync: version,
  questions: [version, one, several, card, several, one],
});

export const teltonikaFuzz: FuzzFamily = {
  name: 'teltonika',
  reports: [
    '[2004.01.01 13:36:56]-[CMD.DEBUG]\tCommand not found! From:3 (AT)\r\n',
    '[2026.11.21 07:02:11]-[REC.SEND.1]\t1 records sent\r\n',
    'Param ID:2001 Value:elsewhere.example.com',
  ],
  paths: [codecPath, ...driverPaths()],
  sabotages: [
    { name: 'takes what was cut off for whole', paths: driverPaths(mendsCutLines) },
    { name: 'reads once what it should read twice', paths: driverPaths(readsOnce).slice(0, 1) },
  ],
};
