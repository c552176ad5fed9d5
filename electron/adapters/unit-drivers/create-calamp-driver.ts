import type {
  DriverCapabilities,
  DriverContext,
  ProbeOutcome,
  RebootOutcome,
  TestTransmissionOutcome,
  UnitDriver,
  UnlockOutcome,
} from '#core/ports/unit-driver.ts';
import { type CalampParameters, parseCalampParameters } from '#core/protocol/calamp/parameters.ts';
import {
  askInbound,
  calampAnswerOf,
  isSayablePassword,
  offerPassword,
  orderReport,
  restart,
} from '#core/protocol/calamp/requests.ts';
import parameterTable from '#resources/unit-families/calamp.json' with { type: 'json' };
import { CALAMP_HEALTH_FIELDS, readCalampHealth } from './calamp-health.ts';
import { identifyCalamp } from './calamp-identity.ts';
import { ownParameter, readCalampKeys, verifyCalampKeys } from './calamp-reading.ts';
import { type CalampTalk, openCalamp, withCalampTalk } from './calamp-talk.ts';
import { writeCalampKeys } from './calamp-writing.ts';
import { keyCapability, secretValues } from './key-capabilities.ts';
import { untilLost } from './until-lost.ts';

/** Driver for CalAmp LMU units over their AT dialect (INST-1, INST-2; link.md §2C). */
export function createCalampDriver(): UnitDriver {
  const parameters = parseCalampParameters(parameterTable);
  const talking = <Value>(context: DriverContext, work: (talk: CalampTalk) => Promise<Value>) =>
    withCalampTalk({ parameters }, context, work);
  const opened = <Value>(context: DriverContext, work: (talk: CalampTalk) => Promise<Value>) =>
    talking(context, async (talk) => (await openCalamp(talk)) ?? work(talk));
  const isSecret = (key: string) => ownParameter(parameters, key)?.secret === true;
  return {
    id: 'calamp',
    probe: (context) => talking(context, probe),
    identify: (context) => opened(context, identifyCalamp),
    capabilities: () => capabilities(parameters),
    readConfiguration: (context, keys = Object.keys(parameters)) =>
      opened(context, (talk) => readCalampKeys(talk, parameters, keys)),
    writeConfiguration: (...[context, expectedImei, changes, onProgress]) =>
      withCalampTalk({ parameters, secrets: secretValues(changes, isSecret) }, context, async (talk) => {
        const job = { expectedImei, changes, cancel: context.cancel, onProgress };
        return (await openCalamp(talk)) ?? writeCalampKeys(talk, parameters, job);
      }),
    verify: (context, changes) => opened(context, (talk) => verifyCalampKeys(talk, parameters, changes)),
    readHealth: (context, fields = CALAMP_HEALTH_FIELDS) => opened(context, (talk) => readCalampHealth(talk, fields)),
    reboot: (context) => opened(context, (talk) => reboot(context, talk)),
    unlock: (context, secret) =>
      withCalampTalk({ parameters, secrets: [secret] }, context, (talk) => unlock(talk, secret)),
    testTransmission: (context) => opened(context, testTransmission),
  };
}

/** With what a lone refusal is waited out it stays within the 1.5 s of a probe. */
const PROBE_CAP_MS = 1400;
const SCORE_OPEN = 85;
const SCORE_LOCKED = 75;
const REBOOT_RETURNS_WITHIN_MS = 90_000;
const PORT_LEAVES_WITHIN_MS = 3000;

/** Only an LMU knows its inbound servers, or wants a password before it says so. */
async function probe(talk: CalampTalk): Promise<ProbeOutcome> {
  const outcome = await talk.session.ask(askInbound(PROBE_CAP_MS));
  if (outcome.kind !== 'answered') {
    return { kind: 'silent', reason: outcome.kind };
  }
  const answer = calampAnswerOf(outcome.lines);
  if (answer.kind === 'locked') {
    return { kind: 'answers', score: SCORE_LOCKED, reason: 'wants its password like a CalAmp unit' };
  }
  return answer.kind === 'body' && answer.lines.length > 0
    ? { kind: 'answers', score: SCORE_OPEN, reason: 'knows its inbound servers like a CalAmp unit' }
    : { kind: 'silent', reason: 'no answer that only a CalAmp unit gives' };
}

/** One try. What the unit answers to it is not published, so a question afterwards tells whether it opened. */
async function unlock(talk: CalampTalk, secret: string): Promise<UnlockOutcome> {
  if (!isSayablePassword(secret)) {
    return { kind: 'refused-secret', why: 'a quote or a character outside plain ASCII cannot be sent' };
  }
  const before = await openCalamp(talk);
  if (before === null) {
    return { kind: 'open' };
  }
  if (before.kind !== 'locked') {
    return before;
  }
  const offered = await talk.secretly(() => talk.order(offerPassword(secret)));
  if (offered.kind !== 'body' && offered.kind !== 'refused' && offered.kind !== 'locked') {
    return offered;
  }
  const after = await openCalamp(talk);
  if (after === null) {
    return { kind: 'open' };
  }
  return after.kind === 'locked' ? { kind: 'wrong-password', triesLeft: null } : after;
}

async function testTransmission(talk: CalampTalk): Promise<TestTransmissionOutcome> {
  const answer = await talk.order(orderReport);
  switch (answer.kind) {
    case 'body':
      return { kind: 'ordered' };
    case 'refused':
      return { kind: 'refused', why: `the unit answers ${answer.text}` };
    default:
      return answer;
  }
}

async function reboot(context: DriverContext, talk: CalampTalk): Promise<RebootOutcome> {
  const answer = await talk.order(restart);
  if (answer.kind === 'refused') {
    return { kind: 'garbled', detail: 'the unit refuses to restart' };
  }
  // No answer is published for this order: silence, a lost port and OK are all what a restart looks like.
  if (answer.kind === 'locked' || answer.kind === 'cancelled' || answer.kind === 'garbled') {
    return answer;
  }
  await untilLost(context, talk.session, PORT_LEAVES_WITHIN_MS);
  return { kind: 'restarting', linkIsLost: talk.session.isLost(), returnsWithinMs: REBOOT_RETURNS_WITHIN_MS };
}

function capabilities(parameters: CalampParameters): DriverCapabilities {
  const keys = Object.entries(parameters).map(([key, parameter]) => [key, keyCapability(parameter)] as const);
  return {
    keys: Object.fromEntries(keys),
    health: CALAMP_HEALTH_FIELDS,
    firmwareUpdate: false,
    testTransmission: true,
  };
}
