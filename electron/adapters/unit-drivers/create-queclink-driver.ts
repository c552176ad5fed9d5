import { randomInt } from 'node:crypto';
import type {
  ConfigChange,
  ConfigReading,
  DriverCapabilities,
  DriverContext,
  IdentifyOutcome,
  KeyCapability,
  LinkFault,
  ProbeOutcome,
  RebootOutcome,
  TestTransmissionOutcome,
  UnitDriver,
  UnlockOutcome,
  VerifyOutcome,
  WriteConfigurationOutcome,
} from '#core/ports/unit-driver.ts';
import { latin1Bytes } from '#core/protocol/latin1.ts';
import { type QueclinkVersion, readQueclinkIccid, readQueclinkVersion } from '#core/protocol/queclink/identity.ts';
import { askReport, restart } from '#core/protocol/queclink/requests.ts';
import {
  isSameQueclinkValue,
  parseQueclinkFamilies,
  type QueclinkFamily,
  queclinkFamilyNamed,
  queclinkFamilyOf,
  queclinkParameter,
} from '#core/protocol/queclink/unit-families.ts';
import familyTable from '#resources/unit-families/queclink.json' with { type: 'json' };
import { queclinkHealthFields, readQueclinkHealth } from './queclink-health.ts';
import { createQueclinkPasswords } from './queclink-passwords.ts';
import { readQueclinkKeys } from './queclink-reading.ts';
import {
  askWhoIsThere,
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
  /** A family table other than the one in resources/. */
  readonly families?: readonly QueclinkFamily[];
}

/** Driver for Queclink units of the classic @Track generation (INST-1, INST-2; link.md §2B). */
export function createQueclinkDriver(options: QueclinkDriverOptions = {}): UnitDriver {
  const families = options.families ?? parseQueclinkFamilies(familyTable);
  const settings: QueclinkSettings = {
    families,
    sequence: options.sequence ?? randomSequence,
    passwords: createQueclinkPasswords(families),
  };
  const withUnit = <Value>(context: DriverContext, work: (talk: QueclinkTalk, unit: OpenUnit) => Promise<Value>) =>
    withQueclinkTalk(settings, context, (talk) => onUnit(talk, work));
  const onLink = <Value>(context: DriverContext, work: (talk: QueclinkTalk) => Promise<Value>) =>
    withQueclinkTalk(settings, context, work);
  return {
    id: 'queclink',
    probe: (context) => onLink(context, (talk) => probe(talk, context)),
    identify: (context) => withUnit(context, identify),
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
    unlock: (context, secret) => unlock(settings, context, secret),
    testTransmission: (context) => withUnit(context, testTransmission),
  };
}

/** A probe may take 1.5 s in all (link.md §6.1). */
const PROBE_ACK_MS = 800;
const PROBE_REPORT_MS = 350;
const SCORE_KNOWN_MODEL = 90;
const SCORE_UNKNOWN_MODEL = 75;
const SCORE_LOCKED = 70;
const STRANGER_MS = 100;
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

async function probe(talk: QueclinkTalk, { link, clock }: DriverContext): Promise<ProbeOutcome> {
  const outcome = await talk.open({ ackWithinMs: PROBE_ACK_MS, reportWithinMs: PROBE_REPORT_MS });
  const version = outcome.kind === 'answered' && outcome.report !== null ? readQueclinkVersion(outcome.report) : null;
  if (version !== null) {
    return queclinkFamilyOf(talk.families, version) === null
      ? { kind: 'answers', score: SCORE_UNKNOWN_MODEL, reason: `answers like a Queclink unit, model ${version.model}` }
      : { kind: 'answers', score: SCORE_KNOWN_MODEL, reason: `Queclink ${version.model}` };
  }
  if (outcome.kind === 'answered' || (outcome.kind === 'timed-out' && outcome.taken !== null)) {
    return { kind: 'answers', score: SCORE_UNKNOWN_MODEL, reason: 'takes commands like a Queclink unit' };
  }
  if (outcome.kind === 'timed-out' && outcome.heardReports) {
    return {
      kind: 'answers',
      score: SCORE_LOCKED,
      reason: 'sends Queclink reports and takes none of the known passwords',
    };
  }
  if (outcome.kind === 'timed-out') {
    // A stranger that reads lines has our question in its buffer, and would put it before the next driver's command.
    await link.write(latin1Bytes('\r'));
    await clock.sleep(STRANGER_MS);
  }
  return { kind: 'silent', reason: outcome.kind };
}

async function identify(talk: QueclinkTalk, { version: first }: OpenUnit): Promise<IdentifyOutcome> {
  const again = await askWhoIsThere(talk);
  if (again.kind !== 'unit') {
    return again;
  }
  if (describe(first) !== describe(again.version)) {
    return { kind: 'readings-differ', first: describe(first), second: describe(again.version) };
  }
  const iccid = await readCard(talk, first.imei);
  if (iccid.kind !== 'card') {
    return iccid;
  }
  const { imei, model, firmware, hardware } = first;
  return {
    kind: 'identified',
    identity: { driver: 'queclink', imei, model, firmware, hardware, iccid: iccid.value },
  };
}

/** The number counts only if it comes twice alike: it has no check digit that one could rely on. */
async function readCard(
  talk: QueclinkTalk,
  imei: string | null,
): Promise<{ readonly kind: 'card'; readonly value: string | null } | LinkFault> {
  const told: (string | null)[] = [];
  while (told.length < 2) {
    const outcome = await talk.ask((address) => askReport(address, 'CID', imei));
    if (outcome.kind === 'port-lost' || outcome.kind === 'cancelled') {
      return outcome;
    }
    const report = outcome.kind === 'answered' ? outcome.report : null;
    if (report === null) {
      return { kind: 'card', value: null };
    }
    told.push(readQueclinkIccid(report));
  }
  const [first = null, second = null] = told;
  return { kind: 'card', value: first === second ? first : null };
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
  if (read.kind !== 'read') {
    return read;
  }
  const keys = changes.map(({ key, to }) => {
    const found = read.values[key] ?? { kind: 'unknown', why: 'it was not read' };
    return { key, wanted: to, found, equal: holds(found, to, queclinkParameter(unit.family, key)?.type ?? 'text') };
  });
  return keys.every((key) => key.equal) ? { kind: 'verified', keys } : { kind: 'differs', keys };
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

async function unlock(settings: QueclinkSettings, context: DriverContext, secret: string): Promise<UnlockOutcome> {
  if (!/^[0-9A-Za-z]{4,20}$/.test(secret)) {
    return { kind: 'refused-secret', why: 'a password has four to twenty letters and digits' };
  }
  const { passwords } = settings;
  passwords.typed(context.link, secret);
  const outcome = await withQueclinkTalk(settings, context, (talk) => talk.open({ passwords: [secret] }));
  if (outcome.kind === 'answered' || (outcome.kind === 'timed-out' && outcome.taken !== null)) {
    return { kind: 'open' };
  }
  passwords.forget(context.link);
  return outcome.kind === 'timed-out' && outcome.heardReports
    ? { kind: 'wrong-password', triesLeft: null }
    : faultOf(outcome);
}

function holds(found: ConfigReading, wanted: string, type: KeyCapability['type']): boolean {
  if (found.kind === 'empty') {
    return wanted === '';
  }
  return found.kind === 'value' && isSameQueclinkValue(found.value, wanted, type);
}

function describe({ imei, model, firmware, hardware }: QueclinkVersion): string {
  return `${imei === null ? 'no IMEI' : `IMEI ${imei}`}, ${model}, ${firmware}, ${hardware}`;
}

function capabilities(family: QueclinkFamily | null): DriverCapabilities {
  const keys: Record<string, KeyCapability> = {};
  for (const [key, { type, maxLength, minimum, maximum, orZero, secret }] of Object.entries(family?.parameters ?? {})) {
    keys[key] = {
      read: true,
      write: true,
      type,
      ...(maxLength === undefined ? {} : { maxLength }),
      ...(minimum === undefined ? {} : { minimum: orZero === true ? 0 : minimum }),
      ...(maximum === undefined ? {} : { maximum }),
      ...(secret === undefined ? {} : { secret }),
    };
  }
  return { keys, health: queclinkHealthFields(family), firmwareUpdate: false, testTransmission: true };
}

/** Values that must not reach the capture: those of a key that is secret in any family, old ones included. */
function secretsOf({ families }: QueclinkSettings, changes: readonly ConfigChange[]): readonly string[] {
  return changes
    .filter(({ key }) => families.some((family) => queclinkParameter(family, key)?.secret === true))
    .flatMap(({ from, to }) => (from === null ? [to] : [from, to]));
}
