import { TextField as AriaTextField, Input, Label, Text } from 'react-aria-components';
import { isBlank, type JobFieldEntry, type JobFieldName, maintenanceTask } from '#core/domain/jobs/job-fields.ts';
import { useTexts } from '../../../text/text-provider.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { SelectField } from '../../../ui/select-field.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { AssetField } from './asset-field.tsx';
import { ChecklistField } from './checklist-field.tsx';
import { type FieldsProps, type OneFieldProps, useFaultWords } from './field-props.ts';
import { longestOf, spoken, withField } from './job-draft.ts';
import { ProfileField, UnitTypeField } from './known-fields.tsx';
import { ValuesField } from './values-field.tsx';

/** One field of the form, by what can stand in it. */
export function JobField(props: FieldsProps & { readonly entry: JobFieldEntry }) {
  const { entry, draft } = props;
  const isGiven = !isBlank(spoken(draft.fields), entry.name);
  const hint = useFieldHint(entry, isGiven);
  const isWide = wideFields.includes(entry.name);
  return (
    <div className={`job-form-field${isGiven ? ' job-form-locked' : ''}${isWide ? ' job-form-wide' : ''}`}>
      <Control {...props} hint={hint} />
      {isGiven ? (
        <span className="job-form-lock">
          <Icon name="lock" size={17} />
        </span>
      ) : null}
    </div>
  );
}

const wideFields: readonly JobFieldName[] = ['assetId', 'values', 'symptom', 'instructions', 'checklist'];

function Control({ entry, ...of }: OneFieldProps & { readonly entry: JobFieldEntry }) {
  switch (entry.name) {
    case 'assetId':
      return <AssetField {...of} />;
    case 'unitType':
      return <UnitTypeField {...of} />;
    case 'profileId':
      return <ProfileField {...of} />;
    case 'values':
      return <ValuesField {...of} />;
    case 'serviceDate':
      return <DayField {...of} />;
    case 'task':
      return <TaskField {...of} />;
    case 'checklist':
      return <ChecklistField {...of} />;
    default:
      return <WordsField {...of} name={entry.name} />;
  }
}

/** What the fleet gives is locked, what it leaves blank is open where the technician may say it (C6). */
function useFieldHint({ fillable }: JobFieldEntry, isGiven: boolean): string {
  const texts = useTexts();
  return isGiven ? texts.t('jobs-form.locked') : fillable ? texts.t('jobs-form.open') : texts.t('jobs-form.optional');
}

type WordsName = Exclude<
  JobFieldName,
  'assetId' | 'unitType' | 'profileId' | 'values' | 'serviceDate' | 'task' | 'checklist'
>;

function WordsField({ name, ...props }: OneFieldProps & { readonly name: WordsName }) {
  const texts = useTexts();
  const { draft, onChange, hint } = props;
  const isLong = name === 'symptom' || name === 'instructions';
  return (
    <TextField
      label={texts.t(`jobs-shared.field.${name}`)}
      hint={hint}
      error={useFaultWords(props, name)}
      value={draft.fields[name] ?? ''}
      onChange={(text) => onChange(withField(draft, name, text === '' ? null : text.slice(0, longestOf(name))))}
      multiline={isLong}
      mono={name === 'vin' || name === 'unitSerial' || name === 'oldUnitSerial'}
    />
  );
}

function DayField({ draft, onChange, hint }: OneFieldProps) {
  const texts = useTexts();
  return (
    <AriaTextField
      className="field"
      value={draft.fields.serviceDate ?? ''}
      onChange={(day) => onChange(withField(draft, 'serviceDate', day === '' ? null : day))}
    >
      <Label className="field-label">{texts.t('jobs-shared.field.serviceDate')}</Label>
      <Input className="field-input job-form-day" type="date" min="2000-01-01" max="2999-12-31" />
      <Text slot="description" className="field-hint">
        {hint}
      </Text>
    </AriaTextField>
  );
}

function TaskField(props: OneFieldProps) {
  const texts = useTexts();
  const { draft, onChange, hint } = props;
  return (
    <SelectField
      label={texts.t('jobs-shared.field.task')}
      hint={hint}
      error={useFaultWords(props, 'task') ?? null}
      value={draft.fields.task ?? ''}
      onChoose={(task) => onChange(withField(draft, 'task', maintenanceTask.safeParse(task).data ?? null))}
    >
      <option value="">{texts.t('jobs-form.none')}</option>
      {maintenanceTask.options.map((task) => (
        <option key={task} value={task}>
          {texts.t(`jobs-shared.task.${task}`)}
        </option>
      ))}
    </SelectField>
  );
}
