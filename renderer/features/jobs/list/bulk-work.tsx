import { useState } from 'react';
import type { JobRow } from '#core/contract/station/jobs.ts';
import type { BulkAct } from '#core/domain/jobs/plan-bulk.ts';
import { useActing } from '../../../station/acting.ts';
import { useTexts } from '../../../text/text-provider.tsx';
import { BulkPreview } from './bulk-preview.tsx';
import { BulkReport } from './bulk-report.tsx';
import {
  type BeforeBulk,
  type BulkResult,
  type BulkRun,
  type BulkStep,
  type BulkWish,
  createBulkRun,
  orderOf,
  wayBack,
} from './bulk-run.ts';

interface BulkWorkProps {
  readonly act: BulkAct;
  readonly jobs: readonly JobRow[];
  readonly onClose: () => void;
  /** While it runs the dialog cannot be left: its result would be seen by nobody. */
  readonly onBusy: (isBusy: boolean) => void;
  /** After everything was done: the jobs are not chosen any more. */
  readonly onDone: () => void;
}

/** What is asked now: the act itself, or taking it back. */
interface Running {
  readonly run: BulkRun;
  readonly steps: readonly BulkStep[];
  readonly isUndo: boolean;
}

/** An act on many jobs from its preview over its progress to what became of each job (ux rule 31). */
export function BulkWork({ act, jobs, onClose, onBusy, onDone }: BulkWorkProps) {
  const acting = useActing();
  const [running, setRunning] = useState<Running | null>(null);
  const [progress, setProgress] = useState<number | null>(null);
  const [result, setResult] = useState<BulkResult | null>(null);
  const before = beforeOf(jobs);
  const go = async (one: Running) => {
    setRunning(one);
    setProgress(0);
    onBusy(true);
    const answer = await acting((client) => one.run.go(client, setProgress));
    setProgress(null);
    onBusy(false);
    setResult(answer ?? one.run.soFar());
    if (answer?.stopped === null) {
      onDone();
    }
  };
  const start = (steps: readonly BulkStep[], isUndo: boolean) =>
    void go({ steps, isUndo, run: createBulkRun(steps, before, () => crypto.randomUUID()) });
  if (running === null) {
    return (
      <BulkPreview
        act={act}
        jobs={jobs}
        onClose={onClose}
        onConfirm={(wish, taken) => start(stepsOf(wish, taken), false)}
      />
    );
  }
  if (result === null || progress !== null) {
    return <Progress done={progress ?? 0} total={running.steps.length} />;
  }
  return (
    <BulkReport
      act={act}
      isUndo={running.isUndo}
      result={result}
      rows={jobs}
      back={running.isUndo ? [] : wayBack(result)}
      onUndo={(steps) => start(steps, true)}
      onGoOn={() => void go(running)}
      onClose={onClose}
    />
  );
}

function stepsOf(wish: BulkWish, taken: readonly JobRow[]): readonly BulkStep[] {
  const order = orderOf(wish);
  return taken.map(({ id, number, version }) => ({ id, number, expectedVersion: version, order }));
}

function beforeOf(jobs: readonly JobRow[]): BeforeBulk {
  const partners = new Map(jobs.map(({ id, partner }) => [id, partner?.id ?? null]));
  return { partnerOf: (id) => partners.get(id) ?? null };
}

function Progress({ done, total }: { readonly done: number; readonly total: number }) {
  const texts = useTexts();
  const words = texts.t('jobs-list.bulk-progress', { done, total });
  return (
    <div className="jobs-progress" role="status">
      <p>{words}</p>
      <progress aria-label={words} value={done} max={total} />
    </div>
  );
}
