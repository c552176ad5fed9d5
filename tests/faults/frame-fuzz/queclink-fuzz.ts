import type { ByteLink } from '#core/ports/byte-link.ts';
import { latin1Bytes, latin1Text } from '#core/protocol/latin1.ts';
import { readQueclinkIccid, readQueclinkVersion } from '#core/protocol/queclink/identity.ts';
import { askReport, askSection, askVersion } from '#core/protocol/queclink/requests.ts';
import { readQueclinkSections } from '#core/protocol/queclink/sections.ts';
import { parseQueclinkFamilies } from '#core/protocol/queclink/unit-families.ts';
import { createQueclinkDriver } from '#electron/adapters/unit-drivers/create-queclink-driver.ts';
import table from '#resources/unit-families/queclink.json' with { type: 'json' };
import { driverPath } from './driver-path.ts';
import type { Exchange, FuzzFamily, FuzzPath, Told } from './fuzz-family.ts';
import { type QueclinkCodecQuestion, queclinkExchangePath } from './queclink-exchange-path.ts';
import { configurationShown, healthShown, identityShown } from './shown-values.ts';

const imei = '860599000773978';
const secret = 'pass-7Qx2';
const pin = '73915502';
const unit = {
  family: 'queclink',
  imei,
  poweredForSeconds: 600,
  initialParameters: {
    'BSI.1': 'fleet.example.com',
    'BSI.2': 'trailer',
    'BSI.3': secret,
    'PIN.2': pin,
    'SRI.1': '3',
    'SRI.4': 'ingest.example.com',
    'SRI.5': '5027',
    'SRI.9': '15',
    'FRI.8': '90',
  },
} as const;

interface Field {
  readonly field: number;
  readonly choices?: Readonly<Record<string, string>>;
}
const { bearer, server, gl300Report } = table.sections;
const layouts: Readonly<Record<string, { readonly fields: number; readonly keys: Readonly<Record<string, Field>> }>> = {
  BSI: bearer,
  SRI: server,
  FRI: gl300Report,
};
const markers = Object.keys(table.families[0]?.markers ?? {});

/** Whole reports, each from its head to the first tail behind it, wherever the pieces were cut. */
function reportsIn(conversation: readonly Exchange[], side: 'sent' | 'heard'): readonly (readonly string[])[] {
  const text = conversation.map((exchange) => exchange[side]).join('');
  return text.split(/(?=\+(?:ACK|RESP|BUFF):GT)/).flatMap((piece) => {
    const whole =
      /^\+RESP:(GT[A-Z0-9]{2,4}),([0-9A-Z]{2}[0-9A-F]{4}(?:[0-9A-F]{4})?),([^,]*),([\s\S]*?),(?:\d{14})?,[0-9A-Fa-f]{4}\$/.exec(
        piece,
      );
    const isPlain = whole !== null && /^[\x20-\x7e]*$/.test(whole[0]);
    return isPlain ? [[whole[1] ?? '', whole[3] ?? '', ...(whole[4] ?? '').split(',').slice(1)]] : [];
  });
}

function versionTold(id: string, fields: readonly string[]): readonly Told[] {
  const [model = '', firmware = '', ...rest] = fields;
  const [, major = '', minor = ''] = /^([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})$/.exec(firmware) ?? [];
  const text = `${Number.parseInt(major, 16)}.${String(Number.parseInt(minor, 16)).padStart(2, '0')}`;
  return rest.length === 1
    ? [
        { name: 'imei', value: id },
        { name: 'model', value: model },
        { name: 'firmware', value: text },
      ]
    : [];
}

/** Every place at which a section of the right length stands, with all its keys. */
function sectionsTold(fields: readonly string[], isSingle: boolean): readonly Told[] {
  return fields.flatMap((name, at) => {
    const layout = layouts[name];
    const end = at + 1 + (layout?.fields ?? 0);
    const isEnd = isSingle
      ? at === 0 && end === fields.length
      : end === fields.length || markers.includes(fields[end] ?? '');
    return layout === undefined || !isEnd
      ? []
      : Object.entries(layout.keys).map(([key, { field, choices = {} }]) => {
          const value = fields[at + field] ?? '';
          return { name: key, value: Object.entries(choices).find(([, one]) => one === value)?.[0] ?? value };
        });
  });
}

function toldInReport([word = '', id = '', ...fields]: readonly string[]): readonly Told[] {
  const at = (name: string, place: number): Told => ({ name, value: fields[place - 1] ?? '' });
  switch (word) {
    case 'GTVER':
      return versionTold(id, fields);
    case 'GTCID':
      return [at('iccid', 1)];
    case 'GTALL':
    case 'GTALC':
    case 'GTALS':
      return sectionsTold(fields, word === 'GTALS');
    case 'GTINF':
      return fields.length === 19
        ? [at('ignition', 1), at('signalLevel', 3), at('odometerMetres', 6), at('batteryMillivolts', 8)]
        : [];
    case 'GTCSQ':
      return [at('signalLevel', 1)];
    case 'GTGSV':
      return [at('satellites', 3)];
    case 'GTRTL':
      return [{ name: 'gnssFix', value: `accuracy ${fields[3] ?? ''}` }];
    default:
      return [];
  }
}

const told = (conversation: readonly Exchange[], side: 'sent' | 'heard') =>
  reportsIn(conversation, side).flatMap(toldInReport);

/** Sabotage: bytes that cannot be printed are left out, and what remains is taken for what was sent. */
function leavesOutOddBytes(link: ByteLink): ByteLink {
  return {
    ...link,
    onBytes: (listener) => link.onBytes((bytes) => listener(bytes.filter((byte) => byte >= 0x20 && byte < 0x7f))),
  };
}

/** Sabotage: a question that was answered before is not asked again; the second reading is the first one over again. */
function readsOnce(link: ByteLink): ByteLink {
  const answers = new Map<string, { sequence: string; text: string }>();
  const listeners = new Set<(bytes: Uint8Array) => void>();
  let asked = { command: '', sequence: '' };
  const tell = (bytes: Uint8Array) => {
    for (const listener of listeners) {
      listener(bytes);
    }
  };
  link.onBytes((bytes) => {
    const before = answers.get(asked.command)?.text ?? '';
    answers.set(asked.command, { sequence: asked.sequence, text: before + latin1Text(bytes) });
    tell(bytes);
  });
  return {
    ...link,
    async write(bytes) {
      const [, command = '', sequence = ''] = /([^$]*,)([0-9A-F]{4})\$$/.exec(latin1Text(bytes)) ?? [];
      asked = { command, sequence };
      const known = answers.get(command);
      if (known === undefined) {
        return link.write(bytes);
      }
      const again = known.text.replaceAll(`,${known.sequence},`, `,${sequence},`);
      setImmediate(() => tell(latin1Bytes(again)));
      return { kind: 'written' };
    },
    onBytes(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

const once = ['ignition', 'signalLevel', 'odometerMetres', 'batteryMillivolts', 'satellites', 'gnssFix'];

function driverPaths(station: (link: ByteLink) => ByteLink = (link) => link): readonly FuzzPath[] {
  const common = {
    unit,
    told,
    station,
    secrets: [secret, pin],
    maxMs: 240_000,
    timesTold: (name: string) => (once.includes(name) ? 1 : 2),
  };
  return [
    driverPath({
      ...common,
      name: 'queclink: identify',
      read: async (context) => identityShown(await createQueclinkDriver().identify(context)),
    }),
    driverPath({
      ...common,
      name: 'queclink: configuration',
      read: async (context) => configurationShown(await createQueclinkDriver().readConfiguration(context)),
    }),
    driverPath({
      ...common,
      name: 'queclink: health',
      read: async (context) => healthShown(await createQueclinkDriver().readHealth(context)),
    }),
  ];
}

const [gl300] = parseQueclinkFamilies(table);
const address = (sequence: string) => ({ password: 'gl300', sequence });
const sealed = (head: string, content: string, count: string) =>
  `${head},1A0800,${imei},GL300,${content},20261121120000,${count}$`;
const answers = (about: string, sequence: string, [word, content]: readonly [string, string]) => [
  sealed('+ACK:GTRTO', `${about},${sequence}`, '0010'),
  sealed(`+RESP:${word}`, content, '0011'),
];
const bearerContent = `BSI,fleet.example.com,trailer,${secret},,,,`;

const questions: readonly QueclinkCodecQuestion[] = [
  {
    request: askVersion([address('A001')]),
    answers: answers('VER', 'A001', ['GTVER', 'GL300,0A03,0103']),
    read: (report) => {
      const version = readQueclinkVersion(report);
      return version === null || version.imei === null ? [] : [{ name: 'imei', value: version.imei }];
    },
  },
  ...['A002', 'A003'].map((sequence) => ({
    request: askSection(address(sequence), 'BSI', imei),
    answers: answers('READ', sequence, ['GTALS', bearerContent]),
    read: (report: Parameters<typeof readQueclinkSections>[0]) => {
      const fields = gl300 === undefined ? undefined : readQueclinkSections(report, gl300).get('BSI');
      return fields === undefined ? [] : [{ name: 'apn', value: fields[0] ?? '' }];
    },
  })),
  {
    request: askReport(address('A004'), 'CID', imei),
    answers: answers('CID', 'A004', ['GTCID', '89883070000007211665']),
    read: (report) => {
      const iccid = readQueclinkIccid(report);
      return iccid === null ? [] : [{ name: 'iccid', value: iccid }];
    },
  },
];

export const queclinkFuzz: FuzzFamily = {
  name: 'queclink',
  reports: [
    sealed('+RESP:GTFRI', '0,0,1,1,4.3,92,70.0,121.354335,31.222073,20090214013254,0460,0000,18D8,6141,00,', '0012'),
    sealed('+BUFF:GTALS', 'BSI,elsewhere.example.com,,,,,,', '0009'),
    sealed('+RESP:GTALS', 'BSI,elsewhere.example.com,,,,,,', '0001'),
    '+RSP\x07\x00\xfe\xff\xbf\x00\x1d$,$\x0d\x0a\x00\xff',
  ],
  paths: [queclinkExchangePath({ name: 'queclink: codec', told, questions }), ...driverPaths()],
  sabotages: [
    { name: 'leaves out bytes that it cannot print', paths: driverPaths(leavesOutOddBytes).slice(2) },
    { name: 'reads once what it should read twice', paths: driverPaths(readsOnce).slice(0, 2) },
  ],
};
