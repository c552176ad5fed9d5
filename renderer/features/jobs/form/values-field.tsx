import { judgeValue } from '#core/domain/installation/judge-value.ts';
import { configurationKeys, isSecretKey, type KeyEntry, keyEntryOf } from '#core/domain/installation/key-catalogue.ts';
import { useTexts } from '../../../text/text-provider.tsx';
import { Button } from '../../../ui/button.tsx';
import { SelectField } from '../../../ui/select-field.tsx';
import { EntryField } from '../../profiles/entry-field.tsx';
import { keyWords } from '../../profiles/profile-words.ts';
import type { OneFieldProps } from './field-props.ts';
import { withField } from './job-draft.ts';

const groups = ['network', 'server', 'reporting', 'power', 'vehicle'] as const satisfies readonly KeyEntry['group'][];

/** Values that stand beside those of the profile, each judged by the catalogue while it is typed (INST-4). Secrets only stand in profiles. */
export function ValuesField({ draft, onChange, hint }: OneFieldProps) {
  const texts = useTexts();
  const { values } = draft.fields;
  const put = (key: string, value: string) =>
    onChange(withField(draft, 'values', { ...values, [key]: value.slice(0, 500) }));
  const takeOut = (key: string) =>
    onChange(withField(draft, 'values', Object.fromEntries(Object.entries(values).filter(([one]) => one !== key))));
  const open = configurationKeys.filter((key) => !isSecretKey(key) && !Object.hasOwn(values, key));
  return (
    <div className="job-form-values">
      <span className="field-label">{texts.t('jobs-shared.field.values')}</span>
      <span className="field-hint">{hint}</span>
      {Object.entries(values).map(([key, value]) => (
        <div key={key} className="job-form-value">
          <EntryField
            entry={{ key, value }}
            problem={value === '' ? null : judgeValue(key, value)}
            onChange={(entry) => put(key, entry.value)}
          />
          <Button
            size="list"
            onPress={() => takeOut(key)}
            aria-label={texts.t('jobs-form.take-out-of', { what: keyWords(texts, key) })}
          >
            {texts.t('jobs-form.take-out')}
          </Button>
        </div>
      ))}
      {open.length === 0 ? null : (
        <SelectField
          label={texts.t('jobs-form.add-value')}
          value=""
          onChoose={(key) => (key === '' ? undefined : put(key, firstOf(key)))}
        >
          <option value="">{texts.t('jobs-form.choose-value')}</option>
          {groups.map((group) => (
            <optgroup key={group} label={texts.t(`profiles.group.${group}`)}>
              {open
                .filter((key) => keyEntryOf(key)?.group === group)
                .map((key) => (
                  <option key={key} value={key}>
                    {keyWords(texts, key)}
                  </option>
                ))}
            </optgroup>
          ))}
        </SelectField>
      )}
    </div>
  );
}

/** Numbers begin at their lowest, choices at their first; a text begins empty. */
function firstOf(key: string): string {
  const entry = keyEntryOf(key);
  switch (entry?.type) {
    case 'integer':
      return String(entry.minimum);
    case 'choice':
      return entry.choices[0] ?? '';
    default:
      return '';
  }
}
