import { type HealthPart, healthParts } from '#core/domain/units/unit-health.ts';
import { type UnitRow, worstHealth } from '#core/domain/units/unit-row.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { healthMarks } from './unit-words.ts';

/** The five parts as shapes in a fixed order, and in words what is wrong or that nothing is known (ux rule 9). */
export function HealthOverview({ row }: { readonly row: UnitRow }) {
  const texts = useTexts();
  const worst = worstHealth(row);
  const named = (parts: readonly HealthPart[]) => texts.list(parts.map((part) => texts.t(`units.health.${part}`)));
  const suspects = healthParts.filter((part) => row.health[part] === worst);
  const unknown = healthParts.filter((part) => row.health[part] === 'unknown').length;
  return (
    <>
      <span className="units-marks" aria-hidden="true">
        {healthParts.map((part) => (
          <StatusMark key={part} mark={healthMarks[row.health[part]]} size="tiny" isStill />
        ))}
      </span>
      <span className="tiny units-line">
        {worst === 'fail' || worst === 'warn'
          ? texts.t(`units.health-is.${worst}`, { parts: named(suspects) })
          : worst === 'unknown'
            ? texts.t('units.health-is.unknown')
            : texts.t('units.health-is.pass', { unknown })}
      </span>
    </>
  );
}
