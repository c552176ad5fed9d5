import type { Sheet } from '#core/contract/station/bench.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { ActTroubleNotice } from './act-trouble.tsx';
import { PanelCard } from './panel-card.tsx';
import { useSheetAct } from './use-sheet-act.ts';

/** Stands in place of the step while the sheet belongs to somebody else: looking is free, going on is said in so many words (STA-1). */
export function TakeOverCard({ sheet, owner }: { readonly sheet: Sheet; readonly owner: string }) {
  const texts = useTexts();
  const { id: sessionId } = sheet.session;
  const act = useSheetAct(sessionId);
  return (
    <PanelCard
      mark="wait"
      title={texts.t('sheet.take-over.title', { owner })}
      text={texts.t('sheet.take-over.text', { owner })}
    >
      <Button
        tone="go"
        size="primary"
        wide
        isPending={act.running !== null}
        onPress={() => void act.run('take-over', (client) => client.bench.takeOver({ sessionId }))}
      >
        {texts.t('sheet.take-over.act', { owner })}
      </Button>
      <ActTroubleNotice trouble={act.trouble} />
    </PanelCard>
  );
}
