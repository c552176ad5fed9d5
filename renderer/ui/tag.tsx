import type { ReactNode } from 'react';
import { type Mark, StatusMark } from './status-mark.tsx';

/** A short statement with its status: colour, shape and word together. */
export function Tag({ mark, children }: { readonly mark: Mark; readonly children: ReactNode }) {
  return (
    <span className={`tag tag-${mark}`}>
      <StatusMark mark={mark} size="tiny" />
      {children}
    </span>
  );
}
