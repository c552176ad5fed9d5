import type { ImportWish } from '#core/contract/station/job-import.ts';
import { useTexts } from '../../../text/text-provider.tsx';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { ColumnTable } from './column-table.tsx';
import { GoesWith } from './goes-with.tsx';
import { StepCard } from './step-card.tsx';
import type { ImportDraft, Previewed } from './use-import.ts';
import { useOnceAnswered } from './use-once-answered.ts';

/** The second step: what each column is read as, with the first rows beside it, and what goes with every row. */
export function ColumnsStep(props: {
  readonly draft: ImportDraft;
  readonly wish: ImportWish;
  readonly preview: Previewed;
  readonly onCheck: () => void;
}) {
  const texts = useTexts();
  const { draft, wish, preview, onCheck } = props;
  const check = useOnceAnswered(draft.isAsking, onCheck);
  const targets = wish.columns ?? preview.columns.map(({ target }) => target);
  const unread = preview.columns.flatMap(({ heading }, index) =>
    (targets[index] ?? null) === null
      ? [heading === '' ? texts.t('jobs-import.columns.no-heading', { number: index + 1 }) : heading]
      : [],
  );
  return (
    <StepCard
      step="columns"
      title={texts.t('jobs-import.columns.title')}
      acts={
        <Button tone="go" size="list" isPending={check.isWaiting} onPress={check.press}>
          {texts.t('jobs-import.columns.to-check')}
        </Button>
      }
    >
      <p className="import-about">{texts.t('jobs-import.columns.about')}</p>
      {unread.length === targets.length ? (
        <Notice mark="warn">{texts.t('jobs-import.columns.none-read')}</Notice>
      ) : null}
      <ColumnTable preview={preview} targets={targets} onChoose={(index, target) => void draft.choose(index, target)} />
      {unread.length === 0 ? null : (
        <p className="small dim import-unread">
          {texts.t('jobs-import.columns.unread', { count: unread.length, names: texts.list(unread) })}
        </p>
      )}
      <GoesWith draft={draft} wish={wish} namesPartners={preview.namesPartners} />
    </StepCard>
  );
}
