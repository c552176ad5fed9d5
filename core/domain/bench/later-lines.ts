// The three lines after configuring: inspection, pairing, sign-off.
import { assertNever } from '../../kernel/assert-never.ts';
import { permissionFor } from './bench-permission.ts';
import type { BenchSession, StepView } from './bench-session.ts';
import { missingForSignOff } from './missing-for-sign-off.ts';
import { blockOf, type SheetLine } from './sheet-line.ts';

const markOf = { pass: 'ok', warn: 'warn', 'not-possible': 'warn', fail: 'stop' } as const satisfies Record<
  string,
  StepView['mark']
>;

/** Manual checks can be answered without the cable, so only permission blocks the line. */
export function inspectionLine(session: BenchSession): SheetLine<'inspect'> {
  const { inspection } = session;
  const inspect = permissionFor(session, 'inspect');
  const blockedBy = blockOf(session, inspect);
  if (inspection.kind === 'open') {
    return inspect.kind === 'denied'
      ? {
          step: 'inspect',
          state: 'not-allowed',
          mark: 'idle',
          settled: true,
          detail: { code: inspect.code },
          blockedBy,
        }
      : { step: 'inspect', state: 'open', mark: 'idle', settled: false, blockedBy };
  }
  const { result, at, checks } = inspection;
  const line = { step: 'inspect', at, blockedBy, detail: { runs: String(checks.length) } } as const;
  return result === null
    ? { ...line, state: 'undecided', mark: 'work', settled: false }
    : { ...line, state: result, mark: markOf[result], settled: result !== 'fail' };
}

export function pairingLine(session: BenchSession): SheetLine<'pair'> {
  const { pairing } = session;
  switch (pairing.kind) {
    case 'open': {
      const pair = permissionFor(session, 'pair');
      const blockedBy = blockOf(session, pair);
      return pair.kind === 'denied'
        ? { step: 'pair', state: 'not-allowed', mark: 'idle', settled: true, detail: { code: pair.code }, blockedBy }
        : { step: 'pair', state: 'open', mark: 'idle', settled: false, blockedBy };
    }
    case 'requested':
      return { ...done(pairing.at), state: 'requested', mark: 'wait', detail: { asset: pairing.assetLabel } };
    case 'awaiting-automatic':
      return { ...done(pairing.at), state: 'awaiting', mark: 'wait', detail: { predicted: pairing.predicted } };
    case 'paired': {
      const detail = { asset: pairing.assetLabel, reason: pairing.reason };
      return { ...done(pairing.at), state: 'paired', mark: 'ok', detail };
    }
    case 'failed': {
      const detail = { reason: pairing.reason, candidates: String(pairing.candidateAssetIds.length) };
      return { step: 'pair', state: 'failed', mark: 'stop', settled: false, detail, at: pairing.at };
    }
    case 'unpair-requested': {
      const detail = { asset: pairing.pairing.assetLabel };
      return { step: 'pair', state: 'unpair-requested', mark: 'wait', settled: false, detail, at: pairing.at };
    }
    case 'left-open':
      return { ...done(pairing.at), state: 'left-open', mark: 'warn', detail: { why: pairing.why } };
    default:
      return assertNever(pairing);
  }
}

function done(at: StepView['at']) {
  return { step: 'pair', settled: true, at } as const;
}

export function signOffLine(session: BenchSession): SheetLine<'sign-off'> {
  const { signOff } = session;
  if (signOff.kind === 'signed') {
    const { result, reportNumber, at } = signOff;
    const mark = result === 'succeeded' ? 'ok' : 'stop';
    return { step: 'sign-off', state: result, mark, settled: true, detail: { report: reportNumber }, at };
  }
  if (session.state === 'abandoned') {
    return { step: 'sign-off', state: 'abandoned', mark: 'idle', settled: true, at: session.changedAt };
  }
  const missing = missingForSignOff(session);
  return missing.length === 0
    ? { step: 'sign-off', state: 'ready', mark: 'idle', settled: false }
    : {
        step: 'sign-off',
        state: 'open',
        mark: 'idle',
        settled: false,
        detail: { missing: missing.join(',') },
        blockedBy: 'missing',
      };
}
