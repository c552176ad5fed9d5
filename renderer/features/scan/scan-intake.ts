import { create } from 'zustand';
import type { ScanResult, ScanSource } from '#core/contract/station/scan.ts';
import type { StationClient } from '../../station/connection.ts';
import { currentPlace, useScanPlaces } from './scan-place.ts';

/** The last scan and what became of it, for the banner that answers every scan at once (ux rules 10 and 11). */
export interface ScanAnswer {
  readonly text: string;
  readonly result: ScanResult | { readonly kind: 'failed' };
  /** Counts scans, so that the same answer twice is shown twice. */
  readonly turn: number;
}

export const useScanAnswer = create<{ readonly answer: ScanAnswer | null }>()(() => ({ answer: null }));

/** Hands one scan to the station, whatever its source. The station decides what it means; the router of the page follows the result. */
export async function takeScan(
  client: StationClient,
  text: string,
  source: ScanSource,
): Promise<ScanResult | { readonly kind: 'failed' }> {
  const context = currentPlace(useScanPlaces.getState());
  const result = await client.scan.read({ text, source, context }).catch(() => ({ kind: 'failed' }) as const);
  useScanAnswer.setState(({ answer }) => ({ answer: { text, result, turn: (answer?.turn ?? 0) + 1 } }));
  return result;
}
