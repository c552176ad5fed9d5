import { TextField as AriaTextField, FieldError, Input, Label, Text, TextArea } from 'react-aria-components';
import { useTexts } from '../text/text-provider.tsx';

/** Whether a field that takes so many characters holds more. */
export function isTooLong(text: string, longest: number): boolean {
  return text.trim().length > longest;
}

/** A labelled text field with a format example and its error in words beside it. */
export function TextField(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly placeholder?: string;
  readonly mono?: boolean;
  readonly multiline?: boolean;
  readonly type?: 'text' | 'password' | 'search';
  readonly inputMode?: 'text' | 'numeric';
  readonly autoComplete?: string;
  readonly autoFocus?: boolean;
  /** While what stands here is saved. */
  readonly isReadOnly?: boolean;
  readonly onSubmit?: () => void;
  /** Most characters, blanks around them not counted. What is longer stays as it was typed, and the field says so. */
  readonly longest?: number;
}) {
  const { label, hint, error, longest, mono, multiline, onSubmit, placeholder, inputMode, ...field } = props;
  const isOver = longest !== undefined && isTooLong(props.value, longest);
  return (
    <AriaTextField {...field} className="field" isInvalid={error !== undefined || isOver}>
      <Label className="field-label">{label}</Label>
      {multiline === true ? (
        <TextArea className="field-input" />
      ) : (
        <Input
          className={mono === true ? 'field-input mono' : 'field-input'}
          {...(placeholder === undefined ? {} : { placeholder })}
          {...(inputMode === undefined ? {} : { inputMode })}
          onKeyDown={(event) => {
            if (event.key === 'Enter') {
              onSubmit?.();
            }
          }}
        />
      )}
      {hint === undefined ? null : (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
      <FieldError className="field-error">
        {error ?? (isOver ? <TooLong longest={longest} count={props.value.trim().length} /> : null)}
      </FieldError>
    </AriaTextField>
  );
}

function TooLong({ longest, count }: { readonly longest: number; readonly count: number }) {
  return useTexts().t('common.too-long', { most: longest, count });
}
