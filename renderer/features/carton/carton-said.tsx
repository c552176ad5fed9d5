import { groupSerial } from '#core/domain/identity/group-digits.ts';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { CartonActs } from './use-carton-acts.ts';

/** What the last act left to say: a row that was taken out and can be put back, or why nothing was done (ux rules 13 and 16). */
export function CartonSaid({ acts }: { readonly acts: Pick<CartonActs, 'said' | 'undo'> }) {
  return (
    <div className="carton-said" role="status">
      <Words acts={acts} />
    </div>
  );
}

function Words({ acts }: { readonly acts: Pick<CartonActs, 'said' | 'undo'> }) {
  const texts = useTexts();
  const { said, undo } = acts;
  switch (said?.kind) {
    case undefined:
      return null;
    case 'removed': {
      const { row } = said;
      const undoButton = (
        <Button size="list" onPress={() => void undo(row)}>
          {texts.t('carton.undo')}
        </Button>
      );
      return (
        <Notice mark="idle" action={undoButton}>
          {texts.t('carton.removed', { count: 1, number: row.number, serial: groupSerial(row.label.serial) })}
        </Notice>
      );
    }
    case 'confirm-again':
      return <Notice mark="warn">{texts.t('carton.confirm.again')}</Notice>;
    case 'no-answer':
      return <Notice mark="wait">{texts.t('carton.recheck-no-answer')}</Notice>;
    case 'refused':
      return <Notice mark="stop">{say(texts, [`carton.refused.${said.reason}`, said.reason])}</Notice>;
  }
}
