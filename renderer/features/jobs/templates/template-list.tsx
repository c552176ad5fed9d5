import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { TemplateResult } from '#core/contract/station/jobs.ts';
import type { JobCode } from '#core/domain/codes.ts';
import type { JobTemplate } from '#core/domain/jobs/job-exchange.ts';
import { prescribedFields } from '#core/domain/jobs/job-fields.ts';
import { useStationQuery } from '../../../station/station-provider.tsx';
import { useCentreAct } from '../../../station/use-centre-act.ts';
import { useTexts } from '../../../text/text-provider.tsx';
import { Answered } from '../../../ui/answered.tsx';
import { Button } from '../../../ui/button.tsx';
import { ConfirmButtons } from '../../../ui/confirm-buttons.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { JobOrderTrouble } from '../shared/job-order-trouble.tsx';
import './templates.css';

/** The fleet's templates (JOB-3): what jobs are made from, with everything that can be done with one. */
export function TemplateList() {
  const texts = useTexts();
  const navigate = useNavigate();
  const templates = useStationQuery(['jobs', 'templates'], (client) => client.jobTemplates.list());
  return (
    <section className="templates" aria-label={texts.t('jobs-templates.title')}>
      <div className="templates-head">
        <p className="dim">{texts.t('jobs-templates.lead')}</p>
        <Button size="list" needs="jobs" onPress={() => void navigate({ to: '/jobs/templates/new', search: {} })}>
          {texts.t('jobs-templates.new')}
        </Button>
      </div>
      <Answered query={templates}>
        {(answer) =>
          answer.templates.length === 0 ? (
            <p className="empty card dim">{texts.t('jobs-templates.none')}</p>
          ) : (
            <ul className="templates-list">
              {answer.templates.map((template) => (
                <Template key={template.id} template={template} />
              ))}
            </ul>
          )
        }
      </Answered>
    </section>
  );
}

function Template({ template }: { readonly template: JobTemplate }) {
  const texts = useTexts();
  const navigate = useNavigate();
  const act = useCentreAct<JobCode, TemplateResult>();
  const [isAsking, ask] = useState(false);
  const { id, name, kind, fields, steps, version, changedAt, changedBy } = template;
  const wish = { id, expectedVersion: version };
  const remove = () => void act.run((client, requestId) => client.jobTemplates.remove({ requestId, ...wish }), wish);
  const preset = prescribedFields(fields).map((field) => texts.t(`jobs-shared.field.${field}`));
  return (
    <li className="card template">
      <div>
        <h2>{name}</h2>
        <p className="small">
          {texts.t(`jobs-shared.kind.${kind}`)} · {texts.t('jobs-templates.presets', { count: preset.length })}
          {preset.length === 0 ? '' : `: ${texts.list(preset)}`}
        </p>
        <p className="small dim">
          {steps.length === 0 ? '' : `${texts.list(steps.map((step) => texts.t(`jobs-shared.step.${step}`)))} · `}
          {texts.t('jobs-templates.changed', { name: changedBy, time: texts.date(changedAt, 'date-time') })}
        </p>
        <JobOrderTrouble trouble={act.trouble} />
      </div>
      <div className="template-acts">
        <Button
          size="list"
          needs="jobs"
          onPress={() => void navigate({ to: '/jobs/new', search: { template: id } })}
          aria-label={texts.t('jobs-templates.use-of', { name })}
        >
          {texts.t('jobs-templates.use')}
        </Button>
        <Button
          size="list"
          needs="jobs"
          onPress={() => void navigate({ to: '/jobs/templates/edit/$templateId', params: { templateId: id } })}
          aria-label={texts.t('jobs-templates.edit-of', { name })}
        >
          {texts.t('jobs-templates.edit')}
        </Button>
        <Button
          size="list"
          needs="jobs"
          onPress={() => void navigate({ to: '/jobs/templates/new', search: { copy: id } })}
          aria-label={texts.t('jobs-templates.copy-of', { name })}
        >
          {texts.t('jobs-templates.copy')}
        </Button>
        <Button
          size="list"
          needs="jobs"
          isPending={act.isRunning}
          onPress={() => ask(true)}
          aria-label={texts.t('jobs-templates.delete-of', { name })}
        >
          {texts.t('jobs-templates.delete')}
        </Button>
      </div>
      <Dialog
        title={texts.t('jobs-templates.confirm-delete', { name })}
        isOpen={isAsking}
        onClose={() => ask(false)}
        role="alertdialog"
      >
        <p className="dialog-text">{texts.t('jobs-templates.confirm-delete-text')}</p>
        <ConfirmButtons verb={texts.t('jobs-templates.delete')} onClose={() => ask(false)} onConfirm={remove} />
      </Dialog>
    </li>
  );
}
