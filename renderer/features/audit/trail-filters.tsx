import { useNavigate } from '@tanstack/react-router';
import { Input, Label, SearchField } from 'react-aria-components';
import { useStationQuery } from '../../station/station-provider.tsx';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { type AuditAddress, changed, isFiltered, outcomes, unfiltered } from './audit-search.ts';

/** First words of actions that people look for; an address may name any other, or one action in full. */
const areas = [
  ...['transfer', 'reversal', 'carton', 'unit', 'scan', 'configuration', 'firmware', 'check', 'inspection', 'sheet'],
  ...['pairing', 'vin', 'asset', 'profile', 'person', 'partnership', 'subscription', 'reader', 'port', 'storage'],
  ...['support', 'audit', 'personal', 'clock', 'centre'],
] as const;

/** What the list is narrowed down by. Each change is in the address at once. */
export function TrailFilters({ address }: { readonly address: AuditAddress }) {
  const texts = useTexts();
  const navigate = useNavigate();
  const people = useStationQuery(['audit', 'people'], (client) => client.audit.people()).data ?? [];
  const change = (next: Parameters<typeof changed>[1]) =>
    void navigate({ to: '/audit', search: changed(address, next), replace: true });
  const { action = '', person = '', outcome = '', unit = '', text = '', since = '', until = '' } = address;
  const isOther = action !== '' && !areas.some((one) => one === action);
  return (
    <search className="trail-filters">
      <SelectField
        className="field"
        label={texts.t('audit-page.filter.who')}
        value={person}
        onChoose={(value) => change({ person: value })}
      >
        <option value="">{texts.t('audit-page.filter.everybody')}</option>
        {people.map(({ personId, name }) => (
          <option key={personId} value={personId}>
            {name}
          </option>
        ))}
      </SelectField>
      <SelectField
        className="field"
        label={texts.t('audit-page.filter.what')}
        value={action}
        onChoose={(value) => change({ action: value })}
      >
        <option value="">{texts.t('audit-page.filter.everything')}</option>
        {areas.map((area) => (
          <option key={area} value={area}>
            {texts.t(`audit-page.area.${area}`)}
          </option>
        ))}
        {isOther ? <option value={action}>{say(texts, [`audit-page.action.${action}`, action])}</option> : null}
      </SelectField>
      <SelectField
        className="field"
        label={texts.t('audit-page.filter.outcome')}
        value={outcome}
        onChoose={(value) => change({ outcome: outcomes.find((one) => one === value) ?? null })}
      >
        <option value="">{texts.t('audit-page.filter.any')}</option>
        {outcomes.map((one) => (
          <option key={one} value={one}>
            {texts.t(`audit-page.outcome.${one}`)}
          </option>
        ))}
      </SelectField>
      <Words
        label={texts.t('audit-page.filter.unit')}
        value={unit}
        onChange={(value) => change({ unit: value })}
        mono
      />
      <Day label={texts.t('audit-page.filter.since')} value={since} onChange={(value) => change({ since: value })} />
      <Day label={texts.t('audit-page.filter.until')} value={until} onChange={(value) => change({ until: value })} />
      <Words label={texts.t('audit-page.filter.text')} value={text} onChange={(value) => change({ text: value })} />
      {isFiltered(address) ? (
        <Button size="list" onPress={() => void navigate({ to: '/audit', search: unfiltered(address), replace: true })}>
          {texts.t('audit-page.filter.clear')}
        </Button>
      ) : null}
    </search>
  );
}

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly mono?: true;
}

function Words({ label, value, onChange, mono }: FieldProps) {
  return (
    <SearchField className="field" value={value} onChange={onChange} maxLength={80}>
      <Label className="field-label">{label}</Label>
      <Input className={mono === true ? 'field-input mono' : 'field-input'} />
    </SearchField>
  );
}

function Day({ label, value, onChange }: FieldProps) {
  return (
    <label className="field">
      <span className="field-label">{label}</span>
      <input className="field-input num" type="date" value={value} onChange={(event) => onChange(event.target.value)} />
    </label>
  );
}
