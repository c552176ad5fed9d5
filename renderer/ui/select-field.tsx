import { type ReactNode, useId } from 'react';

interface SelectFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChoose: (value: string) => void;
  /** `option` elements. */
  readonly children: ReactNode;
  readonly hint?: string;
  /** Stands in the place of the hint. */
  readonly error?: string | null;
  readonly className?: string;
}

/** A choice among many that may be named only where no scan lands by accident: never at the bench, where a reader's keys would move it. */
export function SelectField({ label, value, onChoose, children, hint, error = null, className }: SelectFieldProps) {
  const field = useId();
  return (
    <div className={className ?? 'field'}>
      <label className="field-label" htmlFor={field}>
        {label}
      </label>
      <select
        id={field}
        className="field-input"
        value={value}
        aria-invalid={error !== null}
        onChange={(event) => onChoose(event.target.value)}
      >
        {children}
      </select>
      {error === null ? null : <span className="field-error">{error}</span>}
      {error === null && hint !== undefined ? <span className="field-hint">{hint}</span> : null}
    </div>
  );
}
