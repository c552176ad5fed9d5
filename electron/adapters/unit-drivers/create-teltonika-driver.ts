import type {
  ConfigChange,
  DriverCapabilities,
  DriverContext,
  IdentifyOutcome,
  LinkFault,
  ProbeOutcome,
  RebootOutcome,
  UnitDriver,
  UnitIdentity,
  WriteConfigurationOutcome,
} from '#core/ports/unit-driver.ts';
import { isSameValue } from '#core/protocol/parameter-value.ts';
import { readImeiAndIccid, readVersion, type TeltonikaVersion } from '#core/protocol/teltonika/identity.ts';
import { askSim, DEFAULT_SPEECH, restart, type TeltonikaSpeech } from '#core/protocol/teltonika/requests.ts';
import {
  parseTeltonikaFamilies,
  parseTeltonikaWritings,
  type TeltonikaFamily,
} from '#core/protocol/teltonika/unit-families.ts';
import familyTable from '#resources/unit-families/teltonika.json' with { type: 'json' };
import { compareWithUnit } from './compare-with-unit.ts';
import { keyCapability, secretValues } from './key-capabilities.ts';
import { readByConfigurator, unlockByConfigurator, writeByConfigurator } from './teltonika-configurator.ts';
import { readTeltonikaHealth, teltonikaHealthFields } from './teltonika-health.ts';
import { createTeltonikaListBook } from './teltonika-list-book.ts';
import { ownParameter, readTeltonikaKeys } from './teltonika-reading.ts';
import { createTeltonikaSpeechBook } from './teltonika-speech-book.ts';
import {
  familyOf,
  readUnitVersion,
  type TeltonikaSettings,
  type TeltonikaTalk,
  withTeltonikaTalk,
} from './teltonika-talk.ts';
import { writeTeltonikaKeys } from './teltonika-writing.ts';

export interface TeltonikaDriverOptions {
  /**
   * `configurator`: reads, writes and unlocks by the dialogue of the maker's own tool, which the maker does not support; only where the
   * station has it switched on. Asked anew at each call.
   */
  readonly dialogue?: () => TeltonikaDialogue;
  /** How commands are written, where that is known: then no other way is tried. Asked anew at each call. */
  readonly speech?: () => Partial<TeltonikaSpeech> | undefined;
  /** A family table other than the one in resources/. */
  readonly families?: readonly TeltonikaFamily[];
}

export type TeltonikaDialogue = 'text' | 'configurator';

/** Driver for Teltonika FMB/FMC/FMM, FT and older FM units over their text dialect (INST-1, INST-2; link.md §2A). */
export function createTeltonikaDriver(options: TeltonikaDriverOptions = {}): UnitDriver {
  const settings: TeltonikaSettings = {
    speeches: createTeltonikaSpeechBook(() => speechesOf(options.speech?.())),
    lists: createTeltonikaListBook(),
    families: options.families ?? parseTeltonikaFamilies(familyTable),
  };
  const { dialogue = () => 'text' } = options;
  const readerFor = (family: TeltonikaFamily | null) =>
    dialogue() === 'configurator' && family?.separator === ':' ? readByConfigurator : readTeltonikaKeys;
  const inFamily = <Value>(
    context: DriverContext,
    work: (talk: TeltonikaTalk, family: TeltonikaFamily | null) => Promise<Value>,
  ) =>
    withTeltonikaTalk(settings, context, async (talk) => {
      const version = await readUnitVersion(talk);
      return version.kind === 'version' ? work(talk, familyOf(talk, version.model)) : version;
    });
  return {
    id: 'teltonika',
    probe: (context) => probe(settings, context),
    identify: (context) => withTeltonikaTalk(settings, context, identify),
    capabilities: (identity) => capabilities(familyOf(settings, identity.model)),
    readConfiguration: (context, keys) =>
      inFamily(context, (talk, family) =>
        readerFor(family)(talk, family, keys ?? Object.keys(family?.parameters ?? {})),
      ),
    writeConfiguration: (...order) => write(settings, order, dialogue()),
    verify: (context, changes) =>
      inFamily(context, async (talk, family) =>
        compareWithUnit(
          await readerFor(family)(
            talk,
            family,
            changes.map(({ key }) => key),
          ),
          changes,
          (key, found, wanted) =>
            isSameValue(found, wanted, family !== null && ownParameter(family, key)?.type === 'integer'),
        ),
      ),
    readHealth: (context, fields) =>
      inFamily(context, (talk, family) => readTeltonikaHealth(talk, family, fields ?? teltonikaHealthFields(family))),
    reboot: (context) => withTeltonikaTalk(settings, context, reboot),
    unlock: async (context, secret) =>
      dialogue() === 'configurator'
        ? withTeltonikaTalk({ ...settings, secrets: [secret] }, context, (talk) => unlockByConfigurator(talk, secret))
        : {
            kind: 'refused-secret',
            why: 'a keyword can be said in the Configurator dialogue only, which is off at this station',
          },
  };
}

function speechesOf(known: Partial<TeltonikaSpeech> | undefined): readonly TeltonikaSpeech[] {
  return known === undefined
    ? parseTeltonikaWritings(familyTable).map((writing) => ({ ...DEFAULT_SPEECH, ...writing }))
    : [{ ...DEFAULT_SPEECH, ...known }];
}

const SCORE_KNOWN_MODEL = 90;
const SCORE_UNKNOWN_MODEL = 70;
const REBOOT_RETURNS_WITHIN_MS = 90_000;

function probe(settings: TeltonikaSettings, context: DriverContext): Promise<ProbeOutcome> {
  let logLines = 0;
  const capture: DriverContext['capture'] = {
    ...context.capture,
    record: (entry) => {
      logLines += entry.direction === 'from-unit' && LOG_LINE.test(entry.text) ? 1 : 0;
      context.capture.record(entry);
    },
  };
  return withTeltonikaTalk(settings, { ...context, capture }, async (talk) => {
    const answer = await call(talk);
    return answer.kind === 'silent' && logLines > 0 ? { kind: 'silent', reason: DEBUG_PORT } : answer;
  });
}

/** `[2004.01.01 13:36:56]-[CMD.DEBUG]…`, as units write their log. */
const LOG_LINE = /^\[\d{4}\.\d\d\.\d\d \d\d:\d\d:\d\d\]-\[/;
const DEBUG_PORT =
  'log lines of a Teltonika unit and no answer: this may be its Debug port, and the other one its Device port';

async function call(talk: TeltonikaTalk): Promise<ProbeOutcome> {
  const outcome = await talk.call();
  const line = outcome.kind === 'answered' ? outcome.lines[0] : undefined;
  const version = line === undefined ? null : readVersion(line);
  if (version?.kind !== 'version') {
    return { kind: 'silent', reason: outcome.kind === 'answered' ? 'an answer of unknown shape' : outcome.kind };
  }
  return familyOf(talk, version.model) === null
    ? { kind: 'answers', score: SCORE_UNKNOWN_MODEL, reason: `answers like a Teltonika unit, model ${version.model}` }
    : { kind: 'answers', score: SCORE_KNOWN_MODEL, reason: `Teltonika ${version.model}` };
}

async function identify(talk: TeltonikaTalk): Promise<IdentifyOutcome> {
  const first = await readUnitVersion(talk);
  if (first.kind !== 'version') {
    return first;
  }
  const second = await readUnitVersion(talk);
  if (second.kind !== 'version') {
    return second;
  }
  if (describe(first) !== describe(second)) {
    return { kind: 'readings-differ', first: describe(first), second: describe(second) };
  }
  const card = await readCard(talk);
  if (card.kind !== 'card') {
    return card;
  }
  if (card.imei !== null && card.imei !== first.imei) {
    return { kind: 'readings-differ', first: describe(first), second: `IMEI ${card.imei}` };
  }
  const { imei, model, firmware, hardware } = first;
  const identity: UnitIdentity = { driver: 'teltonika', imei, model, firmware, hardware, iccid: card.iccid };
  return { kind: 'identified', identity };
}

interface Card {
  readonly kind: 'card';
  readonly imei: string | null;
  readonly iccid: string | null;
}

/** Both numbers count only if they come twice alike: a card number has no check digit that one could rely on. */
async function readCard(talk: TeltonikaTalk): Promise<Card | LinkFault> {
  const readings: Card[] = [];
  while (readings.length < 2) {
    const sim = await talk.session.ask(askSim(talk.speech));
    if (sim.kind === 'port-lost' || sim.kind === 'cancelled') {
      return sim;
    }
    const line = sim.kind === 'answered' ? sim.lines[0] : undefined;
    if (line === undefined) {
      return { kind: 'card', imei: null, iccid: null };
    }
    readings.push({ kind: 'card', ...readImeiAndIccid(line) });
  }
  const [first, second] = readings;
  return {
    kind: 'card',
    imei: first?.imei === second?.imei ? (first?.imei ?? null) : null,
    iccid: first?.iccid === second?.iccid ? (first?.iccid ?? null) : null,
  };
}

function write(
  settings: TeltonikaSettings,
  [context, expectedImei, changes, onProgress]: Parameters<UnitDriver['writeConfiguration']>,
  dialogue: TeltonikaDialogue,
): Promise<WriteConfigurationOutcome> {
  return withTeltonikaTalk({ ...settings, secrets: secretsOf(settings, changes) }, context, async (talk) => {
    const version = await readUnitVersion(talk);
    if (version.kind !== 'version') {
      return version;
    }
    if (version.imei !== expectedImei) {
      return { kind: 'wrong-unit', expectedImei, readImei: version.imei };
    }
    const family = familyOf(talk, version.model);
    const job = { changes, cancel: context.cancel, onProgress };
    return dialogue === 'configurator' && family?.separator === ':'
      ? writeByConfigurator(talk, family, { ...job, expectedImei })
      : writeTeltonikaKeys(talk, family, job);
  });
}

async function reboot(talk: TeltonikaTalk): Promise<RebootOutcome> {
  const version = await readUnitVersion(talk);
  if (version.kind !== 'version') {
    return version;
  }
  // No answer is documented: the port goes away, or on a real serial line nothing happens at all.
  const outcome = await talk.session.ask(restart(talk.speech), { isWrite: true });
  return {
    kind: 'restarting',
    linkIsLost: outcome.kind === 'port-lost',
    returnsWithinMs: REBOOT_RETURNS_WITHIN_MS,
  };
}

function describe(version: TeltonikaVersion): string {
  return `${version.imei === null ? 'no IMEI' : `IMEI ${version.imei}`}, ${version.model}, ${version.firmware}`;
}

function capabilities(family: TeltonikaFamily | null): DriverCapabilities {
  const keys = Object.entries(family?.parameters ?? {}).map(([key, parameter]) => {
    const needsReboot = parameter.needsReboot ?? (family?.keptAfterRestart === true ? true : undefined);
    return [key, keyCapability(parameter, { write: family?.writable ?? false, needsReboot })] as const;
  });
  return {
    keys: Object.fromEntries(keys),
    health: teltonikaHealthFields(family),
    firmwareUpdate: false,
    testTransmission: false,
  };
}

/** Of a key that is secret in any family: which one is there is not known yet. */
function secretsOf({ families }: TeltonikaSettings, changes: readonly ConfigChange[]): readonly string[] {
  return secretValues(changes, (key) => families.some((family) => ownParameter(family, key)?.secret === true));
}
