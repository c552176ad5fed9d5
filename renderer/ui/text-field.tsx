import { TextField as AriaTextField, FieldError, Input, Label, Text, TextArea } from 'react-aria-components';

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
}) {
  const { label, hint, error, mono, multiline, onSubmit, placeholder, inputMode, ...field } = props;
  return (
    <AriaTextField {...field} className="field" isInvalid={error !== undefined}>
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
      <FieldError className="field-error">{error}</FieldError>
    </AriaTextField>
  );
}
