import type { ReactNode } from 'react';
import { type Mark, StatusMark } from '../../ui/status-mark.tsx';

/** The one card of the open step: large mark, what it is, then what to do. Its heading takes the focus when a step opens. */
export function PanelCard(props: {
  readonly mark: Mark;
  readonly title: string;
  readonly text?: ReactNode;
  readonly children?: ReactNode;
  /** Stands beside all of it, from the top of the card. */
  readonly side?: ReactNode;
}) {
  const sided = props.side !== undefined && props.side !== null;
  return (
    <article className={`panel card panel-${props.mark}${sided ? ' panel-sided' : ''}`}>
      <div className="panel-head">
        <StatusMark mark={props.mark} size="large" />
        <div>
          <h2 className="panel-title" tabIndex={-1}>
            {props.title}
          </h2>
          {props.text === undefined || props.text === '' ? null : <p className="panel-text">{props.text}</p>}
        </div>
      </div>
      {props.children}
      {sided ? <div className="panel-side">{props.side}</div> : null}
    </article>
  );
}

/** A plain warning under the action: what it costs, or what to mind. */
export function PanelNote({ mark, children }: { readonly mark: Mark; readonly children: ReactNode }) {
  return (
    <p className="panel-note">
      <StatusMark mark={mark} />
      <span>{children}</span>
    </p>
  );
}
