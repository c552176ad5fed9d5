import type { ReactNode } from 'react';

/** A page beside the bench: heading, what can be done with the whole page, then its parts. */
export function Page(props: { readonly title: string; readonly actions?: ReactNode; readonly children: ReactNode }) {
  return (
    <main className="page" data-region="work" tabIndex={-1}>
      <div className="page-head">
        <h1>{props.title}</h1>
        {props.actions === undefined ? null : <div className="page-actions">{props.actions}</div>}
      </div>
      {props.children}
    </main>
  );
}
