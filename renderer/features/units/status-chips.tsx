import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { type UnitStanding, unitStandings } from '#core/domain/units/unit-row.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { standingMarks } from './unit-words.ts';

/** How many units stand how; pressing one shows only those (ux rule 30). */
export function StatusChips(props: {
  readonly counts: Readonly<Record<UnitStanding, number>>;
  readonly total: number;
  readonly chosen: UnitStanding | null;
  readonly onChoose: (standing: UnitStanding | null) => void;
}) {
  const texts = useTexts();
  const { chosen, counts, onChoose, total } = props;
  return (
    <ToggleButtonGroup
      className="chips"
      aria-label={texts.t('units.filter')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[chosen ?? 'all']}
      onSelectionChange={(keys) => onChoose(unitStandings.find((standing) => keys.has(standing)) ?? null)}
    >
      <ToggleButton id="all" className="chip">
        {texts.t('units.filter-all')} <span className="chip-count num">{texts.number(total)}</span>
      </ToggleButton>
      {unitStandings.map((standing) => (
        <ToggleButton key={standing} id={standing} className="chip">
          <StatusMark mark={standingMarks[standing]} size="tiny" isStill />
          {texts.t(`units.status.${standing}`)} <span className="chip-count num">{texts.number(counts[standing])}</span>
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
