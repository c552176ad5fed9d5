import { TextField as AriaTextField, Input, Label, Text } from 'react-aria-components';
import { useTexts } from '../../text/text-provider.tsx';
import { dayOf } from './partner-words.ts';

/** The last day of a partnership; empty for one without an end. */
export function LastDayField({ day, onChange }: { readonly day: string; readonly onChange: (day: string) => void }) {
  const texts = useTexts();
  return (
    <AriaTextField className="field" value={day} onChange={onChange}>
      <Label className="field-label">{texts.t('partners.last-day')}</Label>
      <Input className="field-input partners-day" type="date" min={dayOf(new Date())} />
      <Text slot="description" className="field-hint">
        {texts.t('partners.last-day-hint')}
      </Text>
    </AriaTextField>
  );
}
