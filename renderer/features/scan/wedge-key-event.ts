import type { WedgeKey } from '#core/domain/scanning/wedge-key.ts';

/** A key event as core judges it, with the event's own time. */
export function wedgeKeyOf(event: KeyboardEvent): WedgeKey {
  const { key, repeat, timeStamp: timeStampMs } = event;
  const modifiers = {
    ctrl: event.ctrlKey,
    alt: event.altKey,
    meta: event.metaKey,
    altGraph: event.getModifierState('AltGraph'),
  };
  return { key, timeStampMs, repeat, modifiers };
}

/** Neither the page nor the browser does anything with it. */
export function keepFromPage(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}
