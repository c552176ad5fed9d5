import { countOutcomes } from '#core/domain/carton/carton-outcome.ts';
import { mostUnitsForOnePerson, needsSecondPerson, type TransferPlan } from '#core/domain/carton/transfer-plan.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { PanelNote } from '../sheet/panel-card.tsx';
import type { LoadedCarton } from './use-carton.ts';

/**
 * Names every organization that gives, who receives, how many, and what is lost; the button repeats it. Neither a scan nor Enter says yes:
 * scans have no effect while the question stands open, and Enter lands on the button that goes back (ux rule 14).
 */
export function ConfirmCarton(props: {
  readonly loaded: LoadedCarton;
  /** What would be done; null where the question is not open. */
  readonly plan: TransferPlan | null;
  readonly onClose: () => void;
  readonly onConfirm: (plan: TransferPlan) => void;
}) {
  const texts = useTexts();
  const { loaded, plan, onClose, onConfirm } = props;
  return (
    <Dialog
      title={texts.t('carton.confirm.title', { count: plan?.units.length ?? 0 })}
      isOpen={plan !== null}
      onClose={onClose}
      role="alertdialog"
    >
      {plan === null ? null : (
        <Question loaded={loaded} plan={plan} onClose={onClose} onConfirm={() => onConfirm(plan)} />
      )}
    </Dialog>
  );
}

interface QuestionProps {
  readonly loaded: LoadedCarton;
  readonly plan: TransferPlan;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
}

function Question({ loaded, plan, onClose, onConfirm }: QuestionProps) {
  const texts = useTexts();
  const { carton, rows } = loaded;
  const count = plan.units.length;
  return (
    <>
      <dl className="confirm">
        <dt>{texts.t('carton.confirm.units')}</dt>
        <dd>{texts.t('carton.confirm.count', { count, total: rows.length })}</dd>
        <dt>{texts.t('carton.confirm.from')}</dt>
        <dd>
          {plan.owners.map(({ id, name, count: units }) => (
            <span className="carton-line" key={id}>
              {texts.t('carton.confirm.owner', { name: name ?? texts.t('carton.owner-unknown'), count: units })}
            </span>
          ))}
        </dd>
        <dt>{texts.t('carton.confirm.to')}</dt>
        <dd>{carton.customerName}</dd>
      </dl>
      <PanelNote mark="warn">{texts.t('carton.confirm.loss', { count })}</PanelNote>
      <Cautions loaded={loaded} plan={plan} />
      <div className="dialog-buttons">
        <Button onPress={onClose} autoFocus>
          {texts.t('common.cancel')}
        </Button>
        <span className="push" />
        <Button tone="go" onPress={onConfirm}>
          {texts.t('carton.transfer', { count, customer: carton.customerName })}
        </Button>
      </div>
    </>
  );
}

/** What else the person should know, each only where it is so. */
function Cautions({ loaded, plan }: Pick<QuestionProps, 'loaded' | 'plan'>) {
  const texts = useTexts();
  const sync = useStationQuery(['sync', 'status'], (client) => client.sync.status());
  const isOffline = sync.data !== undefined && sync.data.state !== 'online' && sync.data.state !== 'sending';
  const counts = countOutcomes(loaded.rows);
  const left = counts.blocked + counts['choose-type'] + counts.refused + counts.lost;
  return (
    <>
      {plan.stillPaired === 0 ? null : (
        <PanelNote mark="warn">{texts.t('carton.confirm.paired', { count: plan.stillPaired })}</PanelNote>
      )}
      {plan.transferOnly === 0 ? null : (
        <PanelNote mark="warn">{texts.t('carton.confirm.transfer-only', { count: plan.transferOnly })}</PanelNote>
      )}
      {left === 0 ? null : <PanelNote mark="idle">{texts.t('carton.confirm.left', { count: left })}</PanelNote>}
      {needsSecondPerson(plan.units.length) ? (
        <PanelNote mark="warn">{texts.t('carton.confirm.second-person', { most: mostUnitsForOnePerson })}</PanelNote>
      ) : null}
      {isOffline ? (
        <PanelNote mark="wait">{texts.t('carton.confirm.offline')}</PanelNote>
      ) : plan.notLive === 0 ? null : (
        <PanelNote mark="wait">{texts.t('carton.confirm.not-live', { count: plan.notLive })}</PanelNote>
      )}
    </>
  );
}
