import type { SupportRow } from '#core/contract/station/support.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { unitName } from '../../text/unit-name.ts';
import { NothingToPick, Pick, type PickListProps } from '../../ui/pick-list.tsx';
import { StandingTag } from './standing-tag.tsx';

/** Every kept request as a line: what it is about, when it was made and by whom, and how it stands. */
export function RequestList(props: PickListProps<SupportRow>) {
  const texts = useTexts();
  if (props.rows.length === 0) {
    return <NothingToPick title={texts.t('support.none')} text={texts.t('support.none-text')} />;
  }
  return (
    <nav className="card picks" aria-label={texts.t('support.list')}>
      <ul>
        {props.rows.map(({ heading, standing }) => (
          <li key={heading.id}>
            <Pick isOpen={heading.id === props.openId} onOpen={() => props.onOpen(heading.id)}>
              <span className="pick-title">{subjectOf(texts, heading)}</span>
              <StandingTag standing={standing} />
              <span className="tiny dim">
                {texts.t('support.row', { time: texts.date(heading.createdAt, 'date-time'), by: heading.by })}
              </span>
            </Pick>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The person's own words where there are any, else what they saw, else the unit. */
function subjectOf(texts: Texts, { words, message, unit }: SupportRow['heading']): string {
  if (words !== '') {
    return words.length > 90 ? `${words.slice(0, 90)} …` : words;
  }
  if (message !== null) {
    return message.text;
  }
  return unit === null ? texts.t('support.no-words') : unitName({ unit: unit.serial, typeLabel: unit.typeLabel });
}
