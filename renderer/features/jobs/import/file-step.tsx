import { DropZone, FileTrigger, isFileDropItem } from 'react-aria-components';
import { type JobKind, jobKind } from '#core/domain/jobs/job-fields.ts';
import { assertNever } from '#core/kernel/assert-never.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import { useActing } from '../../../station/acting.ts';
import { useTexts } from '../../../text/text-provider.tsx';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { saveTable } from './save-table.ts';
import { StepCard } from './step-card.tsx';
import type { ImportDraft, ImportTrouble } from './use-import.ts';

/** The first step: a file, chosen or dropped; what cannot be read is said with what to do about it. */
export function FileStep({ draft, onTaken }: { readonly draft: ImportDraft; readonly onTaken: () => void }) {
  const texts = useTexts();
  const take = async (file: File | undefined) => {
    if (file !== undefined && (await draft.take(file))) {
      onTaken();
    }
  };
  return (
    <StepCard step="file" title={texts.t('jobs-import.file.title')}>
      <p className="import-about">{texts.t('jobs-import.file.about')}</p>
      <DropZone
        className="import-drop"
        aria-label={texts.t('jobs-import.file.title')}
        onDrop={({ items }) => {
          const item = items.find(isFileDropItem);
          void item?.getFile().then(take);
        }}
      >
        <FileTrigger
          acceptedFileTypes={['.csv', '.tsv', '.txt', 'text/csv', 'text/plain']}
          onSelect={(files) => void take(files?.item(0) ?? undefined)}
        >
          <Button tone="go" isPending={draft.isAsking} onPress={() => {}}>
            {texts.t('jobs-import.file.choose')}
          </Button>
        </FileTrigger>
        <span className="dim">{texts.t(draft.isAsking ? 'jobs-import.file.reading' : 'jobs-import.file.drop')}</span>
      </DropZone>
      <FileTrouble draft={draft} />
      <div className="import-templates">
        <p className="small dim">{texts.t('jobs-import.file.template')}</p>
        <div className="row">
          {jobKind.options.map((kind) => (
            <TemplateButton key={kind} kind={kind} />
          ))}
        </div>
      </div>
    </StepCard>
  );
}

function FileTrouble({ draft: { preview, trouble } }: { readonly draft: ImportDraft }) {
  const texts = useTexts();
  if (trouble !== null) {
    return <Notice mark="stop">{troubleWords(texts, trouble)}</Notice>;
  }
  return preview?.rows === 0 ? <Notice mark="warn">{texts.t('jobs-import.no-rows')}</Notice> : null;
}

export function troubleWords(texts: Texts, trouble: ImportTrouble): string {
  switch (trouble.kind) {
    case 'unreadable':
      return texts.t(`jobs-import.unreadable.${trouble.code}`, { line: trouble.line ?? 0 });
    case 'too-many':
      return texts.t('jobs-import.too-many', { rows: trouble.rows, most: trouble.most });
    case 'no-template':
      return texts.t('jobs-import.no-template');
    default:
      return assertNever(trouble);
  }
}

function TemplateButton({ kind }: { readonly kind: JobKind }) {
  const texts = useTexts();
  const acting = useActing();
  const save = async () => {
    const file = await acting((client) => client.jobImport.template({ kind }));
    if (file !== null) {
      saveTable(file);
    }
  };
  return (
    <Button size="list" onPress={() => void save()}>
      {texts.t(`jobs-import.file.template-for.${kind}`)}
    </Button>
  );
}
