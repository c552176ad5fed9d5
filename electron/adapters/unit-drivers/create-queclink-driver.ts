import { randomInt } from 'node:crypto';
import type {
  ConfigChange,
  DriverCapabilities,
  DriverContext,
  LinkFault,
  RebootOutcome,
  TestTransmissionOutcome,
  UnitDriver,
  VerifyOutcome,
  WriteConfigurationOutcome,
} from '#core/ports/unit-driver.ts';
import { isSameValue } from '#core/protocol/parameter-value.ts';
import { askReport, restart } from '#core/protocol/queclink/requests.ts';
import {
  parseQueclinkFamilies,
  type QueclinkFamily,
  queclinkFamilyNamed,
  queclinkParameter,
} from '#core/protocol/queclink/unit-families.ts';
import familyTable from '#resources/unit-families/queclink.json' with { type: 'json' };
import { compareWithUnit } from './compare-with-unit.ts';
import { keyCapability, secretValues } from './key-capabilities.ts';
import { queclinkHealthFields, readQueclinkHealth } from './queclink-health.ts';
import { identifyQueclink, probeQueclink, unlockQueclink } from './queclink-identifying.ts';
import { createQueclinkPasswords } from './queclink-passwords.ts';
import { readQueclinkKeys } from './queclink-reading.ts';
import {
  faultOf,
  type OpenUnit,
  openQueclinkUnit,
  type QueclinkSettings,
  type QueclinkTalk,
  withQueclinkTalk,
} from './queclink-talk.ts';
import { writeQueclinkKeys } from './queclink-writing.ts';
import { untilLost } from './until-lost.ts';

export interface QueclinkDriverOptions {
  /** Where sequence numbers come from: four hex digits, another each time. Random when left out. */
  readonly sequence?: () => string;
}

/** Driver for Queclink units of the classic @Track generation (INST-1, INST-2; link.md §2B). */
export function createQueclinkDriver(options: QueclinkDriverOptions = {}): UnitDriver {
  const families = parseQueclinkFamilies(familyTable);
  const settings: QueclinkSettings = {
    families,
    sequence: options.sequence ?? randomSequence,
    passwords: createQueclinkPasswords(families),
  };
  const withUnit = <Value>(context: DriverContext, work: (talk: QueclinkTalk, unit: OpenUnit) => Promise<Value>) =>
    withQueclinkTalk(settings, context, (talk) => onUnit(talk, work));
  return {
    id: 'queclink',
    isSilentWhenLocked: true,
    probe: (context) => withQueclinkTalk(settings, context, (talk) => probeQueclink(talk, context)),
    identify: (context) => withUnit(context, identifyQueclink),
    capabilities: (identity) => capabilities(queclinkFamilyNamed(families, identity.model)),
    readConfiguration: (context, keys) =>
      withUnit(context, (talk, unit) =>
        readQueclinkKeys(talk, unit, keys ?? Object.keys(unit.family?.parameters ?? {})),
      ),
    writeConfiguration: (...order) => write(settings, order),
    verify: async (context, changes) => unlocked(await withUnit(context, (talk, unit) => verify(talk, unit, changes))),
    readHealth: async (context, fields) =>
      unlocked(
        await withUnit(context, (talk, unit) =>
          readQueclinkHealth(talk, unit, fields ?? queclinkHealthFields(unit.family)),
        ),
      ),
    reboot: async (context) => unlocked(await withUnit(context, (talk) => reboot(talk, context))),
    unlock: (context, secret) => unlockQueclink(settings, context, secret),
    testTransmission: (context) => withUnit(context, testTransmission),
  };
}

const REBOOT_RETURNS_WITHIN_MS = 90_000;
const PORT_LEAVES_WITHIN_MS = 3000;

function randomSequence(): string {
  return randomInt(0x10000).toString(16).toUpperCase().padStart(4, '0');
}

async function onUnit<Value>(
  talk: QueclinkTalk,
  work: (talk: QueclinkTalk, unit: OpenUnit) => Promise<Value>,
): Promise<Value | { readonly kind: 'locked' } | LinkFault> {
  const unit = await openQueclinkUnit(talk);
  return unit.kind === 'unit' ? work(talk, unit) : unit;
}

/** For calls whose port knows no lock: a unit that takes none of our passwords is silent to them. */
function unlocked<Outcome extends { readonly kind: string }>(
  outcome: Outcome | { readonly kind: 'locked' },
): Outcome | LinkFault {
  return isLocked(outcome)
    ? { kind: 'timed-out', detail: 'the unit takes none of the passwords that are known' }
    : outcome;
}

function isLocked<Outcome extends { readonly kind: string }>(
  outcome: Outcome | { readonly kind: 'locked' },
): outcome is { readonly kind: 'locked' } {
  return outcome.kind === 'locked';
}

function write(
  settings: QueclinkSettings,
  [context, expectedImei, changes, onProgress]: Parameters<UnitDriver['writeConfiguration']>,
): Promise<WriteConfigurationOutcome> {
  return withQueclinkTalk({ ...settings, secrets: secretsOf(settings, changes) }, context, (talk) =>
    onUnit(talk, async (opened, unit) =>
      unit.version.imei === expectedImei
        ? writeQueclinkKeys(opened, unit, { changes, cancel: context.cancel, onProgress })
        : { kind: 'wrong-unit', expectedImei, readImei: unit.version.imei },
    ),
  );
}

async function verify(talk: QueclinkTalk, unit: OpenUnit, changes: readonly ConfigChange[]): Promise<VerifyOutcome> {
  const read = await readQueclinkKeys(
    talk,
    unit,
    changes.map(({ key }) => key),
  );
  return compareWithUnit(read, changes, (key, found, wanted) =>
    isSameValue(found, wanted, queclinkParameter(unit.family, key)?.type === 'integer'),
  );
}

async function reboot(talk: QueclinkTalk, context: DriverContext): Promise<RebootOutcome> {
  const outcome = await talk.ask((address) => restart(address, null), { isWrite: true });
  if (outcome.kind !== 'answered' && outcome.kind !== 'port-lost') {
    return faultOf(outcome);
  }
  await untilLost(context, talk, PORT_LEAVES_WITHIN_MS);
  return { kind: 'restarting', linkIsLost: talk.isLost(), returnsWithinMs: REBOOT_RETURNS_WITHIN_MS };
}

/** Asks for the present position: the unit acknowledges, finds out where it is and reports that to its server as well. */
async function testTransmission(talk: QueclinkTalk, { version }: OpenUnit): Promise<TestTransmissionOutcome> {
  const outcome = await talk.ask((address) => ({ ...askReport(address, 'RTL', version.imei), report: null }), {
    isWrite: true,
  });
  return outcome.kind === 'answered' ? { kind: 'ordered' } : faultOf(outcome);
}

function capabilities(family: QueclinkFamily | null): DriverCapabilities {
  const keys = Object.entries(family?.parameters ?? {}).map(([key, field]) => {
    const minimum = field.orZero === true ? 0 : field.minimum;
    return [key, keyCapability({ ...field, minimum })] as const;
  });
  return {
    keys: Object.fromEntries(keys),
    health: queclinkHealthFields(family),
    firmwareUpdate: false,
    testTransmission: true,
  };
}

/** Of a key that is secret in any family: which one is there is not known yet. */
function secretsOf({ families }: QueclinkSettings, changes: readonly ConfigChange[]): readonly string[] {
  return secretValues(changes, (key) => families.some((family) => queclinkParameter(family, key)?.secret === true));
}
