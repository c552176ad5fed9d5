import { useState } from 'react';
import type { TemplateResult } from '#core/contract/station/jobs.ts';
import type { JobCode } from '#core/domain/codes.ts';
import { jobTemplateId } from '#core/kernel/entity-ids.ts';
import { seenPart } from '#core/kernel/plain-name.ts';
import { useCentreAct } from '../../../station/use-centre-act.ts';
import { useTexts } from '../../../text/text-provider.tsx';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { JobOrderTrouble } from '../shared/job-order-trouble.tsx';
import { type JobDraft, longestOf, spoken } from './job-draft.ts';
import { faultsOf } from './use-form.ts';

/** Keeps what stands in the form of a job as a template, under a name that is asked for (JOB-3). */
export function SaveAsTemplate({ draft }: { readonly draft: JobDraft }) {
  const texts = useTexts();
  const act = useCentreAct<JobCode, TemplateResult>();
  const [isAsking, ask] = useState(false);
  const [id] = useState(() => jobTemplateId.parse(crypto.randomUUID()));
  const [name, type] = useState('');
  const [saved, say] = useState<string | null>(null);
  const canSave = seenPart(name) !== '' && faultsOf(draft, 'template').length === 0;
  const save = async () => {
    const { kind, fields, steps } = draft;
    const asked = { name: seenPart(name), kind, fields: spoken(fields), steps: [...steps] };
    const done = await act.run(
      (client, requestId) => client.jobTemplates.put({ requestId, id, expectedVersion: 0, draft: asked }),
      asked,
    );
    if (done?.kind === 'done') {
      say(done.template.name);
      ask(false);
    }
  };
  return saved === null ? (
    <>
      <Button size="list" onPress={() => ask(true)}>
        {texts.t('jobs-form.save-as-template')}
      </Button>
      <Dialog title={texts.t('jobs-form.save-as-template')} isOpen={isAsking} onClose={() => ask(false)}>
        <p className="dim dialog-text">{texts.t('jobs-form.save-as-template-text')}</p>
        <JobOrderTrouble trouble={act.trouble} />
        <TextField
          label={texts.t('jobs-form.template-name')}
          value={name}
          onChange={(text) => type(text.slice(0, longestOf('plate')))}
          onSubmit={() => (canSave ? void save() : undefined)}
          autoFocus
        />
        <div className="dialog-buttons">
          <Button onPress={() => ask(false)}>{texts.t('common.cancel')}</Button>
          <span className="push" />
          <Button tone="go" isDisabled={!canSave} isPending={act.isRunning} onPress={() => void save()}>
            {texts.t('jobs-form.save')}
          </Button>
        </div>
      </Dialog>
    </>
  ) : (
    <span className="dialog-said" role="status">
      {texts.t('jobs-form.saved-as-template', { name: saved })}
    </span>
  );
}
