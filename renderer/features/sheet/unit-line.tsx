import type { Sheet } from '#core/contract/station/bench.ts';
import { groupSerial } from '#core/domain/identity/group-digits.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Tag } from '../../ui/tag.tsx';

/** Which unit this is, readable from a step away, and how fresh the facts are. */
export function UnitLine({ sheet }: { readonly sheet: Sheet }) {
  const texts = useTexts();
  const { session } = sheet;
  const live = session.verdict.freshness === 'live';
  const facts = [
    session.bay === null ? null : texts.t('sheet.bay', { bay: session.bay }),
    session.identity.kind === 'agrees' ? texts.t('sheet.firmware', { firmware: session.identity.firmware }) : null,
    texts.t(live ? 'sheet.checked-live' : 'sheet.checked-mirror', {
      time: texts.date(session.verdict.asOf, live ? 'time' : 'date-time'),
    }),
  ];
  return (
    <header className="unit-line">
      <span className="unit-type">{sheet.unitTypeLabel ?? texts.t('sheet.unit')}</span>
      <h1 className="mono unit-serial" lang="en" translate="no">
        {groupSerial(session.label.serial)}
      </h1>
      <span className="unit-facts dim">{facts.filter((fact) => fact !== null).join(' · ')}</span>
      {sheet.provisional && session.state !== 'abandoned' ? (
        <Tag mark="wait">{texts.t('sheet.provisional')}</Tag>
      ) : null}
    </header>
  );
}
