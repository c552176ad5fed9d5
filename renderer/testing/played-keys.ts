import { vi } from 'vitest';

/**
 * Plays keys on a real DOM as a browser would: keydown and keyup at the focused element at given moments, and, where nobody prevented it,
 * what the browser itself would do with the key. Needs fake timers; the moments are the events' own time stamps.
 */
export interface PlayedPage {
  /** How often Tab would have moved the focus. */
  readonly tabs: () => number;
  play(text: string, pace: { readonly gapMs: number | readonly number[]; readonly end?: 'Enter' | 'Tab' }): void;
}

export function playKeys(): PlayedPage {
  let tabs = 0;
  return {
    tabs: () => tabs,
    play(text, { gapMs, end }) {
      const keys = [...text, ...(end === undefined ? [] : [end])];
      keys.forEach((key, index) => {
        vi.advanceTimersByTime(index === 0 ? 1_000 : typeof gapMs === 'number' ? gapMs : (gapMs[index - 1] ?? 0));
        tabs += pressKey(key) === 'tab' ? 1 : 0;
      });
      vi.advanceTimersByTime(1_000);
    },
  };
}

function pressKey(key: string): 'tab' | 'other' {
  const at = document.activeElement ?? document.body;
  const isFree = at.dispatchEvent(keyEvent('keydown', key));
  if (isFree && key.length === 1 && isTextInput(at)) {
    typeCharacter(at, key);
  }
  if (isFree && key === 'Enter' && at instanceof HTMLButtonElement && at.dataset['plain'] !== undefined) {
    at.click();
  }
  at.dispatchEvent(keyEvent('keyup', key));
  return isFree && key === 'Tab' ? 'tab' : 'other';
}

function keyEvent(kind: 'keydown' | 'keyup', key: string): KeyboardEvent {
  const event = new KeyboardEvent(kind, { key, code: codeOf(key), bubbles: true, cancelable: true });
  Object.defineProperty(event, 'timeStamp', { value: performance.now() });
  return event;
}

function codeOf(key: string): string {
  return /^\d$/.test(key) ? `Digit${key}` : /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : key;
}

function isTextInput(element: Element): element is HTMLInputElement | HTMLTextAreaElement {
  return (
    element instanceof HTMLTextAreaElement ||
    (element instanceof HTMLInputElement && element.type !== 'radio' && element.type !== 'checkbox')
  );
}

/** Writes as a browser does: past React's own setter, then says so. */
function typeCharacter(field: HTMLInputElement | HTMLTextAreaElement, character: string): void {
  const start = field.selectionStart ?? field.value.length;
  const end = field.selectionEnd ?? start;
  const value = field.value.slice(0, start) + character + field.value.slice(end);
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')?.set?.call(field, value);
  field.setSelectionRange(start + 1, start + 1);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
