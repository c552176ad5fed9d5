import { useState } from 'react';
import type { JobView } from '#core/contract/station/jobs.ts';
import { isSecretKey } from '#core/domain/installation/key-catalogue.ts';
import { useUnitTypes } from '../../../station/use-unit-types.ts';
import { useTexts } from '../../../text/text-provider.tsx';
import type { FieldLine } from './field-lines.ts';
import { faultOfInstead, InsteadField, isScannable } from './instead-field.tsx';
import { useDroppedDrafts, useJobDraft } from './job-drafts.ts';
import { createLineWords, isCode, lineLabel } from './line-words.ts';
import { ReasonQuestion } from './reason-question.tsx';

/** Departs from one prescribed thing: what it shall be instead, and why. The fleet sees both (ORG-5). */
export function DepartDialog({
  line,
  view,
  onClose,
}: {
  readonly line: FieldLine;
  readonly view: JobView;
  readonly onClose: () => void;
}) {
  const texts = useTexts();
  const wordsOf = createLineWords(texts, view, useUnitTypes());
  const { id } = view.job;
  const { key, name } = line;
  const insteadDraft = `depart ${key}`;
  const [instead, type] = useInstead(id, { key, draft: insteadDraft, initial: line.override?.instead ?? '' });
  const dropDrafts = useDroppedDrafts(id);
  const prescribed = wordsOf(line, line.said ?? '');
  const fault = faultOfInstead(view.job.kind, { name, text: instead });
  return (
    <ReasonQuestion
      jobId={id}
      draft={`depart-reason ${key}`}
      title={texts.t('jobs-worker.depart-title', { field: lineLabel(texts, line) })}
      text={texts.t('jobs-worker.depart-text', { fleet: view.row.fleetName })}
      label={texts.t('jobs-worker.reason')}
      verb={texts.t('jobs-worker.depart')}
      isRequired
      isReady={instead.trim() !== '' && instead.trim() !== line.said && fault === null}
      takesScans={isScannable(name)}
      isOpen
      onClose={onClose}
      onDone={() => dropDrafts([insteadDraft])}
      wishOf={(reason) => ({ act: 'override', field: key, instead: instead.trim(), reason })}
    >
      <p>
        {texts.t('jobs-worker.prescribed')}: <strong className={isCode(name) ? 'mono' : ''}>{prescribed}</strong>
      </p>
      <InsteadField name={name} text={instead} fault={fault} onType={type} />
    </ReasonQuestion>
  );
}

/** What it shall be instead, kept until it is given; a secret is kept nowhere and goes with the question (INST-7). */
function useInstead(
  jobId: string,
  { key, draft, initial }: { readonly key: string; readonly draft: string; readonly initial: string },
): readonly [string, (text: string) => void] {
  const kept = useJobDraft(jobId, draft, initial);
  const unkept = useState(initial);
  return isSecretKey(key.slice(key.indexOf('.') + 1)) ? unkept : kept;
}
