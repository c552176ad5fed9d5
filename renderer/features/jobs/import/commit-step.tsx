import { useNavigate } from '@tanstack/react-router';
import type { ImportResult } from '#core/contract/station/job-import.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import { useTexts } from '../../../text/text-provider.tsx';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { numbersText } from '../list/job-numbers.ts';
import { StepCard } from './step-card.tsx';
import type { Previewed } from './use-import.ts';

/** The last step: says exactly what will happen, lets it happen, and says what came of it. */
export function CommitStep(props: {
  readonly preview: Previewed;
  readonly result: ImportResult | null;
  readonly isRunning: boolean;
  readonly onImport: () => void;
  readonly onBack: () => void;
  readonly onAnother: () => void;
}) {
  const texts = useTexts();
  const { preview, result, isRunning, onImport, onBack, onAnother } = props;
  const { rows, good, assigned } = preview;
  if (result?.kind === 'imported') {
    return <Imported result={result} onAnother={onAnother} />;
  }
  return (
    <StepCard step="import" title={texts.t('jobs-import.import.title', { count: good })}>
      <ul className="import-will">
        <li>{texts.t('jobs-import.import.will', { count: good })}</li>
        <li>{texts.t('jobs-import.import.assigned', { count: assigned })}</li>
        <li>{texts.t('jobs-import.import.pending', { count: good - assigned })}</li>
        <li>{texts.t('jobs-import.import.left-out', { count: rows - good })}</li>
      </ul>
      {result === null ? null : <Notice mark="stop">{resultWords(texts, result)}</Notice>}
      <div className="import-acts">
        <Button tone="go" size="list" isPending={isRunning} onPress={onImport}>
          {texts.t('jobs-import.import.do', { count: good })}
        </Button>
        {isRunning ? (
          <span className="dim" role="status">
            {texts.t('jobs-import.import.running')}
          </span>
        ) : (
          <Button size="list" onPress={onBack}>
            {texts.t('jobs-import.import.back')}
          </Button>
        )}
      </div>
    </StepCard>
  );
}

function Imported(props: {
  readonly result: Extract<ImportResult, { kind: 'imported' }>;
  readonly onAnother: () => void;
}) {
  const texts = useTexts();
  const navigate = useNavigate();
  const { result, onAnother } = props;
  const { jobs, assigned, sha256, numbers, kinds } = result;
  const text = numbers === null ? {} : { text: numbersText(numbers) };
  return (
    <StepCard step="import" title={texts.t('jobs-import.step.import')} isDone>
      <Notice mark="ok">
        <strong role="status">{texts.t('jobs-import.import.done', { count: jobs, assigned })}</strong>
        <span className="notice-detail small">
          {texts.t('jobs-import.import.fingerprint', { fingerprint: sha256.slice(0, 12) })}
        </span>
      </Notice>
      <div className="import-acts">
        {kinds.map((kind, index) => (
          <Button
            key={kind}
            size="list"
            tone={index === 0 ? 'go' : 'plain'}
            onPress={() =>
              void navigate({ to: '/jobs', search: { ...(kind === 'installation' ? {} : { tab: kind }), ...text } })
            }
          >
            {kinds.length === 1
              ? texts.t('jobs-import.import.show')
              : texts.t('jobs-import.import.show-kind', { kind: texts.t(`jobs-shared.kind.${kind}`) })}
          </Button>
        ))}
        <Button size="list" onPress={onAnother}>
          {texts.t('jobs-import.import.another')}
        </Button>
      </div>
    </StepCard>
  );
}

function resultWords(texts: Texts, result: Exclude<ImportResult, { kind: 'imported' }>): string {
  switch (result.kind) {
    case 'refused': {
      const place = result.line === null ? '' : `${texts.t('jobs-import.line', { line: result.line })}: `;
      return `${place}${texts.t(`job-code.${result.code}`)} ${texts.t('jobs-import.nothing-imported')}`;
    }
    case 'not-answered':
      return texts.t(`jobs-import.not-answered.${result.why}`);
    case 'changed':
    case 'unreadable':
    case 'too-many':
    case 'no-template':
      return texts.t('jobs-import.changed');
  }
}
