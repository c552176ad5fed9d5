import type { DriverContext, ProbeOutcome, RebootOutcome, UnitDriver } from '#core/ports/unit-driver.ts';
import { askAttention, bodyOf } from '#core/protocol/at27007/requests.ts';
import { AT_KEYS, readAtKeys, verifyAtKeys, writeAtKeys } from './at-configuration.ts';
import { AT_HEALTH_FIELDS, readAtHealth } from './at-health.ts';
import { identifyModem } from './at-identity.ts';
import { type AtTalk, initialize, LINE_RUN_OUT_MS, withAtTalk } from './at-talk.ts';
import { untilLost } from './until-lost.ts';

/**
 * Driver for anything that answers 3GPP TS 27.007 commands: it identifies, measures, and holds the one value that every modem has, its
 * access point (INST-1, INST-2; link.md §1). The fallback when no family of its own answers.
 */
export function createAtDriver(): UnitDriver {
  const ready = <Value>(context: DriverContext, work: (talk: AtTalk) => Promise<Value>) =>
    withAtTalk(context, async (talk) => (await initialize(talk)) ?? work(talk));
  return {
    id: 'at27007',
    probe: (context) => withAtTalk(context, (talk) => probe(context, talk)),
    identify: (context) => ready(context, identifyModem),
    capabilities: () => ({ keys: AT_KEYS, health: AT_HEALTH_FIELDS, firmwareUpdate: false, testTransmission: false }),
    readConfiguration: (context, keys = Object.keys(AT_KEYS)) => ready(context, (talk) => readAtKeys(talk, keys)),
    writeConfiguration: (...[context, expectedImei, changes, onProgress]) =>
      ready(context, (talk) => writeAtKeys(talk, { expectedImei, changes, cancel: context.cancel, onProgress })),
    verify: (context, changes) => ready(context, (talk) => verifyAtKeys(talk, changes)),
    readHealth: (context, fields) =>
      ready(context, (talk) => readAtHealth(talk, context.clock, fields ?? AT_HEALTH_FIELDS)),
    reboot: (context) => ready(context, (talk) => reboot(context, talk)),
  };
}

const PROBE_CAP_MS = 500;
const SCORE = 40;
const REBOOT_RETURNS_WITHIN_MS = 60_000;
const PORT_LEAVES_WITHIN_MS = 3000;

/** Two tries within the 1.5 s of a probe. `AT` alone changes nothing; any late answer to another driver's question would do for it. */
async function probe({ clock, cancel }: DriverContext, talk: AtTalk): Promise<ProbeOutcome> {
  await clock.sleep(LINE_RUN_OUT_MS, cancel);
  let outcome = await talk.session.ask(askAttention(PROBE_CAP_MS));
  if (outcome.kind === 'timed-out') {
    outcome = await talk.session.ask(askAttention(PROBE_CAP_MS));
  }
  return outcome.kind === 'answered'
    ? { kind: 'answers', score: SCORE, reason: 'answers AT commands' }
    : { kind: 'silent', reason: outcome.kind };
}

/** TS 27.007 §8.2: full functionality, with a reset before it. The port goes a moment after the answer, where it goes at all. */
async function reboot(context: DriverContext, talk: AtTalk): Promise<RebootOutcome> {
  const outcome = await talk.order('AT+CFUN=1,1');
  if (outcome.kind === 'answered' && bodyOf(outcome.lines).kind === 'refused') {
    return { kind: 'garbled', detail: 'the modem refuses to restart' };
  }
  if (outcome.kind !== 'answered' && outcome.kind !== 'port-lost') {
    return outcome;
  }
  await untilLost(context, talk.session, PORT_LEAVES_WITHIN_MS);
  return { kind: 'restarting', linkIsLost: talk.session.isLost(), returnsWithinMs: REBOOT_RETURNS_WITHIN_MS };
}
