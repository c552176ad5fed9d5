import { create } from 'zustand';
import type { ScanResult, ScanSource } from '#core/contract/station/scan.ts';
import type { FindingCode } from '#core/domain/codes.ts';
import type { Verdict } from '#core/domain/ownership/verdict.ts';
import type { StationClient } from '../../station/connection.ts';
import type { Mark } from '../../ui/status-mark.tsx';
import { currentPlace, useScanPlaces } from './scan-place.ts';
import type { ScanRhythm } from './wedge-guard.ts';

/** The last scan and what became of it, for the banner that answers every scan at once (ux rules 10 and 11). */
export interface ScanAnswer {
  readonly text: string;
  readonly result: ScannedResult;
  readonly mark: Mark;
  /** Why the opened unit may not be worked on, where it may not. */
  readonly refusedBy: FindingCode | null;
  readonly source: ScanSource;
  /** How a keyboard reader typed it; null for every other source. */
  readonly rhythm: ScanRhythm | null;
  /** Counts scans, so that the same answer twice is shown twice. */
  readonly turn: number;
}

/** `broken`: the code arrived with a hole or was cut off, and nobody tried to read it. */
export type ScannedResult = ScanResult | { readonly kind: 'failed' } | { readonly kind: 'broken' };

export const useScanAnswer = create<{ readonly answer: ScanAnswer | null }>()(() => ({ answer: null }));

/** Where a scan came from; of a keyboard reader also how it typed. */
export type ScanOrigin = ScanSource | { readonly source: 'wedge'; readonly rhythm: ScanRhythm };

/** Hands one scan to the station, whatever its source. The station decides what it means; the router of the page follows the result. */
export async function takeScan(client: StationClient, text: string, origin: ScanOrigin): Promise<ScannedResult> {
  const { source, rhythm } = typeof origin === 'string' ? { source: origin, rhythm: null } : origin;
  const context = currentPlace(useScanPlaces.getState());
  const result = await client.scan.read({ text, source, context }).catch(() => ({ kind: 'failed' }) as const);
  answerScan({ text, source, rhythm, result, ...(await judge(client, result)) });
  return result;
}

/** Says that a scan came in half and has the station keep that; half a code could be another unit's, so it is never read. */
export async function takeBrokenScan(client: StationClient, text: string, source: ScanSource): Promise<void> {
  const context = currentPlace(useScanPlaces.getState());
  answerScan({ text, source, rhythm: null, result: { kind: 'broken' }, mark: 'stop', refusedBy: null });
  // The person was told; a station that does not answer says so by itself.
  await client.scan.broken({ text, source, context }).catch(() => undefined);
}

/** Shows an answer, and lets it sound. */
export function answerScan(answer: Omit<ScanAnswer, 'turn'>): void {
  useScanAnswer.setState((before) => ({ answer: { ...answer, turn: (before.answer?.turn ?? 0) + 1 } }));
}

type Judged = Pick<ScanAnswer, 'mark' | 'refusedBy'>;

/** The reader's beep says that it decoded; ours says whether the unit may be worked on, so the sheet is asked before it sounds. */
async function judge(client: StationClient, result: ScannedResult): Promise<Judged> {
  if (result.kind !== 'sheet-opened') {
    return { mark: markOf(result), refusedBy: null };
  }
  const answer = await client.bench.sheet({ sessionId: result.sessionId }).catch(() => null);
  return answer?.kind === 'sheet' ? judgeVerdict(answer.sheet.session.verdict) : { mark: 'ok', refusedBy: null };
}

function judgeVerdict(verdict: Verdict): Judged {
  if (verdict.kind === 'choose-type') {
    return { mark: 'warn', refusedBy: null };
  }
  const blocking = verdict.findings.find((finding) => finding.severity === 'block');
  const somethingLeft = Object.values(verdict.allowed).some(Boolean);
  return blocking === undefined
    ? { mark: 'ok', refusedBy: null }
    : { mark: somethingLeft ? 'warn' : 'stop', refusedBy: blocking.code };
}

function markOf(result: ScannedResult): Mark {
  switch (result.kind) {
    case 'unreadable':
    case 'broken':
    case 'failed':
      return 'stop';
    case 'wrong-kind':
    case 'choose-customer-first':
      return 'warn';
    case 'carton-row':
      return result.already || result.outcome === 'blocked' || result.outcome === 'choose-type' ? 'warn' : 'ok';
    default:
      return 'ok';
  }
}
