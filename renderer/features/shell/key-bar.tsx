import { useEffect } from 'react';
import { useTexts } from '../../text/text-provider.tsx';
import { useControlCodes } from '../scan/control-code.ts';
import { isDialogOpen } from './is-dialog-open.ts';
import { type KeyAct, keyName, liveActs, useKeys } from './key-acts.ts';

/** Prints the live keys at the bottom and performs them, pressed, clicked or scanned from the bench sheet. */
export function KeyBar() {
  const texts = useTexts();
  const acts = liveActs(useKeys((keys) => keys.acts));
  usePressedKeys();
  useScannedControls();
  return (
    <nav className="keys" aria-label={texts.t('keys.bar')} data-region="keys" tabIndex={-1}>
      {acts.map((act) => (
        <button type="button" key={act.key} className={act.key === 'F1' ? 'key push' : 'key'} onClick={act.act}>
          <KeyCap name={act.key} />
          {texts.t(`keys.${act.label}`)}
        </button>
      ))}
    </nav>
  );
}

function KeyCap({ name }: { readonly name: KeyAct['key'] }) {
  return <kbd>{name.replace('Shift+', '⇧').replace('Ctrl+', 'Ctrl ')}</kbd>;
}

function usePressedKeys(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const found = liveActs(useKeys.getState().acts).find(({ key }) => key === keyName(event));
      if (found !== undefined && !event.repeat && (found.label === 'lock' || !isDialogOpen())) {
        event.preventDefault();
        found.act();
      }
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}

function useScannedControls(): void {
  useControlCodes((command) => {
    if (!isDialogOpen()) {
      liveActs(useKeys.getState().acts)
        .find((act) => act.control === command)
        ?.act();
    }
  });
}
