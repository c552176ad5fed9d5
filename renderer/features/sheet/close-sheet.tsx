import { type ReactNode, useState } from 'react';
import type { Sheet } from '#core/contract/station/bench.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { ActTroubleNotice } from './act-trouble.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import { useSheetText } from './sheet-typing.ts';
import { useSheetAct, wasDone } from './use-sheet-act.ts';

/** Closes a sheet that will not be finished, with a reason. Nothing that was done is undone. Other small acts may stand before it. */
export function CloseSheet({ sheet, children }: { readonly sheet: Sheet; readonly children?: ReactNode }) {
  const texts = useTexts();
  const act = useSheetAct(sheet.session.id);
  const [asking, ask] = useState(false);
  const words = useSheetText(sheet.session.id, 'why close');
  if (sheet.session.state !== 'open') {
    return null;
  }
  return (
    <div className="panel-buttons">
      {children}
      <Button needs="scan" onPress={() => ask(true)}>
        {texts.t('sheet.close')}
      </Button>
      <ReasonDialog
        title={texts.t('sheet.close')}
        text={texts.t('sheet.close-text')}
        verb={texts.t('sheet.close')}
        sessionId={sheet.session.id}
        words={words}
        isOpen={asking}
        onClose={() => ask(false)}
        onGive={async (why) =>
          wasDone(await act.run('abandon', (client) => client.bench.abandon({ sessionId: sheet.session.id, why })))
        }
      />
      <ActTroubleNotice trouble={act.trouble} />
    </div>
  );
}
