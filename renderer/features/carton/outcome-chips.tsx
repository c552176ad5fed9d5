import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { type CartonOutcome, cartonOutcomes } from '#core/domain/carton/carton-outcome.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { outcomeMarks } from './row-words.ts';

/** How many units stand how; pressing one shows only those (ux rule 30). Outcomes that do not occur are not offered. */
export function OutcomeChips(props: {
  readonly counts: Readonly<Record<CartonOutcome, number>>;
  readonly chosen: CartonOutcome | null;
  readonly onChoose: (outcome: CartonOutcome | null) => void;
}) {
  const { chosen, counts, onChoose } = props;
  const texts = useTexts();
  const present = cartonOutcomes.filter((outcome) => counts[outcome] > 0 || outcome === chosen);
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return (
    <ToggleButtonGroup
      className="chips"
      aria-label={texts.t('carton.filter')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[chosen ?? 'all']}
      onSelectionChange={(keys) => onChoose(cartonOutcomes.find((outcome) => keys.has(outcome)) ?? null)}
    >
      <ToggleButton id="all" className="chip">
        {texts.t('carton.filter-all')} <span className="chip-count num">{texts.number(total)}</span>
      </ToggleButton>
      {present.map((outcome) => (
        <ToggleButton key={outcome} id={outcome} className="chip">
          <StatusMark mark={outcomeMarks[outcome]} size="tiny" isStill />
          {texts.t(`carton.outcome.${outcome}`)} <span className="chip-count num">{texts.number(counts[outcome])}</span>
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
