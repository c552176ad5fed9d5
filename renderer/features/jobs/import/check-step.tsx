import { useState } from 'react';
import type { ImportWish } from '#core/contract/station/job-import.ts';
import { groupFaults } from '#core/domain/jobs/import/preview-import.ts';
import { useActing } from '../../../station/acting.ts';
import { useTexts } from '../../../text/text-provider.tsx';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { FaultGroup } from './fault-group.tsx';
import { saveTable } from './save-table.ts';
import { StepCard } from './step-card.tsx';
import { UnknownPartners } from './unknown-partners.tsx';
import type { ImportDraft, Previewed } from './use-import.ts';

/** The third step: how many rows are good, and why the others are not, by what has to be done about them. */
export function CheckStep(props: {
  readonly draft: ImportDraft;
  readonly wish: ImportWish;
  readonly preview: Previewed;
  /** Something was known otherwise when it was to be imported. */
  readonly hasChanged: boolean;
  readonly onBack: () => void;
  readonly onGoOn: () => void;
}) {
  const texts = useTexts();
  const { draft, wish, preview, hasChanged, onBack, onGoOn } = props;
  const { rows, good, faults, doubts, unknownPartners } = preview;
  return (
    <StepCard
      step="check"
      title={texts.t('jobs-import.check.title')}
      acts={
        <>
          {rows === good ? null : <SaveRefused wish={wish} />}
          <Button size="list" onPress={onBack}>
            {texts.t('jobs-import.check.back')}
          </Button>
          {good === 0 ? null : (
            <Button tone="go" size="list" onPress={onGoOn}>
              {texts.t('jobs-import.check.go-on', { count: good })}
            </Button>
          )}
        </>
      }
    >
      {hasChanged ? <Notice mark="warn">{texts.t('jobs-import.changed')}</Notice> : null}
      <div className="import-counts" role="status">
        <Tag mark="ok">{texts.t('jobs-import.check.good', { count: good })}</Tag>
        {doubts.length === 0 ? null : (
          <Tag mark="warn">{texts.t('jobs-import.check.doubtful', { count: linesOf(doubts) })}</Tag>
        )}
        {rows === good ? null : <Tag mark="stop">{texts.t('jobs-import.check.refused', { count: rows - good })}</Tag>}
      </div>
      {unknownPartners.length === 0 ? null : <UnknownPartners draft={draft} wish={wish} unknown={unknownPartners} />}
      {rows === good ? null : <p className="small dim">{texts.t('jobs-import.check.save-hint')}</p>}
      {rows === good ? <p>{texts.t('jobs-import.check.all-good')}</p> : null}
      {good === 0 ? <p>{texts.t('jobs-import.check.none-good')}</p> : null}
      <ul className="import-groups">
        {groupFaults(faults).map((group) => (
          <FaultGroup key={`${group.code} ${group.name}`} group={group} mark="stop" />
        ))}
        {groupFaults(doubts).map((group) => (
          <FaultGroup key={`${group.code} ${group.name}`} group={group} mark="warn" />
        ))}
      </ul>
    </StepCard>
  );
}

function SaveRefused({ wish }: { readonly wish: ImportWish }) {
  const texts = useTexts();
  const acting = useActing();
  const [isBusy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    const locale = texts.locale.startsWith('de') ? 'de' : 'en';
    const file = await acting((client) => client.jobImport.rejected({ ...wish, locale }));
    setBusy(false);
    if (file?.kind === 'file') {
      saveTable(file);
    }
  };
  return (
    <Button size="list" isPending={isBusy} onPress={() => void save()}>
      {texts.t('jobs-import.check.save')}
    </Button>
  );
}

function linesOf(faults: Previewed['faults']): number {
  return new Set(faults.map(({ line }) => line)).size;
}
