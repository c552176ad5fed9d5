import type { ByteLink } from '#core/ports/byte-link.ts';
import { readAtImei, readSignal, readSimState } from '#core/protocol/at27007/answers.ts';
import { readPacketContexts } from '#core/protocol/at27007/packet-contexts.ts';
import { readRegistration } from '#core/protocol/at27007/registration.ts';
import { askInStep, askPacketContexts, askPrefixed, askRegistration } from '#core/protocol/at27007/requests.ts';
import { createAtDriver } from '#electron/adapters/unit-drivers/create-at-driver.ts';
import { readsOnce } from './bad-stations.ts';
import { driverPath } from './driver-path.ts';
import { type CodecQuestion, endedLines, exchangePath } from './exchange-path.ts';
import type { Exchange, FuzzFamily, FuzzPath, Told } from './fuzz-family.ts';
import { configurationShown, identityShown } from './shown-values.ts';

const driver = createAtDriver();
const imei = '350424063817363';
const unit = {
  family: 'at27007',
  imei,
  poweredForSeconds: 600,
  initialParameters: { apn: 'fleet.example.com', type: 'IP' },
} as const;

/** One line that has an end, read to the letter. A registration that comes by itself tells nothing. */
function toldInLine(line: string): readonly Told[] {
  const shapes: readonly (readonly [RegExp, string])[] = [
    // Modems tell it bare, quoted and beside other numbers: the first run of fifteen digits is it.
    [/(?<!\d)(\d{15})(?!\d)/, 'imei'],
    [/^\+CCID: "(\d{19,20})"$/, 'iccid'],
    [/^\+CGDCONT:\s*0*1\s*,\s*"[^"]+"\s*,\s*"([^"]*)"/, 'apn'],
    [/^(\+CSQ:\s*\d{1,2},\s*\d{1,2})$/, 'signalLevel'],
    [/^(\+CPIN:.+)$/, 'sim'],
    [/^(\+CEREG:.*)$/, 'networkRegistration'],
  ];
  if (/^\+CGDCONT:\s*0*1\s*,\s*"[^"]+"\s*(?:,\s*(?:,|$)|$)/.test(line)) {
    return [{ name: 'apn', value: '' }];
  }
  return shapes.flatMap(([shape, name]) => {
    const value = shape.exec(line)?.[1];
    return value === undefined ? [] : [{ name, value }];
  });
}

const linesOf = (conversation: readonly Exchange[], side: 'sent' | 'heard') =>
  endedLines(conversation, side).map((line) => line.trim());

/** A modem without a packet context answers with nothing but OK. */
function tellsNoContext(exchange: Exchange, side: 'sent' | 'heard'): boolean {
  const lines = linesOf([exchange], side).filter((line) => line !== '');
  return exchange.asked.startsWith('AT+CGDCONT?') && lines.includes('OK') && lines.every((line) => line === 'OK');
}

const told = (conversation: readonly Exchange[], side: 'sent' | 'heard') => [
  ...linesOf(conversation, side).flatMap(toldInLine),
  ...conversation.filter((exchange) => tellsNoContext(exchange, side)).map(() => ({ name: 'apn', value: '' })),
];

function driverPaths(station: (link: ByteLink) => ByteLink = (link) => link): readonly FuzzPath[] {
  const common = {
    unit,
    told,
    station,
    maxMs: 240_000,
    timesTold: (name: string) => (name === 'imei' || name === 'apn' ? 2 : 1),
  };
  return [
    driverPath({
      ...common,
      name: 'at27007: identify',
      // Maker, model and firmware are free text by the standard: any line is one. The number of the unit is what counts.
      read: async (context) =>
        identityShown(await driver.identify(context)).filter(({ name }) => name === 'imei' || name === 'iccid'),
    }),
    driverPath({
      ...common,
      name: 'at27007: access point',
      read: async (context) => configurationShown(await driver.readConfiguration(context)),
    }),
  ];
}

const inStep: CodecQuestion = { request: askInStep, answer: '\r\n+CMEE: 1\r\n\r\nOK\r\n', read: () => [] };
const serialNumber: CodecQuestion = {
  request: askPrefixed('AT+CGSN=1', '+CGSN'),
  answer: `\r\n+CGSN: "${imei}"\r\n\r\nOK\r\n`,
  read: ({ text }) => {
    const read = readAtImei([text]);
    return read.kind === 'told' ? [{ name: 'imei', value: read.value }] : [];
  },
};
const signal: CodecQuestion = {
  request: askPrefixed('AT+CSQ', '+CSQ'),
  answer: '\r\n+CSQ: 20,99\r\n\r\nOK\r\n',
  read: ({ text }) => (readSignal(text).kind === 'told' ? [{ name: 'signalLevel', value: text.trim() }] : []),
};
const sim: CodecQuestion = {
  request: askPrefixed('AT+CPIN?', '+CPIN'),
  answer: '\r\n+CPIN: READY\r\n\r\nOK\r\n',
  read: ({ text }) => (readSimState(text).kind === 'told' ? [{ name: 'sim', value: text.trim() }] : []),
};
const registration: CodecQuestion = {
  request: askRegistration('+CEREG'),
  answer: '\r\n+CEREG: 2,1,"005D","13EF",7\r\n\r\nOK\r\n',
  read: ({ text }) =>
    readRegistration(text, '+CEREG').kind === 'answer' ? [{ name: 'networkRegistration', value: text.trim() }] : [],
};
const context: CodecQuestion = {
  request: askPacketContexts,
  answer: '\r\n+CGDCONT: 1,"IP","fleet.example.com","",0,0\r\n\r\nOK\r\n',
  read: ({ text }) =>
    readPacketContexts([text])
      .filter(({ id }) => id === 1)
      .map(({ accessPoint }) => ({ name: 'apn', value: accessPoint })),
};

const codecPath = exchangePath({
  name: 'at27007: codec',
  told,
  resync: inStep,
  questions: [serialNumber, signal, registration, sim, context, registration, signal],
});

export const at27007Fuzz: FuzzFamily = {
  name: 'at27007',
  reports: [
    '\r\n+CREG: 1,84CD,00D30156\r\n',
    '\r\n^RSSI: 9\r\n',
    '\r\n+CGREG: 0\r\n',
    '\r\n+CMTI: "ME",1\r\n',
    '\r\nRING\r\n',
  ],
  paths: [codecPath, ...driverPaths()],
  // Taking what was cut off for whole shows nothing here: no answer counts without its final code.
  sabotages: [{ name: 'reads once what it should read twice', paths: driverPaths(readsOnce) }],
};
