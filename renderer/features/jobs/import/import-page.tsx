import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTexts } from '../../../text/text-provider.tsx';
import { Button } from '../../../ui/button.tsx';
import { useScanPlace } from '../../scan/scan-place.ts';
import { Page } from '../../shell/page.tsx';
import { CheckStep } from './check-step.tsx';
import { ColumnsStep } from './columns-step.tsx';
import { CommitStep } from './commit-step.tsx';
import { FileStep } from './file-step.tsx';
import { type ImportStep, ImportSteps } from './import-steps.tsx';
import { fileWords } from './import-words.ts';
import { useCommit } from './use-commit.ts';
import { type ImportDraft, useImport } from './use-import.ts';
import './import.css';

/** Jobs from a file, in four steps of which only the last one writes (JOB-4). */
export function ImportPage() {
  const texts = useTexts();
  const navigate = useNavigate();
  const draft = useImport();
  const commit = useCommit();
  const [step, setStep] = useState<ImportStep>('file');
  const [hasChanged, setChanged] = useState(false);
  useScanPlace('jobs-import', { screen: 'other', sessionId: null, awaiting: 'anything' });
  const isDone = commit.result?.kind === 'imported';
  const go = (next: ImportStep) => {
    commit.forget();
    setStep(next);
  };
  const restart = () => {
    draft.restart();
    go('file');
  };
  const run = async () => {
    if (draft.wish === null || draft.preview === null) {
      return;
    }
    const answer = await commit.run(draft.wish, draft.preview.good);
    const isOutdated = answer?.kind === 'changed' || answer?.kind === 'no-template';
    setChanged(isOutdated);
    if (isOutdated) {
      await draft.again();
      go('check');
    }
  };
  const { wish, preview } = draft;
  const shown = wish === null || preview === null ? 'file' : step;
  return (
    <Page
      title={texts.t('jobs-import.title')}
      actions={
        <Button size="list" onPress={() => void navigate({ to: '/jobs' })}>
          {texts.t('jobs-import.to-jobs')}
        </Button>
      }
    >
      <ImportSteps step={shown} reachable={isDone ? new Set() : reachableSteps(draft)} onGo={go} />
      {shown === 'file' || isDone ? null : <FileLine draft={draft} onOther={() => go('file')} />}
      {wish === null || preview === null || shown === 'file' ? (
        <FileStep draft={draft} onTaken={() => go('columns')} />
      ) : null}
      {wish !== null && preview !== null && shown === 'columns' ? (
        <ColumnsStep draft={draft} wish={wish} preview={preview} onCheck={() => go('check')} />
      ) : null}
      {wish !== null && preview !== null && shown === 'check' ? (
        <CheckStep
          {...{ draft, wish, preview, hasChanged }}
          onBack={() => go('columns')}
          onGoOn={() => {
            setChanged(false);
            go('import');
          }}
        />
      ) : null}
      {preview !== null && shown === 'import' ? (
        <CommitStep
          preview={preview}
          result={commit.result}
          isRunning={commit.isRunning}
          onImport={() => void run()}
          onBack={() => go('check')}
          onAnother={restart}
        />
      ) : null}
    </Page>
  );
}

/** Which file it is and how it was read, over every step but the first. */
function FileLine({
  draft: { wish, preview },
  onOther,
}: {
  readonly draft: ImportDraft;
  readonly onOther: () => void;
}) {
  const texts = useTexts();
  return wish === null || preview === null ? null : (
    <div className="import-file">
      <strong translate="no">{wish.fileName}</strong>
      <span className="dim">{fileWords(texts, preview)}</span>
      <Button size="list" onPress={onOther}>
        {texts.t('jobs-import.file.other')}
      </Button>
    </div>
  );
}

function reachableSteps({ preview }: ImportDraft): ReadonlySet<ImportStep> {
  if (preview === null || preview.rows === 0) {
    return new Set(['file']);
  }
  return new Set(preview.good === 0 ? ['file', 'columns', 'check'] : ['file', 'columns', 'check', 'import']);
}
