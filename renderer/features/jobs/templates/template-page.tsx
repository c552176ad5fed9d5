import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { TemplateResult } from '#core/contract/station/jobs.ts';
import type { JobCode } from '#core/domain/codes.ts';
import type { JobTemplate } from '#core/domain/jobs/job-exchange.ts';
import { type JobTemplateId, jobTemplateId } from '#core/kernel/entity-ids.ts';
import { seenPart } from '#core/kernel/plain-name.ts';
import { TypingKnown } from '../../../station/kept-typing.tsx';
import { useStationQuery } from '../../../station/station-provider.tsx';
import { useCentreAct } from '../../../station/use-centre-act.ts';
import { useTexts } from '../../../text/text-provider.tsx';
import { Answered } from '../../../ui/answered.tsx';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { useScanPlace } from '../../scan/scan-place.ts';
import { Page } from '../../shell/page.tsx';
import { type BegunForm, begunWith } from '../form/begun-form.ts';
import { ConflictNotice, FormConflict } from '../form/form-conflict.tsx';
import { FormFaults, FromBefore } from '../form/form-said.tsx';
import { draftOf, longestOf, mergeDrafts, newDraft, spoken } from '../form/job-draft.ts';
import { JobFieldsForm } from '../form/job-fields-form.tsx';
import { badValues, faultsOf, useForm } from '../form/use-form.ts';
import { JobOrderTrouble } from '../shared/job-order-trouble.tsx';

const newRoute = getRouteApi('/jobs/templates/new');
const editRoute = getRouteApi('/jobs/templates/edit/$templateId');

/** A new template, empty or as a copy (JOB-3). */
export function NewTemplatePage() {
  const texts = useTexts();
  const { copy } = newRoute.useSearch();
  const templates = useTemplates();
  const [id] = useState(() => jobTemplateId.parse(crypto.randomUUID()));
  useScanPlace('new-template', { screen: 'other', sessionId: null, awaiting: 'anything' });
  return (
    <Page title={texts.t('jobs-templates.new')}>
      <Answered query={templates}>
        {(answer) => {
          const source = answer.templates.find((one) => one.id === copy);
          const name = source === undefined ? '' : texts.t('jobs-templates.copied-name', { name: source.name });
          const start = source === undefined ? newDraft('installation') : draftOf(source);
          const initial = begunWith(start, { startName: name, name: name.slice(0, longestOf('plate')) });
          return (
            <TypingKnown>
              <TemplateForm key={copy} place={`template copy ${copy ?? ''}`} id={id} now={null} initial={initial} />
            </TypingKnown>
          );
        }}
      </Answered>
    </Page>
  );
}

/** A template, to be written on. */
export function EditTemplatePage() {
  const texts = useTexts();
  const { templateId } = editRoute.useParams();
  const templates = useTemplates();
  useScanPlace('edit-template', { screen: 'other', sessionId: null, awaiting: 'anything' });
  return (
    <Page title={texts.t('jobs-templates.edit-title')}>
      <Answered query={templates}>
        {(answer) => {
          const now = answer.templates.find(({ id }) => id === templateId);
          if (now === undefined) {
            return <Notice mark="warn">{texts.t('jobs-templates.gone')}</Notice>;
          }
          const { version, name } = now;
          const initial = begunWith(draftOf(now), { version, startName: name, name });
          return (
            <TypingKnown>
              <TemplateForm key={now.id} place={`template ${now.id}`} id={now.id} now={now} initial={initial} />
            </TypingKnown>
          );
        }}
      </Answered>
    </Page>
  );
}

function useTemplates() {
  return useStationQuery(['jobs', 'templates'], (client) => client.jobTemplates.list());
}

interface TemplateFormProps {
  readonly place: string;
  readonly id: JobTemplateId;
  /** As it stands at the centre; null for a new one. */
  readonly now: JobTemplate | null;
  readonly initial: BegunForm;
}

function TemplateForm({ place, id, now, initial }: TemplateFormProps) {
  const texts = useTexts();
  const navigate = useNavigate();
  const open = useForm(place, initial);
  const act = useCentreAct<JobCode, TemplateResult>();
  const [isTried, setTried] = useState(false);
  const { form, change } = open;
  const faults = faultsOf(form.draft, 'template');
  const values = badValues(form.draft);
  const isNameless = seenPart(form.name) === '';
  const toList = () => navigate({ to: '/jobs', search: { tab: 'templates' } });
  const save = async () => {
    setTried(true);
    if (faults.length + values > 0 || isNameless) {
      return;
    }
    const { kind, fields, steps } = form.draft;
    const draft = { name: seenPart(form.name), kind, fields: spoken(fields), steps: [...steps] };
    const asked = { id, expectedVersion: form.version, draft };
    const done = await act.run((client, requestId) => client.jobTemplates.put({ requestId, ...asked }), asked);
    if (done !== null) {
      open.drop();
      await toList();
    }
  };
  const isOvertaken = now !== null && form.version !== now.version && !act.isRunning;
  return (
    <div className="job-form">
      {open.isFromBefore ? <FromBefore onDrop={open.drop} /> : null}
      {isOvertaken ? (
        <FormConflict
          start={form.start}
          mine={form.draft}
          theirs={draftOf(now)}
          onKeepMine={() =>
            change({
              start: draftOf(now),
              draft: mergeDrafts(form.start, form.draft, draftOf(now)),
              version: now.version,
              startName: now.name,
            })
          }
          onTakeTheirs={open.drop}
        />
      ) : null}
      <JobFieldsForm
        draft={form.draft}
        faults={isTried ? faults : []}
        kindIsFixed={now !== null}
        beside={
          <div className="job-form-template">
            <TextField
              label={texts.t('jobs-form.template-name')}
              value={form.name}
              onChange={(name) => change({ name: name.slice(0, longestOf('plate')) })}
              error={isTried && isNameless ? texts.t('jobs-templates.nameless') : undefined}
            />
          </div>
        }
        onChange={(draft) => change({ draft })}
      />
      <div className="card job-form-end">
        {isTried ? <FormFaults faults={faults} values={values} /> : null}
        {isOvertaken ? <ConflictNotice /> : <JobOrderTrouble trouble={act.trouble} />}
        <div className="job-form-buttons">
          <Button size="list" tone="go" isDisabled={isOvertaken} isPending={act.isRunning} onPress={() => void save()}>
            {texts.t('jobs-form.save')}
          </Button>
          <Button
            size="list"
            onPress={() => {
              open.drop();
              void toList();
            }}
          >
            {texts.t('common.cancel')}
          </Button>
        </div>
      </div>
    </div>
  );
}
