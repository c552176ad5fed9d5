import type { Sheet } from '#core/contract/station/bench.ts';
import { groupSerial } from '#core/domain/identity/group-digits.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Tag } from '../../ui/tag.tsx';

/** Which unit this is, readable from a step away, and how fresh the facts are. */
export function UnitLine({ sheet }: { readonly sheet: Sheet }) {
  const texts = useTexts();
  const { session } = sheet;
  const isProvisional = sheet.provisional && session.state !== 'abandoned';
  return (
    <header className="unit-line">
      <span className="unit-type">{sheet.unitTypeLabel ?? texts.t('sheet.unit')}</span>
      <h1 className="mono unit-serial" lang="en" translate="no">
        {groupSerial(session.label.serial)}
      </h1>
      <span className="unit-facts dim">{factsOf(texts, session, isProvisional).join(' · ')}</span>
      {isProvisional ? <Tag mark="wait">{texts.t('sheet.provisional')}</Tag> : null}
    </header>
  );
}

/** The firmware gives way to the tag that says that something is not confirmed. */
function factsOf(texts: Texts, session: Sheet['session'], isProvisional: boolean): readonly string[] {
  const { bay, identity, verdict } = session;
  const checked =
    verdict.freshness === 'live'
      ? texts.t('sheet.checked-live', { time: texts.date(verdict.asOf, 'time') })
      : texts.t('sheet.checked-mirror', { time: shortMoment(texts, verdict.asOf) });
  return [
    ...(bay === null ? [] : [texts.t('sheet.bay', { bay })]),
    ...(identity.kind === 'agrees' && !isProvisional
      ? [texts.t('sheet.firmware', { firmware: identity.firmware })]
      : []),
    checked,
  ];
}

/** The time alone says enough on the same day. */
function shortMoment(texts: Texts, time: IsoTime): string {
  const isToday = new Date(time).toDateString() === new Date().toDateString();
  return texts.date(time, isToday ? 'time' : 'date-time');
}
