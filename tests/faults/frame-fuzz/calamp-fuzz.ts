import type { ByteLink } from '#core/ports/byte-link.ts';
import { readCalampIdentifiers } from '#core/protocol/calamp/answers.ts';
import { readParameterLine } from '#core/protocol/calamp/parameters.ts';
import { askIdentifiers, askInbound, askParameter } from '#core/protocol/calamp/requests.ts';
import { createCalampDriver } from '#electron/adapters/unit-drivers/create-calamp-driver.ts';
import table from '#resources/unit-families/calamp.json' with { type: 'json' };
import { readsOnce } from './bad-stations.ts';
import { driverPath } from './driver-path.ts';
import { type CodecQuestion, endedLines, exchangePath } from './exchange-path.ts';
import type { Exchange, FuzzFamily, FuzzPath, Told } from './fuzz-family.ts';
import { configurationShown, healthShown, identityShown } from './shown-values.ts';

const driver = createCalampDriver();
const imei = '350424063817363';
const secret = 'pass-7Qx2';
const unit = {
  family: 'calamp',
  imei,
  poweredForSeconds: 600,
  initialParameters: {
    '2306,0': 'fleet.example.com',
    '2314,0': 'trailer',
    '2315,0': secret,
    '2319,0': 'ingest.example.com',
    '769,0': '5027',
    '768,0': '192.0.2.10',
  },
} as const;

const keys = Object.entries(table.parameters).map(([name, { id, index }]) => ({ name, place: `${id},${index}` }));

/** One line that has an end, read to the letter of what the unit says. */
function toldInLine(line: string): readonly Told[] {
  const [, place, value = ''] = /^(\d+,\d+),([\x20-\x7e]*)$/.exec(line) ?? [];
  if (place !== undefined) {
    return keys.filter((key) => key.place === place).map(({ name }) => ({ name, value: value.trim() }));
  }
  const shapes: readonly (readonly [RegExp, readonly string[]])[] = [
    // How the number stands behind its name is published nowhere.
    [/\bIMEI\b[^0-9]{0,8}(\d{15})(?!\d)/i, ['imei']],
    [/^ICC-ID: (\d{19,20})$/, ['iccid']],
    [/^(LMU-\w+), CalAmp$/, ['model']],
    [/^APP:\d+ ([\w.]+)$/, ['firmware']],
    [/^((?:Network|Data) Reg\.\s*:?\s*(?:Yes|No))$/, ['networkRegistration']],
    [/^(Connection\s*:?\s*(?:Yes|No))$/, ['dataLink']],
  ];
  return shapes.flatMap(([shape, names]) => {
    const [, found] = shape.exec(line) ?? [];
    return found === undefined ? [] : names.map((name) => ({ name, value: found }));
  });
}

/** Position stands on two lines, and each is shown with the other. */
function positionTold(lines: readonly string[]): readonly Told[] {
  const places = lines.filter((line) => /^Lat=-?\d+, Lon=-?\d+, Alt=-?\d+$/.test(line));
  const states = lines.filter((line) => /^Hdg=\d+ Spd=\d+ \S+ HDOP=\d+ nSats=\d+$/.test(line));
  const both = places.flatMap((place) => states.map((state) => `${place} ${state}`));
  return both.flatMap((value) => ['gnssFix', 'satellites'].map((name) => ({ name, value })));
}

const told = (conversation: readonly Exchange[], side: 'sent' | 'heard') => {
  const lines = endedLines(conversation, side).map((line) => line.trim());
  return [...lines.flatMap(toldInLine), ...positionTold(lines)];
};

/** Health is read once; who the unit is and what it holds twice. */
const once = ['gnssFix', 'satellites', 'networkRegistration', 'dataLink'];

function driverPaths(station: (link: ByteLink) => ByteLink = (link) => link): readonly FuzzPath[] {
  const common = {
    unit,
    told,
    station,
    secrets: [secret],
    maxMs: 240_000,
    timesTold: (name: string) => (once.includes(name) ? 1 : 2),
  };
  return [
    driverPath({
      ...common,
      name: 'calamp: identify',
      // What is not known is called so, and told by nobody.
      read: async (context) => identityShown(await driver.identify(context)).filter(({ value }) => value !== 'unknown'),
    }),
    driverPath({
      ...common,
      name: 'calamp: configuration',
      read: async (context) => configurationShown(await driver.readConfiguration(context)),
    }),
    driverPath({
      ...common,
      name: 'calamp: health',
      read: async (context) => healthShown(await driver.readHealth(context)),
    }),
  ];
}

const inbound: CodecQuestion = {
  request: askInbound(),
  answer: 'INBOUND LMD\r\nINBOUND 0 ADDR 192.0.2.10:5027 *\r\nINBOUND 0 URL ingest.example.com\r\nOK\r\n',
  read: () => [],
};
const identifiers: CodecQuestion = {
  request: askIdentifiers,
  answer: `ESN: 4644129809\r\nIMSI: 262011234567890\r\nIMEI: ${imei}\r\nOK\r\n`,
  read: ({ text }) => {
    const { imei: value } = readCalampIdentifiers([text]);
    return value === null ? [] : [{ name: 'imei', value }];
  },
};
function parameter(id: number, value: string): CodecQuestion {
  const [key] = keys.filter(({ place }) => place === `${id},0`);
  return {
    request: askParameter({ id, index: 0 }),
    answer: `${id},0,${value}\r\nOK\r\n`,
    read: ({ text }) => {
      const read = readParameterLine(text, { id, index: 0 });
      return read === null ? [] : [{ name: key?.name ?? '', value: read }];
    },
  };
}

const codecPath = exchangePath({
  name: 'calamp: codec',
  told,
  resync: inbound,
  questions: [
    inbound,
    parameter(2306, 'fleet.example.com'),
    identifiers,
    parameter(769, '5027'),
    parameter(2306, 'fleet.example.com'),
  ],
});

export const calampFuzz: FuzzFamily = {
  name: 'calamp',
  reports: ['APP RESTART\r\n', '2306,0,elsewhere.example.com\r\n', '[2026.11.21 07:02:11]-[CMD.DEBUG]\tx\r\n'],
  paths: [codecPath, ...driverPaths()],
  // Taking what was cut off for whole shows little here: no answer counts without its final code.
  sabotages: [{ name: 'reads once what it should read twice', paths: driverPaths(readsOnce).slice(1, 2) }],
};
