import type { JournalLine } from '#core/domain/installation/write-journal.ts';
import type { ConfigChange, KeyWrite, WriteProgress } from '#core/ports/unit-driver.ts';

// What every driver tells while it writes: which keys are about to go out, before their first byte, and what the unit made of them. The
// station has each step on disk when the call returns, so that after a crash it knows what never left (INST-3, STA-4).
export interface ToldWrite {
  readonly changes: readonly ConfigChange[];
  readonly onProgress: ((progress: WriteProgress) => void) | undefined;
}

/** Once for all keys of one command: they go out together. `done`: how many were settled before. */
export function tellSending(
  { onProgress, changes }: ToldWrite,
  done: number,
  sent: readonly { readonly change: Pick<ConfigChange, 'key'> }[],
): void {
  const journal = sent.map(({ change }): JournalLine => ({ key: change.key, state: 'sending' }));
  onProgress?.({ key: journal[0]?.key ?? '', done, total: changes.length, journal });
}

/** The same keys as the unit answered them, one step of progress for each. */
export function tellAnswered({ onProgress, changes }: ToldWrite, before: number, writes: readonly KeyWrite[]): void {
  const journal = writes.map(({ key, state }): JournalLine => ({ key, state: answeredState(state) }));
  writes.forEach(({ key }, index) => {
    const step = { key, done: before + index + 1, total: changes.length };
    onProgress?.(index === 0 ? { ...step, journal } : step);
  });
}

function answeredState(state: KeyWrite['state']): JournalLine['state'] {
  return state === 'not-sent' ? 'unknown' : state;
}
