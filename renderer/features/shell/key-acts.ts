import { useEffect, useRef } from 'react';
import { create } from 'zustand';
import type { Right } from '#core/domain/access/roles.ts';
import type { ControlCommand } from '#core/domain/scanning/control-command.ts';
import type { TextKey } from '#resources/texts/catalogues.ts';
import { useMay } from '../../station/rights.tsx';

/**
 * The keys that work right now (ux §9). Function keys and chords only: a reader types letters and digits. Screens register their keys while
 * they are shown; the newest of a key wins.
 */
export interface KeyAct {
  /** As `KeyboardEvent.key`, with `Ctrl+` and `Shift+` before it where held. */
  readonly key: string;
  /** Rest of the text key `keys.<label>`. */
  readonly label: KeyLabel;
  /** The control barcode that does the same. */
  readonly control?: ControlCommand;
  /** The right that the act asks for: without it the key is not live. */
  readonly needs?: Right;
  readonly act: () => void;
}

type LabelOf<Key> = Key extends `keys.${infer Label}` ? Label : never;
export type KeyLabel = LabelOf<TextKey>;

interface Keys {
  readonly acts: readonly (KeyAct & { readonly owner: string })[];
}

export const useKeys = create<Keys>()(() => ({ acts: [] }));

/** Registers keys for as long as the calling component is shown. What they do may change with every render. */
export function useKeyActs(owner: string, all: readonly KeyAct[]): void {
  const may = useMay();
  const acts = all.filter(({ needs }) => may(needs));
  const latest = useRef(acts);
  latest.current = acts;
  const signature = acts.map(({ key, label, control = '' }) => `${key} ${label} ${control}`).join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the signature says when the list is another one; its acts are read when pressed
  useEffect(() => {
    const own = latest.current.map((act, index) => ({ ...act, owner, act: () => latest.current[index]?.act() }));
    useKeys.setState((keys) => ({ acts: [...keys.acts, ...own] }));
    return () => useKeys.setState((keys) => ({ acts: keys.acts.filter((act) => act.owner !== owner) }));
  }, [owner, signature]);
}

/** One act per key: the newest. Ordered as on a keyboard: F keys by number, chords after them, help last. */
export function liveActs(acts: Keys['acts']): readonly KeyAct[] {
  const byKey = new Map(acts.map((act) => [act.key, act]));
  return [...byKey.values()].sort((left, right) => order(left.key) - order(right.key));
}

function order(key: string): number {
  const number = /F(\d+)$/.exec(key)?.[1];
  return key === 'F1' ? 1_000 : number === undefined ? 500 : Number(number) + (key.startsWith('Shift') ? 0.5 : 0);
}

/** The name under which a pressed key is registered. */
export function keyName(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'shiftKey'>): string {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  return `${event.ctrlKey ? 'Ctrl+' : ''}${event.shiftKey ? 'Shift+' : ''}${key}`;
}
