import { useState } from 'react';
import type { JobView } from '#core/contract/station/jobs.ts';
import { useUnitTypes } from '../../../station/use-unit-types.ts';
import { useTexts } from '../../../text/text-provider.tsx';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { DepartDialog } from './depart-dialog.tsx';
import { type FieldLine, fieldLines, mayDepart } from './field-lines.ts';
import { FillDialog } from './fill-dialog.tsx';
import { createLineWords, isCode, lineLabel } from './line-words.ts';

/**
 * What the job says of vehicle, unit and configuration: prescribed fields under a lock, departures as a difference, and what was left open with
 * the way to fill it in (INST-4, ORG-5).
 */
export function JobFacts({ view }: { readonly view: JobView }) {
  const texts = useTexts();
  const [asked, ask] = useState<FieldLine | 'fill' | null>(null);
  const lines = fieldLines(view.job);
  const known = lines.filter(({ standing }) => standing !== 'open');
  const open = lines.filter(({ standing }) => standing === 'open');
  const mayFill = view.may.fill?.kind === 'may';
  const hasFillable = open.length > 0 || known.some(({ standing }) => standing === 'found');
  return (
    <section className="card jobwork-facts" aria-labelledby="jobwork-facts">
      <h2 className="over" id="jobwork-facts">
        {texts.t('jobs-worker.facts')}
      </h2>
      <p className="small dim">{texts.t(view.overrideAllowed ? 'jobs-worker.lock-open' : 'jobs-worker.lock-shut')}</p>
      <dl className="jobwork-lines">
        {known.map((line) => (
          <Line key={line.key} line={line} view={view} onDepart={() => ask(line)} />
        ))}
      </dl>
      {open.length === 0 ? null : (
        <p className="jobwork-open-fields">
          <strong>{texts.t('jobs-worker.left-open')}</strong> {texts.list(open.map((line) => lineLabel(texts, line)))}
        </p>
      )}
      {mayFill && hasFillable ? <Button onPress={() => ask('fill')}>{texts.t('jobs-worker.fill')}</Button> : null}
      <FillDialog view={view} isOpen={asked === 'fill'} onClose={() => ask(null)} />
      {asked === null || asked === 'fill' ? null : (
        <DepartDialog key={asked.key} line={asked} view={view} onClose={() => ask(null)} />
      )}
    </section>
  );
}

interface LineProps {
  readonly line: FieldLine;
  readonly view: JobView;
  readonly onDepart: () => void;
}

function Line({ line, view, onDepart }: LineProps) {
  const texts = useTexts();
  const label = lineLabel(texts, line);
  return (
    <div className="jobwork-line">
      <dt>{label}</dt>
      <dd>
        <span>
          <LineValue line={line} view={view} />
        </span>
        {mayDepart(line, view) ? (
          <Button size="list" aria-label={texts.t('jobs-worker.depart-from', { field: label })} onPress={onDepart}>
            {texts.t('jobs-worker.depart')}
          </Button>
        ) : null}
      </dd>
    </div>
  );
}

/** Locked, found, or departed from: then what was prescribed is struck through beside what it became, with who and why. */
function LineValue({ line, view }: Omit<LineProps, 'onDepart'>) {
  const texts = useTexts();
  const wordsOf = createLineWords(texts, view, useUnitTypes());
  const { name, override, said, standing } = line;
  const text = (value: string) => wordsOf(line, value);
  const words = isCode(name) ? ({ className: 'mono', lang: 'en', translate: 'no' } as const) : {};
  if (override !== null) {
    return (
      <>
        <del {...words}>{text(override.prescribed)}</del> <ins {...words}>{text(override.instead)}</ins>
        <span className="small dim cell-detail">
          {texts.t('jobs-worker.departed', { by: override.by, reason: override.reason })}
        </span>
      </>
    );
  }
  return (
    <span className="jobwork-said">
      <span {...words}>{text(said ?? '')}</span>
      {standing === 'prescribed' ? (
        <span className="jobwork-lock">
          <Icon name="lock" size={18} />
          <span className="visually-hidden">{texts.t('jobs-worker.prescribed')}</span>
        </span>
      ) : (
        <span className="small dim">{texts.t('jobs-worker.found')}</span>
      )}
    </span>
  );
}
