import type { ReactNode } from 'react';
import { Checkbox } from 'react-aria-components';
import './tick.css';

/** A box to tick, with its words beside it; both can be pressed. */
export function Tick(props: {
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
  readonly children: ReactNode;
}) {
  const { isSelected, onChange, children } = props;
  return (
    <Checkbox className="tick" isSelected={isSelected} onChange={onChange}>
      <span className="tick-box" aria-hidden="true">
        <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="3.4" aria-hidden="true">
          <path d="M5 12.6l4.6 4.6L19 7.4" />
        </svg>
      </span>
      {children}
    </Checkbox>
  );
}
