import type {
  ConfigChange,
  ConfigKey,
  ConfigReading,
  KeyCapability,
  LinkFault,
  VerifyOutcome,
  WriteConfigurationOutcome,
} from '#core/ports/unit-driver.ts';
import {
  encodeAccessPoint,
  MAX_ACCESS_POINT_LENGTH,
  networkIdentifierOf,
  type PacketContext,
  readPacketContexts,
} from '#core/protocol/at27007/packet-contexts.ts';
import { askPacketContexts, bodyOf, isBeforeContexts } from '#core/protocol/at27007/requests.ts';
import { wordsOfCmeCode } from '#core/protocol/at27007/result-codes.ts';
import { readModemImei } from './at-identity.ts';
import type { AtTalk } from './at-talk.ts';
import { compareWithUnit } from './compare-with-unit.ts';
import { keyWrite, tellAnswered, tellSending, type WriteJobFor } from './write-steps.ts';

/**
 * The one value that TS 27.007 lets every modem hold: the access point of packet context 1 (`+CGDCONT`, §10.1.1). There is no checksum, so
 * it is read twice; what the network put behind it is left out, because nobody wrote that.
 */
export const AT_KEYS: Readonly<Record<ConfigKey, KeyCapability>> = {
  apn: { read: true, write: true, type: 'text', maxLength: MAX_ACCESS_POINT_LENGTH },
};

export async function readAtKeys(
  talk: AtTalk,
  keys: readonly ConfigKey[],
): Promise<{ readonly kind: 'read'; readonly values: Readonly<Record<ConfigKey, ConfigReading>> } | LinkFault> {
  const values: Record<ConfigKey, ConfigReading> = {};
  for (const key of keys) {
    const reading: ConfigReading | LinkFault = key === 'apn' ? await readAccessPoint(talk) : { kind: 'unsupported' };
    if (isFault(reading)) {
      return reading;
    }
    values[key] = reading;
  }
  return { kind: 'read', values };
}

export async function writeAtKeys(talk: AtTalk, job: WriteJobFor): Promise<WriteConfigurationOutcome> {
  const { expectedImei, changes, cancel } = job;
  const met = await readModemImei(talk);
  if (met.kind !== 'imei') {
    return met;
  }
  if (met.imei !== expectedImei) {
    return { kind: 'wrong-unit', expectedImei, readImei: met.imei };
  }
  const planned = plan(changes);
  if (planned.kind !== 'planned') {
    return planned;
  }
  const { change } = planned;
  if (change === null) {
    return { kind: 'written', writes: [] };
  }
  const type = await readContextType(talk);
  if (type.kind !== 'type') {
    return type;
  }
  if (cancel?.aborted === true) {
    return { kind: 'cancelled' };
  }
  tellSending(job, 0, [{ change }]);
  const outcome = await talk.order(`AT+CGDCONT=1,"${type.type}","${change.to}"`);
  if (outcome.kind !== 'answered') {
    const write = keyWrite(change, 'unknown', 'no answer to this write');
    return { kind: 'partial', writes: [write], fault: outcome };
  }
  const body = bodyOf(outcome.lines);
  const write =
    body.kind === 'refused'
      ? keyWrite(change, 'rejected', `the modem refuses it: ${refusalInWords(body.cmeCode)}`)
      : keyWrite(change, 'accepted');
  tellAnswered(job, 0, [write]);
  return { kind: 'written', writes: [write] };
}

export async function verifyAtKeys(talk: AtTalk, changes: readonly ConfigChange[]): Promise<VerifyOutcome> {
  const read = await readAtKeys(
    talk,
    changes.map(({ key }) => key),
  );
  return compareWithUnit(read, changes, (_key, found, wanted) => found === wanted);
}

/** Context 1 is the one that modems attach with. */
const CONTEXT_ID = 1;
const USUAL_TYPE = 'IP';

type RefusedValue = Extract<WriteConfigurationOutcome, { readonly kind: 'refused-value' }>;
type Plan = { readonly kind: 'planned'; readonly change: ConfigChange | null } | RefusedValue;

/** Checks everything before the first byte leaves: one value that cannot be written stops all. */
function plan(changes: readonly ConfigChange[]): Plan {
  for (const [index, { key, to }] of changes.entries()) {
    const encoded = key === 'apn' ? encodeAccessPoint(to) : NOT_HELD;
    if (encoded.kind === 'refused' || index > 0) {
      return { kind: 'refused-value', key, why: encoded.kind === 'refused' ? encoded.why : 'named twice' };
    }
  }
  return { kind: 'planned', change: changes[0] ?? null };
}

const NOT_HELD = { kind: 'refused', why: 'a bare modem holds the access point only' } as const;

async function readAccessPoint(talk: AtTalk): Promise<ConfigReading | LinkFault> {
  const first = await readContext(talk);
  if (first.kind !== 'context') {
    return first.kind === 'refused' ? { kind: 'unsupported' } : first;
  }
  // The first answer over again must not be the second reading.
  const fault = await talk.getInStep();
  if (fault !== null) {
    return fault;
  }
  const second = await readContext(talk);
  if (second.kind !== 'context') {
    return second.kind === 'refused' ? DIFFERING : second;
  }
  // All of them: that context 1 is not among others says more than that it is not there.
  if (JSON.stringify(first.all) !== JSON.stringify(second.all)) {
    return DIFFERING;
  }
  const value = networkIdentifierOf(first.context?.accessPoint ?? '');
  return value === '' ? { kind: 'empty' } : { kind: 'value', value };
}

const DIFFERING: ConfigReading = { kind: 'unknown', why: 'two readings differ' };

type ContextReading =
  /** Null where the modem has no such context yet. */
  | { readonly kind: 'context'; readonly context: PacketContext | null; readonly all: readonly PacketContext[] }
  | { readonly kind: 'refused' }
  | LinkFault;

async function readContext(talk: AtTalk): Promise<ContextReading> {
  const first = await readContextOnce(talk);
  // A report of the modem may have stood in the answer; at another moment it may not.
  return first.kind === 'garbled' ? readContextOnce(talk) : first;
}

async function readContextOnce(talk: AtTalk): Promise<ContextReading> {
  const answer = await talk.ask(askPacketContexts);
  if (answer.kind !== 'body') {
    return answer;
  }
  const all = readPacketContexts(answer.lines);
  const context = all.find(({ id }) => id === CONTEXT_ID) ?? null;
  const others = answer.lines.filter((line) => all.length === 0 || !isBeforeContexts(line));
  return context === null && all.length < others.length
    ? { kind: 'garbled', detail: 'a packet context of unknown shape' }
    : { kind: 'context', context, all };
}

/** Writing the access point must not change how the context addresses: the command carries both. */
async function readContextType(
  talk: AtTalk,
): Promise<{ readonly kind: 'type'; readonly type: string } | RefusedValue | LinkFault> {
  const reading = await readContext(talk);
  switch (reading.kind) {
    case 'context':
      return { kind: 'type', type: reading.context?.type ?? USUAL_TYPE };
    case 'refused':
      return { kind: 'refused-value', key: 'apn', why: 'this modem does not tell its packet contexts' };
    default:
      return reading;
  }
}

function refusalInWords(cmeCode: number | null): string {
  return cmeCode === null ? 'no reason given' : wordsOfCmeCode(cmeCode);
}

function isFault(reading: ConfigReading | LinkFault): reading is LinkFault {
  return !['value', 'empty', 'unsupported', 'unknown'].includes(reading.kind);
}
