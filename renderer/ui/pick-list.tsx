import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';

/** What a list beside an opened thing needs: its rows, which one is open, and how to open another. */
export interface PickListProps<Row> {
  readonly rows: readonly Row[];
  readonly openId: string | null;
  readonly onOpen: (id: string) => void;
}

/** One line of such a list. */
export function Pick(props: { readonly isOpen: boolean; readonly onOpen: () => void; readonly children: ReactNode }) {
  return (
    <AriaButton className="pick" aria-current={props.isOpen} onPress={props.onOpen}>
      {props.children}
    </AriaButton>
  );
}

/** In the place of a list that holds nothing: what it would hold. */
export function NothingToPick({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <div className="card empty">
      <p>{title}</p>
      <p className="small dim">{text}</p>
    </div>
  );
}
