import { useState } from 'react';
import { useTexts } from '../../../text/text-provider.tsx';
import { Button } from '../../../ui/button.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import type { OneFieldProps } from './field-props.ts';
import { withField } from './job-draft.ts';

const mostPoints = 50;
const longestPoint = 200;

/** Points that the technician ticks off; Enter takes one in and waits for the next. */
export function ChecklistField({ draft, onChange, hint }: OneFieldProps) {
  const texts = useTexts();
  const [point, type] = useState('');
  const { checklist } = draft.fields;
  const isTwice = checklist.includes(point.trim());
  const canAdd = point.trim() !== '' && !isTwice && checklist.length < mostPoints;
  const add = () => {
    if (canAdd) {
      onChange(withField(draft, 'checklist', [...checklist, point.trim()]));
      type('');
    }
  };
  return (
    <div className="job-form-values">
      <span className="field-label">{texts.t('jobs-shared.field.checklist')}</span>
      <span className="field-hint">{hint}</span>
      {checklist.length === 0 ? null : (
        <ol className="job-form-points" aria-label={texts.t('jobs-shared.field.checklist')}>
          {checklist.map((one) => (
            <li key={one}>
              <span>{one}</span>
              <Button
                size="list"
                onPress={() =>
                  onChange(
                    withField(
                      draft,
                      'checklist',
                      checklist.filter((other) => other !== one),
                    ),
                  )
                }
                aria-label={texts.t('jobs-form.take-out-of', { what: one })}
              >
                {texts.t('jobs-form.take-out')}
              </Button>
            </li>
          ))}
        </ol>
      )}
      <div className="job-form-value">
        <TextField
          label={texts.t('jobs-form.add-point')}
          error={isTwice ? texts.t('jobs-form.point-twice') : undefined}
          value={point}
          onChange={(text) => type(text.slice(0, longestPoint))}
          onSubmit={add}
        />
        <Button size="list" isDisabled={!canAdd} onPress={add}>
          {texts.t('jobs-form.add')}
        </Button>
      </div>
    </div>
  );
}
