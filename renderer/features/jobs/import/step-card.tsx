import { type ReactNode, useEffect, useRef } from 'react';
import { useTexts } from '../../../text/text-provider.tsx';
import { type ImportStep, importSteps } from './import-steps.tsx';

/** One step: its title, where one is, and that nothing is written yet. Takes the focus when it comes, so that whoever hears the page hears it. */
export function StepCard(props: {
  readonly step: ImportStep;
  readonly title: string;
  /** Whether something was written: then nobody says that nothing is. */
  readonly isDone?: boolean;
  /** What can be done with the step as a whole; at its head, because its foot may be far down. */
  readonly acts?: ReactNode;
  readonly children: ReactNode;
}) {
  const texts = useTexts();
  const { step, title, isDone = false, acts, children } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // The first step comes with the page, whose own heading is read.
    if (step !== 'file') {
      heading.current?.focus();
    }
  }, [step]);
  const place = texts.t('jobs-import.step-of', { number: importSteps.indexOf(step) + 1, count: importSteps.length });
  return (
    <section className="card import-card" aria-labelledby="import-step-title">
      <div className="import-head">
        <h2 id="import-step-title" ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <span className="dim small">{isDone ? place : `${place} · ${texts.t('jobs-import.nothing-written')}`}</span>
        {acts === undefined ? null : <div className="import-acts">{acts}</div>}
      </div>
      {children}
    </section>
  );
}
