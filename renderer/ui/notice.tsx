import type { ReactNode } from 'react';
import { type Mark, StatusMark } from './status-mark.tsx';

/** A sentence that needs to be seen: mark, words, and where it helps one button. Only a stop interrupts what a reader says. */
export function Notice(props: { readonly mark: Mark; readonly children: ReactNode; readonly action?: ReactNode }) {
  const { mark, children, action } = props;
  return (
    <div className={`notice notice-${mark}`} role={mark === 'stop' ? 'alert' : undefined}>
      <StatusMark mark={mark} />
      <div className="notice-text">{children}</div>
      {action}
    </div>
  );
}
