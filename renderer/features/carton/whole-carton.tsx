import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { CartonOutcome } from '#core/domain/carton/carton-outcome.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { PanelNote } from '../sheet/panel-card.tsx';
import type { LoadedCarton } from './use-carton.ts';
import type { CartonActs } from './use-carton-acts.ts';

interface WholeCartonProps {
  readonly loaded: LoadedCarton;
  readonly counts: Readonly<Record<CartonOutcome, number>>;
  readonly acts: Pick<CartonActs, 'recheck' | 'close' | 'isAsking'>;
}

/** What can be done with the carton as a whole beside transferring it: ask again, print the list, close it. */
export function WholeCarton({ loaded, counts, acts }: WholeCartonProps) {
  const texts = useTexts();
  const navigate = useNavigate();
  const [isClosing, setClosing] = useState(false);
  const { carton } = loaded;
  const refused = counts.refused + counts.lost;
  const isOpen = carton.state === 'open';
  const isEmpty = loaded.rows.length === 0;
  return (
    <div className="carton-whole">
      {isOpen ? (
        <Button size="list" isDisabled={isEmpty} isPending={acts.isAsking} onPress={() => void acts.recheck()}>
          {acts.isAsking
            ? texts.t('carton.rechecking')
            : refused > 0
              ? texts.t('carton.recheck-refused', { count: refused })
              : texts.t('carton.recheck')}
        </Button>
      ) : null}
      <Button
        size="list"
        isDisabled={isEmpty}
        onPress={() => void navigate({ to: '/carton/$cartonId/list', params: { cartonId: carton.id } })}
      >
        {texts.t('carton.print')}
      </Button>
      {isOpen ? (
        <Button size="list" onPress={() => setClosing(true)}>
          {texts.t('carton.close')}
        </Button>
      ) : null}
      <Button size="list" onPress={() => void navigate({ to: '/bench' })}>
        {texts.t('carton.to-bench')}
      </Button>
      <Dialog
        title={texts.t('carton.close-title')}
        isOpen={isClosing}
        onClose={() => setClosing(false)}
        role="alertdialog"
      >
        <p className="dialog-text">{texts.t('carton.close-text', { left: counts.ready })}</p>
        {counts.requested === 0 ? null : (
          <PanelNote mark="wait">{texts.t('carton.close-waiting', { count: counts.requested })}</PanelNote>
        )}
        <div className="dialog-buttons">
          <Button onPress={() => setClosing(false)} autoFocus>
            {texts.t('common.cancel')}
          </Button>
          <span className="push" />
          <Button
            tone="go"
            onPress={() => {
              setClosing(false);
              void acts.close();
            }}
          >
            {texts.t('carton.close')}
          </Button>
        </div>
      </Dialog>
    </div>
  );
}
