import type { ByteLink } from '#core/ports/byte-link.ts';
import { latin1Bytes, latin1Text } from '#core/protocol/latin1.ts';
import { createBenchunitDriver } from '#electron/adapters/unit-drivers/create-benchunit-driver.ts';
import table from '#resources/unit-families/benchunit.json' with { type: 'json' };
import { driverPath } from './driver-path.ts';
import { endedLines } from './exchange-path.ts';
import type { Exchange, FuzzFamily, FuzzPath, Told } from './fuzz-family.ts';
import { configurationShown, healthShown, identityShown } from './shown-values.ts';

const driver = createBenchunitDriver();
const secret = 'pass-7Qx2';
const unit = {
  family: 'benchunit',
  imei: '350424063817363',
  poweredForSeconds: 600,
  ebsVin: '1M8GDM9AXKP042788',
  initialParameters: { 'net.apn': 'fleet.example.com', 'net.pass': secret, 'srv.host': 'ingest.example.com' },
} as const;

interface Parameter {
  readonly name: string;
  readonly choices?: Readonly<Record<string, string>>;
}
const parameters: Readonly<Record<string, Parameter>> = table.parameters;

/** The unit's names, each with the one under which its value is shown. */
const names: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(parameters).map(([key, { name }]) => [name, key])),
  imei: 'imei',
  model: 'model',
  fw: 'firmware',
  iccid: 'iccid',
  supply: 'supplyMillivolts',
  battery: 'batteryMillivolts',
  gnss: 'gnssFix',
  sats: 'satellites',
  csq: 'signalLevel',
  reg: 'networkRegistration',
  sim: 'sim',
  link: 'dataLink',
  ign: 'ignition',
  ebs: 'canLink',
  ebsvin: 'ebsVin',
  odo: 'odometerMetres',
  recs: 'recordsStored',
};

/** CRC-16/ARC by a table of sixteen, which neither side of the product has. */
const nibbles = Array.from({ length: 16 }, (_, nibble) => {
  let sum = nibble;
  for (let bit = 0; bit < 4; bit += 1) {
    sum = sum % 2 === 1 ? (sum >> 1) ^ 0xa001 : sum >> 1;
  }
  return sum;
});
function sumOf(text: string): string {
  let sum = 0;
  for (const character of text) {
    sum ^= character.charCodeAt(0);
    sum = (sum >> 4) ^ (nibbles[sum % 16] ?? 0);
    sum = (sum >> 4) ^ (nibbles[sum % 16] ?? 0);
  }
  return sum.toString(16).toUpperCase().padStart(4, '0');
}

/** A whole line whose checksum fits; any other tells nothing. */
function toldInLine(line: string): readonly Told[] {
  const [, text = '', pairs = '', sum] = /<([0-9A-F]{2} OK (.*))\*([0-9A-F]{4})$/.exec(line) ?? [];
  if (sum === undefined || sumOf(text) !== sum) {
    return [];
  }
  return pairs.split(';').flatMap((pair) => {
    const [name = '', value = ''] = pair.split('=');
    const key = names[name];
    return key === undefined ? [] : [{ name: key, value: asShown(key, decodeURIComponent(value)) }];
  });
}

/** A choice is shown by its word. */
function asShown(key: string, held: string): string {
  const choices = Object.entries(parameters[key]?.choices ?? {});
  return choices.find(([, text]) => text === held)?.[0] ?? held;
}

const told = (conversation: readonly Exchange[], side: 'sent' | 'heard') =>
  endedLines(conversation, side).flatMap((line) => toldInLine(line.trim()));

/** Sabotage: a line is believed whatever its checksum is. */
function withRightSums(link: ByteLink): ByteLink {
  return {
    ...link,
    onBytes(listener) {
      let pending = '';
      return link.onBytes((bytes) => {
        const lines = `${pending}${latin1Text(bytes)}`.split(/(?<=\n)/);
        pending = lines.at(-1)?.endsWith('\n') === true ? '' : (lines.pop() ?? '');
        const mended = lines.map((line) =>
          line.replace(/<([^*]*)\*\w{4}\r?\n$/, (_whole, text: string) => `<${text}*${sumOf(text)}\r\n`),
        );
        listener(latin1Bytes(mended.join('')));
      });
    },
  };
}

function driverPaths(station: (link: ByteLink) => ByteLink = (link) => link): readonly FuzzPath[] {
  const common = { unit, told, station, secrets: [secret], maxMs: 120_000 } as const;
  return [
    driverPath({
      ...common,
      name: 'benchunit: identify',
      timesTold: () => 2,
      read: async (context) => identityShown(await driver.identify(context)),
    }),
    driverPath({
      ...common,
      name: 'benchunit: configuration',
      timesTold: () => 1,
      read: async (context) => configurationShown(await driver.readConfiguration(context)),
    }),
    driverPath({
      ...common,
      name: 'benchunit: health',
      timesTold: () => 1,
      read: async (context) => healthShown(await driver.readHealth(context)),
    }),
  ];
}

export const benchunitFuzz: FuzzFamily = {
  name: 'benchunit',
  reports: ['<00 UP*0000\r\n', '<00 OK net.apn=elsewhere.example.com*0000\r\n'],
  paths: driverPaths(),
  sabotages: [{ name: 'does not look at the checksums', paths: driverPaths(withRightSums).slice(1) }],
};
