import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';

/** The product's button. `tone="go"` is the one filled button of a page; sizes follow where it stands (ux rule 24). */
export function Button(props: {
  readonly children: ReactNode;
  readonly onPress: () => void;
  readonly tone?: 'plain' | 'go';
  readonly size?: 'list' | 'bench' | 'primary';
  readonly wide?: boolean;
  readonly isDisabled?: boolean;
  readonly isPending?: boolean;
  readonly autoFocus?: boolean;
  readonly 'aria-describedby'?: string;
  readonly 'aria-label'?: string;
}) {
  const { children, tone = 'plain', size = 'bench', wide = false, ...rest } = props;
  const classes = ['button', sizeClass[size], tone === 'go' ? 'button-go' : '', wide ? 'button-wide' : ''];
  return (
    <AriaButton {...rest} className={classes.filter((name) => name !== '').join(' ')}>
      {children}
    </AriaButton>
  );
}

const sizeClass = { list: 'button-small', bench: '', primary: 'button-big' } as const;
