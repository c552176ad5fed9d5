import type { JournalLine } from '#core/domain/installation/write-journal.ts';
import type {
  ConfigChange,
  DriverContext,
  KeyWrite,
  LinkFault,
  WriteConfigurationOutcome,
  WriteProgress,
} from '#core/ports/unit-driver.ts';

// What the drivers do alike while they write: they tell which keys are about to go out, before their first byte, and what the unit made of
// them, so that the station has each step on disk and knows after a crash what never left (INST-3, STA-4); and they stop in one way.

/** An order to write, without the unit that it is for. */
export interface WriteJob {
  readonly changes: readonly ConfigChange[];
  readonly cancel: DriverContext['cancel'];
  readonly onProgress: ((progress: WriteProgress) => void) | undefined;
}

/** Of a family that asks for the unit's number itself before it writes. */
export interface WriteJobFor extends WriteJob {
  readonly expectedImei: string;
}

type ToldWrite = Pick<WriteJob, 'changes' | 'onProgress'>;

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

/** Why nothing more may be sent; null while it may. Asked before every command, because none is sent twice. */
export function stopBefore(talk: { isLost(): boolean }, cancel: WriteJob['cancel']): LinkFault | null {
  if (talk.isLost()) {
    return { kind: 'port-lost', detail: 'the cable was gone before the next value was sent' };
  }
  return cancel?.aborted === true ? { kind: 'cancelled' } : null;
}

/** A write that ended before its last value. What no command carried was never sent, and is known to be as it was. */
export function stopped(
  changes: readonly ConfigChange[],
  done: readonly KeyWrite[],
  fault: LinkFault,
): WriteConfigurationOutcome {
  return done.length === 0 ? fault : { kind: 'partial', writes: inOrder(changes, done), fault };
}

/** As they were asked for, whatever the order in which they were sent. */
export function inOrder(changes: readonly ConfigChange[], done: readonly KeyWrite[]): readonly KeyWrite[] {
  return changes.map((change) => done.find(({ key }) => key === change.key) ?? keyWrite(change, 'not-sent'));
}

export function keyWrite({ key, from, to }: ConfigChange, state: KeyWrite['state'], detail?: string): KeyWrite {
  return { key, from, to, state, ...(detail === undefined ? {} : { detail }) };
}
