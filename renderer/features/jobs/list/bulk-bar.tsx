import { useMemo, useState } from 'react';
import type { JobRow } from '#core/contract/station/jobs.ts';
import { type BulkAct, bulkActs, planBulk } from '#core/domain/jobs/plan-bulk.ts';
import { useMay } from '../../../station/rights.tsx';
import { useTexts } from '../../../text/text-provider.tsx';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { BulkWork } from './bulk-work.tsx';
import type { Selection } from './use-selection.ts';
import './bulk.css';

/** What can be done with the chosen jobs, each act with how many it would change (ux rule 31). */
export function BulkBar(props: {
  /** Of which the chosen ones are some. */
  readonly all: readonly JobRow[];
  readonly shown: readonly JobRow[];
  readonly selection: Selection;
}) {
  const { all, shown, selection } = props;
  const texts = useTexts();
  const may = useMay();
  const [open, setOpen] = useState<{ readonly act: BulkAct; readonly jobs: readonly JobRow[] } | null>(null);
  const { ids } = selection;
  const chosen = useMemo(() => (ids.size === 0 ? [] : all.filter(({ id }) => ids.has(id))), [all, ids]);
  const counts = useMemo(
    () => bulkActs.map((act) => ({ act, count: planBulk(chosen, { act }).taken.length })),
    [chosen],
  );
  const hidden = useMemo(() => {
    const inSight = new Set(shown.map(({ id }) => id));
    return chosen.filter(({ id }) => !inSight.has(id)).length;
  }, [chosen, shown]);
  const [isBusy, setBusy] = useState(false);
  const close = () => isBusy || setOpen(null);
  return (
    <>
      {chosen.length === 0 || !may('jobs') ? null : (
        <section className="jobs-bulk card" aria-label={texts.t('jobs-list.chosen')}>
          <p role="status">
            <strong>{texts.t('jobs-list.selected', { count: chosen.length })}</strong>
            {hidden === 0 ? null : (
              <span className="dim"> {texts.t('jobs-list.selected-hidden', { count: hidden })}</span>
            )}
          </p>
          <span className="push" />
          {counts.map(({ act, count }) => (
            <Button key={act} size="list" isDisabled={count === 0} onPress={() => setOpen({ act, jobs: chosen })}>
              {texts.t(`jobs-list.act.${act}`)} <span className="num chip-count">{texts.number(count)}</span>
            </Button>
          ))}
          <Button size="list" onPress={selection.clear}>
            {texts.t('jobs-list.clear-selection')}
          </Button>
        </section>
      )}
      <Dialog
        title={open === null ? '' : texts.t(`jobs-list.bulk.${open.act}`)}
        isOpen={open !== null}
        onClose={close}
        role="alertdialog"
      >
        {open === null ? null : (
          <BulkWork act={open.act} jobs={open.jobs} onClose={close} onBusy={setBusy} onDone={selection.clear} />
        )}
      </Dialog>
    </>
  );
}
