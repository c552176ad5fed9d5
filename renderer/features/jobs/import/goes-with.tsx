import type { ImportWish } from '#core/contract/station/job-import.ts';
import type { JobTemplate } from '#core/domain/jobs/job-exchange.ts';
import { jobKind } from '#core/domain/jobs/job-fields.ts';
import { useStationQuery } from '../../../station/station-provider.tsx';
import { useTexts } from '../../../text/text-provider.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { SelectField } from '../../../ui/select-field.tsx';
import { Tick } from '../../../ui/tick.tsx';
import { useAblePartners } from './able-partners.ts';
import { troubleWords } from './file-step.tsx';
import type { ImportDraft } from './use-import.ts';

interface GoesWithProps {
  readonly draft: ImportDraft;
  readonly wish: ImportWish;
  readonly namesPartners: boolean;
}

/** What is chosen for all rows at once: the kind of those that do not say it, a template, a partner where the file names none (c1). */
export function GoesWith({ draft, wish, namesPartners }: GoesWithProps) {
  const texts = useTexts();
  const list = useStationQuery(['jobs', 'templates'], (client) => client.jobTemplates.list());
  const templates = list.data?.templates ?? [];
  const template = templates.find(({ id }) => id === wish.templateId) ?? null;
  return (
    <fieldset className="import-with">
      <legend>{texts.t('jobs-import.goes-with.title')}</legend>
      <KindChoice draft={draft} wish={wish} template={template} />
      <div className="import-field">
        <SelectField
          label={texts.t('jobs-import.template')}
          hint={texts.t('jobs-import.template-hint')}
          error={draft.trouble?.kind === 'no-template' ? troubleWords(texts, draft.trouble) : null}
          value={wish.templateId ?? ''}
          onChoose={(id) => void draft.change({ templateId: templates.find((one) => one.id === id)?.id ?? null })}
        >
          <option value="">{texts.t('jobs-import.template-none')}</option>
          {templates.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
        {template === null ? null : (
          <Tick isSelected={wish.preferTemplate} onChange={(preferTemplate) => void draft.change({ preferTemplate })}>
            {texts.t('jobs-import.prefer-template')}
          </Tick>
        )}
      </div>
      {namesPartners ? (
        <div className="import-field">
          <span className="field-label">{texts.t('jobs-import.partner')}</span>
          <Notice mark="ok">{texts.t('jobs-import.partner-of-file')}</Notice>
        </div>
      ) : (
        <PartnerChoice draft={draft} wish={wish} />
      )}
    </fieldset>
  );
}

function KindChoice({
  draft,
  wish,
  template,
}: Pick<GoesWithProps, 'draft' | 'wish'> & { readonly template: JobTemplate | null }) {
  const texts = useTexts();
  const kinds = template === null ? jobKind.options : [template.kind];
  return (
    <SelectField
      label={texts.t('jobs-import.kind')}
      hint={texts.t(template === null ? 'jobs-import.kind-hint' : 'jobs-import.kind-of-template')}
      value={template?.kind ?? wish.kind}
      onChoose={(kind) => void draft.change({ kind: jobKind.parse(kind) })}
    >
      {kinds.map((kind) => (
        <option key={kind} value={kind}>
          {texts.t(`jobs-shared.kind.${kind}`)}
        </option>
      ))}
    </SelectField>
  );
}

function PartnerChoice({ draft, wish }: Pick<GoesWithProps, 'draft' | 'wish'>) {
  const texts = useTexts();
  const partners = useAblePartners();
  return (
    <SelectField
      label={texts.t('jobs-import.partner')}
      {...(wish.partnerId === null ? {} : { hint: texts.t('jobs-import.partner-hint') })}
      value={wish.partnerId ?? ''}
      onChoose={(id) => void draft.change({ partnerId: partners.find((one) => one.id === id)?.id ?? null })}
    >
      <option value="">{texts.t('jobs-import.partner-none')}</option>
      {partners.map(({ id, label }) => (
        <option key={id} value={id}>
          {label}
        </option>
      ))}
    </SelectField>
  );
}
