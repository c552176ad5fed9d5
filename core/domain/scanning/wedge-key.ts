import { GROUP_SEPARATOR } from './scan-text.ts';

/** One `keydown` as the page's guard sees it. `timeStampMs` is the event's own time, never the handler's: a busy page handles late. */
export interface WedgeKey {
  /** `KeyboardEvent.key`. */
  readonly key: string;
  readonly timeStampMs: number;
  readonly modifiers: WedgeModifiers;
  /** `KeyboardEvent.repeat`: a held key repeats as fast as a reader types, but a reader never holds one. */
  readonly repeat?: boolean;
}

/** Shift is not among them: it is part of typing a capital, and some readers still hold it at the end key. */
export interface WedgeModifiers {
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly meta: boolean;
  /** `getModifierState('AltGraph')`. On Windows it comes together with `ctrl` and `alt`. */
  readonly altGraph: boolean;
}

/**
 * What a key is to the watcher. `silent`: a modifier going down, part of typing a capital. `chord`: a shortcut, never ours.
 * `named`: any other key without a character, e.g. an arrow, and every repeat of a held key.
 */
export type KeyMeaning =
  | { readonly kind: 'character'; readonly character: string }
  | { readonly kind: 'end'; readonly endedBy: 'enter' | 'tab' }
  | { readonly kind: 'silent' }
  | { readonly kind: 'chord' }
  | { readonly kind: 'named' };

const SILENT_KEYS = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'NumLock', 'Fn']);

export function meaningOf({ key, modifiers, repeat = false }: WedgeKey): KeyMeaning {
  if (SILENT_KEYS.has(key)) {
    return { kind: 'silent' };
  }
  if (repeat) {
    return { kind: 'named' };
  }
  const { ctrl, alt, meta, altGraph } = modifiers;
  const isCharacter = [...key].length === 1;
  // AltGr makes characters: the bracket that opens an AIM identifier is AltGr+9 on a German keyboard.
  if (isCharacter && (altGraph || (ctrl && alt)) && !meta) {
    return { kind: 'character', character: key };
  }
  // The one control character that carries data: readers send the GS1 separator U+001D as Ctrl+].
  if (key === ']' && ctrl && !alt && !meta) {
    return { kind: 'character', character: GROUP_SEPARATOR };
  }
  if (ctrl || alt || meta) {
    return { kind: 'chord' };
  }
  if (isCharacter) {
    return { kind: 'character', character: key };
  }
  if (key === 'Enter' || key === 'Tab') {
    return { kind: 'end', endedBy: key === 'Enter' ? 'enter' : 'tab' };
  }
  return { kind: 'named' };
}
