import type { ValueProblem } from '#core/domain/installation/judge-value.ts';
import { keyEntryOf } from '#core/domain/installation/key-catalogue.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { keyWords, limitWords, problemWords } from './profile-words.ts';

/** One value to type or choose, with its limits beside it and what is wrong with it in words. */
export function EntryField<Entry extends { readonly key: string; readonly value: string }>(props: {
  readonly entry: Entry;
  readonly problem: ValueProblem | null;
  readonly onChange: (entry: Entry) => void;
}) {
  const texts = useTexts();
  const { entry, problem, onChange } = props;
  const known = keyEntryOf(entry.key);
  const label = keyWords(texts, entry.key);
  if (known?.type === 'choice') {
    return (
      <SelectField label={label} value={entry.value} onChoose={(value) => onChange({ ...entry, value })}>
        {known.choices.map((choice) => (
          <option key={choice} value={choice}>
            {choice}
          </option>
        ))}
      </SelectField>
    );
  }
  return (
    <TextField
      label={label}
      value={entry.value}
      onChange={(value) => onChange({ ...entry, value })}
      mono
      {...(known?.type === 'integer' ? { inputMode: 'numeric' as const } : {})}
      {...(known === null ? {} : { hint: limitWords(texts, known) })}
      error={problem === null ? undefined : problemWords(texts, problem)}
    />
  );
}
