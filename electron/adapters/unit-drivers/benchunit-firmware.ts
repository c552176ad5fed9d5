import { assertNever } from '#core/kernel/assert-never.ts';
import type { DriverContext, FirmwareOrder, FirmwareOutcome, FirmwareProgress } from '#core/ports/unit-driver.ts';
import { readFirmwareVerdict } from '#core/protocol/benchunit/lines.ts';
import { emptyFramer, frameBytes } from '#core/protocol/line-framer.ts';
import type { SendOutcome } from '#core/protocol/xmodem/send-files.ts';
import { readBenchunitHealth } from './benchunit-health.ts';
import { askIdentity, type BenchTalk, withBenchTalk } from './benchunit-talk.ts';
import { sendFiles } from './file-transfer.ts';

/** The unit restarts within this time, loading included. */
const returnsWithinMs = 60_000;
/** For the unit's word on the file, once it has all of it. */
const verdictWithinMs = 8_000;
const portLeavesWithinMs = 5_000;

/** Hands a firmware to a bench unit: who it is, what it is fed with, `LOAD`, YMODEM, and the unit's own word on the file (INST-5). */
export async function updateBenchunit(
  context: DriverContext,
  minimumMillivolts: number,
  {
    order,
    onProgress,
  }: { readonly order: FirmwareOrder; readonly onProgress?: ((progress: FirmwareProgress) => void) | undefined },
): Promise<FirmwareOutcome> {
  const obstacle = await withBenchTalk(context, (talk) => prepare(talk, order, minimumMillivolts));
  if (obstacle !== null) {
    return obstacle;
  }
  const verdict = hearVerdict(context);
  try {
    context.capture.record({ direction: 'note', text: `YMODEM: ${order.fileName}, ${order.image.length} bytes` });
    const sent = await sendFiles(
      context,
      { protocol: 'ymodem', files: [{ name: order.fileName, bytes: order.image }] },
      (sentBytes, totalBytes) => onProgress?.({ sentBytes, totalBytes }),
    );
    context.capture.record({ direction: 'note', text: `YMODEM: ${sent.kind}` });
    if (sent.kind !== 'sent') {
      return outcomeOf(sent);
    }
    const outcome = await verdict.heard();
    if (outcome.kind === 'handed-over') {
      // Who asks before the restart hears the old version.
      await verdict.portGone();
    }
    return outcome;
  } finally {
    verdict.stop();
  }
}

/** Null once the unit waits for the file. */
async function prepare(
  talk: BenchTalk,
  { expectedImei }: FirmwareOrder,
  minimumMillivolts: number,
): Promise<FirmwareOutcome | null> {
  const met = await askIdentity(talk);
  if (met.kind !== 'identity') {
    return met;
  }
  if (met.identity.imei !== expectedImei) {
    return { kind: 'wrong-unit', expectedImei, readImei: met.identity.imei };
  }
  const health = await readBenchunitHealth(talk, ['supplyMillivolts']);
  if (health.kind !== 'measured') {
    return health;
  }
  const supply = health.fields.supplyMillivolts;
  const millivolts = supply?.kind === 'value' && typeof supply.value === 'number' ? supply.value : null;
  if (millivolts === null || millivolts < minimumMillivolts) {
    return { kind: 'supply-too-low', millivolts, minimumMillivolts };
  }
  const answer = await talk.ask('LOAD', { isWrite: true });
  switch (answer.kind) {
    case 'yes':
      return null;
    case 'no':
      return answer.words === 'supply'
        ? { kind: 'supply-too-low', millivolts, minimumMillivolts }
        : { kind: 'not-taken', reason: 'stopped-by-unit', detail: answer.words };
    default:
      return answer;
  }
}

function outcomeOf(sent: Exclude<SendOutcome, { readonly kind: 'sent' }>): FirmwareOutcome {
  switch (sent.kind) {
    case 'not-called':
      return { kind: 'not-taken', reason: 'not-asked-for', detail: '' };
    case 'stopped-by-receiver':
      return { kind: 'not-taken', reason: 'stopped-by-unit', detail: `${sent.sentBytes} bytes` };
    case 'line-too-bad':
      return { kind: 'not-taken', reason: 'line-too-bad', detail: `${sent.sentBytes} bytes` };
    case 'not-confirmed':
      return { kind: 'not-taken', reason: 'not-confirmed', detail: '' };
    case 'cancelled':
    case 'port-lost':
      return sent;
    default:
      return assertNever(sent);
  }
}

/** Listens for the line with which a unit judges a file. It may come before the last acknowledgement is read, and be the last before its restart. */
function hearVerdict({ link, clock }: DriverContext) {
  const ended = new AbortController();
  const gone = new AbortController();
  let framer = emptyFramer;
  let outcome: FirmwareOutcome | null = null;
  const unhear = link.onBytes((bytes) => {
    // Answers to blocks stand in front of it without a line end.
    const framed = frameBytes(framer, bytes);
    framer = framed.state;
    for (const frame of framed.frames) {
      const line = frame.kind === 'line' ? frame.text : '';
      const verdict = readFirmwareVerdict(line.slice(Math.max(0, line.indexOf('<'))));
      if (verdict !== null) {
        outcome =
          verdict.kind === 'taken'
            ? { kind: 'handed-over', returnsWithinMs }
            : { kind: 'wrong-image', detail: verdict.why };
        ended.abort();
      }
    }
  });
  const unlose = link.onLost(() => {
    ended.abort();
    gone.abort();
  });
  return {
    heard: async (): Promise<FirmwareOutcome> => {
      if (!ended.signal.aborted) {
        await clock.sleep(verdictWithinMs, ended.signal);
      }
      return outcome ?? { kind: 'not-taken', reason: 'not-confirmed', detail: 'the unit said nothing about the file' };
    },
    portGone: () => (gone.signal.aborted ? Promise.resolve() : clock.sleep(portLeavesWithinMs, gone.signal)),
    stop() {
      unhear();
      unlose();
    },
  };
}
