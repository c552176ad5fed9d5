import { create } from 'zustand';
import { SCAN_APART_MS } from '#core/domain/scanning/test-scan.ts';
import type { WedgeKey } from '#core/domain/scanning/wedge-key.ts';
import { keepFromPage, wedgeKeyOf } from './wedge-key-event.ts';

/**
 * Takes every key while a reader is learned (SCAN-1): the guard's own judgement is what is being taught, so it must not stand in between.
 * Escape is left to the person as the way out.
 */
export type TestScanListener = (keys: readonly WedgeKey[]) => void;

/** Who listens for test scans; null while the guard stands. */
export const useTestScans = create<{ readonly listener: TestScanListener | null }>()(() => ({ listener: null }));

/** Hands over the keys of each test scan, once it fell silent. Returns the way to stop. */
export function attachKeyRecorder(onScan: TestScanListener): () => void {
  let keys: WedgeKey[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const finish = () => {
    const scan = keys;
    keys = [];
    onScan(scan);
  };
  const record = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      return;
    }
    keepFromPage(event);
    keys.push(wedgeKeyOf(event));
    clearTimeout(timer);
    timer = setTimeout(finish, SCAN_APART_MS);
  };
  const release = (event: KeyboardEvent) => event.key === 'Escape' || keepFromPage(event);
  const detached = new AbortController();
  const capture = { capture: true, signal: detached.signal };
  window.addEventListener('keydown', record, capture);
  window.addEventListener('keyup', release, capture);
  return () => {
    clearTimeout(timer);
    detached.abort();
  };
}
