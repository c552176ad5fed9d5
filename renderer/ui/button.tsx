import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { Right } from '#core/domain/access/roles.ts';
import { useMay } from '../station/rights.tsx';
import { StatusMark } from './status-mark.tsx';

/** The product's button. `tone="go"` is the one filled button of a page; sizes follow where it stands (ux rule 24). */
export function Button(props: {
  readonly children: ReactNode;
  readonly onPress: () => void;
  readonly tone?: 'plain' | 'go';
  readonly size?: 'list' | 'bench' | 'primary';
  readonly wide?: boolean;
  readonly isDisabled?: boolean;
  /** Work that this button began still runs: it stays where it is, keeps the focus, and does nothing. */
  readonly isPending?: boolean;
  /** The right that the act behind it asks for: without it there is no button (ORG-2). */
  readonly needs?: Right;
  readonly autoFocus?: boolean;
  readonly 'aria-describedby'?: string;
  readonly 'aria-label'?: string;
}) {
  const { children, tone = 'plain', size = 'bench', wide = false, isPending = false, onPress, needs, ...rest } = props;
  const may = useMay();
  const classes = [
    'button',
    sizeClass[size],
    tone === 'go' ? 'button-go' : '',
    wide ? 'button-wide' : '',
    isPending ? 'button-pending' : '',
  ];
  if (!may(needs)) {
    return null;
  }
  // Not React Aria's own pending state: its announcement outlives the progress that names it. The page says itself what runs.
  return (
    <AriaButton
      {...rest}
      className={classes.filter((name) => name !== '').join(' ')}
      onPress={() => {
        if (!isPending) {
          onPress();
        }
      }}
    >
      {children}
      {isPending ? <StatusMark mark="work" /> : null}
    </AriaButton>
  );
}

const sizeClass = { list: 'button-small', bench: '', primary: 'button-big' } as const;
