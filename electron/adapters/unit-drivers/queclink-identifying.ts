import type {
  DriverContext,
  IdentifyOutcome,
  LinkFault,
  ProbeOutcome,
  UnlockOutcome,
} from '#core/ports/unit-driver.ts';
import { latin1Bytes } from '#core/protocol/latin1.ts';
import { type QueclinkVersion, readQueclinkIccid, readQueclinkVersion } from '#core/protocol/queclink/identity.ts';
import { askReport } from '#core/protocol/queclink/requests.ts';
import { queclinkFamilyOf } from '#core/protocol/queclink/unit-families.ts';
import {
  askWhoIsThere,
  faultOf,
  type OpenUnit,
  type QueclinkSettings,
  type QueclinkTalk,
  withQueclinkTalk,
} from './queclink-talk.ts';

/* Finding out whether a Queclink unit is there, who it is, and whether a password is its own. */

/** A probe may take 1.5 s in all (link.md §6.1). */
const PROBE_ACK_MS = 800;
const PROBE_REPORT_MS = 350;
const SCORE_KNOWN_MODEL = 90;
const SCORE_UNKNOWN_MODEL = 75;
const SCORE_LOCKED = 70;
const STRANGER_MS = 100;

/** Whether a unit of this family answers, with a question that changes nothing. */
export async function probeQueclink(talk: QueclinkTalk, { link, clock }: DriverContext): Promise<ProbeOutcome> {
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

/** Who the unit is: what it said when the call began has to come once more alike. */
export async function identifyQueclink(talk: QueclinkTalk, { version: first }: OpenUnit): Promise<IdentifyOutcome> {
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

/** Offers one password, once. Silence may also mean that the unit sleeps, so only one that is heard has said no. */
export async function unlockQueclink(
  settings: QueclinkSettings,
  context: DriverContext,
  secret: string,
): Promise<UnlockOutcome> {
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

function describe({ imei, model, firmware, hardware }: QueclinkVersion): string {
  return `${imei === null ? 'no IMEI' : `IMEI ${imei}`}, ${model}, ${firmware}, ${hardware}`;
}
