import type { CartonOutcome } from '#core/domain/carton/carton-outcome.ts';
import { mostUnitsForOnePerson, needsSecondPerson } from '#core/domain/carton/transfer-plan.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PanelNote } from '../sheet/panel-card.tsx';

/** The one filled button of the page, and above it what became of the step before: honest about what nobody has confirmed yet. */
export function CartonStanding(props: {
  readonly counts: Readonly<Record<CartonOutcome, number>>;
  readonly checking: number;
  readonly customer: string;
  readonly isOpen: boolean;
  readonly mayTransfer: boolean;
  readonly isBusy: boolean;
  readonly onTransfer: () => void;
}) {
  const texts = useTexts();
  const { checking, counts, customer, isOpen, mayTransfer, isBusy, onTransfer } = props;
  return (
    <section className="carton-standing">
      <Results counts={counts} customer={customer} />
      {isOpen ? null : <Notice mark="idle">{texts.t('carton.closed')}</Notice>}
      {isOpen && counts.ready === 0 ? <p className="dim">{texts.t('carton.nothing-ready')}</p> : null}
      {isOpen && counts.ready > 0 ? (
        <Button tone="go" size="primary" wide isDisabled={!mayTransfer} isPending={isBusy} onPress={onTransfer}>
          {texts.t('carton.transfer', { count: counts.ready, customer })}
        </Button>
      ) : null}
      {isOpen && !mayTransfer ? <PanelNote mark="idle">{texts.t('carton.may-not-transfer')}</PanelNote> : null}
      {isOpen && needsSecondPerson(counts.ready) ? (
        <PanelNote mark="warn">{texts.t('carton.confirm.second-person', { most: mostUnitsForOnePerson })}</PanelNote>
      ) : null}
      <p className="small dim carton-checking" role="status">
        {checking === 0 ? '' : texts.t('carton.checking-count', { count: checking })}
      </p>
    </section>
  );
}

function Results({
  counts,
  customer,
}: {
  readonly counts: Readonly<Record<CartonOutcome, number>>;
  readonly customer: string;
}) {
  const texts = useTexts();
  const refused = counts.refused + counts.lost;
  return (
    <div className="carton-results" role="status">
      {counts.requested === 0 ? null : (
        <Notice mark="wait">
          <strong>{texts.t('carton.summary.requested', { count: counts.requested })}</strong>
          <span className="small carton-line">{texts.t('carton.summary.requested-note')}</span>
        </Notice>
      )}
      {counts.transferred === 0 ? null : (
        <Notice mark="ok">
          <strong>{texts.t('carton.summary.done', { count: counts.transferred, customer })}</strong>
          <span className="small carton-line">{texts.t('carton.summary.done-note')}</span>
        </Notice>
      )}
      {refused === 0 ? null : (
        <Notice mark="stop">
          <strong>{texts.t('carton.summary.refused', { count: refused })}</strong>
        </Notice>
      )}
    </div>
  );
}
