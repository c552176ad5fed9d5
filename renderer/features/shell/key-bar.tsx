import { useEffect } from 'react';
import { create } from 'zustand';
import { useTexts } from '../../text/text-provider.tsx';

/**
 * The keys that work right now, printed at the bottom (ux §9). Function keys and chords only: a reader types letters and digits.
 * Screens register their keys while they are shown; the newest of a key wins.
 */
export interface KeyAct {
  /** As `KeyboardEvent.key`, with `Shift+` or `Ctrl+` before it where held. */
  readonly key: string;
  /** Text key `keys.<label>`. */
  readonly label: string;
  readonly act: () => void;
}

interface Keys {
  readonly acts: readonly (KeyAct & { readonly owner: string })[];
}

const useKeys = create<Keys>()(() => ({ acts: [] }));

/** Registers keys for as long as the calling component is shown. Pass a stable list. */
export function useKeyActs(owner: string, acts: readonly KeyAct[]): void {
  useEffect(() => {
    useKeys.setState((keys) => ({ acts: [...keys.acts, ...acts.map((act) => ({ ...act, owner }))] }));
    return () => useKeys.setState((keys) => ({ acts: keys.acts.filter((act) => act.owner !== owner) }));
  }, [owner, acts]);
}

export function KeyBar() {
  const texts = useTexts();
  const acts = newestOfEach(useKeys((keys) => keys.acts));
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const wanted = `${event.ctrlKey ? 'Ctrl+' : ''}${event.shiftKey ? 'Shift+' : ''}${event.key.length === 1 ? event.key.toUpperCase() : event.key}`;
      const found = newestOfEach(useKeys.getState().acts).find(({ key }) => key === wanted);
      if (found !== undefined && !event.repeat) {
        event.preventDefault();
        found.act();
      }
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
  return (
    <footer className="keys">
      {acts.map(({ key, label, act }) => (
        <button type="button" key={key} className={key === 'F1' ? 'key push' : 'key'} onClick={act}>
          <kbd>{key.replace('Shift+', '⇧').replace('+', ' ')}</kbd>
          {texts.t(`keys.${label}` as 'keys.help')}
        </button>
      ))}
    </footer>
  );
}

function newestOfEach(acts: Keys['acts']): readonly KeyAct[] {
  const byKey = new Map(acts.map((act) => [act.key, act]));
  return [...byKey.values()].sort((left, right) => order(left.key) - order(right.key));
}

/** F keys by number, chords after them, help last. */
function order(key: string): number {
  const number = /F(\d+)$/.exec(key)?.[1];
  return key === 'F1' ? 1_000 : number === undefined ? 500 : Number(number) + (key.startsWith('Shift') ? 0.5 : 0);
}
