import {
  createWedgeMachine,
  type WedgeEffect,
  type WedgeInput,
  type WedgeState,
} from '#core/domain/scanning/wedge-burst.ts';
import { DEFAULT_WEDGE_PROFILE, type EndKey, type WedgeProfile } from '#core/domain/scanning/wedge-profile.ts';
import { type FieldMemory, rememberField, restoreField, typeIntoField } from './focused-field.ts';
import { keepFromPage, wedgeKeyOf } from './wedge-key-event.ts';

/**
 * Stands at window capture in front of every control and keeps a keyboard reader's keys from pressing buttons or typing into fields
 * (SCAN-4, ux rules 1 to 3). Decides nothing itself: core's wedge machine does; this feeds it keys and performs its effects.
 */
export interface WedgeGuardListeners {
  onScan(text: string, rhythm: ScanRhythm): void;
  /** A scan arrived with a hole or was cut off; ask for another. */
  onBroken(text: string): void;
}

/** How a keyboard reader typed: what tells its settings. */
export interface ScanRhythm {
  readonly gapMs: number;
  readonly endedBy: EndKey | 'silence';
}

export function attachWedgeGuard(
  listeners: WedgeGuardListeners,
  profile: WedgeProfile = DEFAULT_WEDGE_PROFILE,
): () => void {
  const machine = createWedgeMachine(profile);
  let state: WedgeState = machine.start().state;
  const swallowed = new Set<string>();

  const feed = (input: WedgeInput, event?: KeyboardEvent) => {
    const step = machine.step(state, input);
    state = step.state;
    for (const effect of step.effects) {
      if (effect.kind !== 'swallow-key') {
        perform(effect);
      } else if (event !== undefined) {
        swallowed.add(event.code);
        keepFromPage(event);
      }
    }
  };
  const perform = createPerformer(listeners, () => feed({ kind: 'silence', timeStampMs: performance.now() }));

  const keyDown = (event: KeyboardEvent) => {
    feed({ kind: 'key', ...wedgeKeyOf(event) }, event);
  };
  const keyUp = (event: KeyboardEvent) => {
    if (swallowed.delete(event.code)) {
      keepFromPage(event);
    }
  };
  const interrupt = () => feed({ kind: 'interrupted' });

  const detached = new AbortController();
  const capture = { capture: true, signal: detached.signal };
  window.addEventListener('keydown', keyDown, capture);
  window.addEventListener('keyup', keyUp, capture);
  window.addEventListener('pointerdown', interrupt, capture);
  window.addEventListener('blur', interrupt, { signal: detached.signal });
  return () => detached.abort();
}

/** Performs every effect but swallowing, which belongs to the key of the moment. */
function createPerformer(listeners: WedgeGuardListeners, wake: () => void) {
  let memory: FieldMemory | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (effect: Exclude<WedgeEffect, { kind: 'swallow-key' }>): void => {
    switch (effect.kind) {
      case 'remember-field':
        memory = rememberField();
        return;
      case 'restore-field':
        if (memory !== null) {
          restoreField(memory);
        }
        return;
      case 'type-back':
        typeIntoField(effect.text);
        return;
      case 'wake-at':
        clearTimeout(timer);
        // A second turn of the event loop lets keys that already wait in the queue go first.
        timer = setTimeout(() => setTimeout(wake, 0), effect.timeStampMs - performance.now());
        return;
      case 'scanned':
        listeners.onScan(effect.text, rhythmOf(effect));
        return;
      case 'scan-broken':
        listeners.onBroken(effect.text);
        return;
    }
  };
}

function rhythmOf(scanned: Extract<WedgeEffect, { kind: 'scanned' }>): ScanRhythm {
  const { text, startedAtMs, endedAtMs, endedBy } = scanned;
  return { gapMs: (endedAtMs - startedAtMs) / Math.max(1, text.length - 1), endedBy };
}
