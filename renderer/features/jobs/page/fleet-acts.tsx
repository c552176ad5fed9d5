import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { JobOrderResult, JobView } from '#core/contract/station/jobs.ts';
import type { JobCode } from '#core/domain/codes.ts';
import type { JobStatus } from '#core/domain/jobs/job.ts';
import type { JobOrder } from '#core/domain/jobs/job-exchange.ts';
import { useCentreAct } from '../../../station/use-centre-act.ts';
import { useTexts } from '../../../text/text-provider.tsx';
import { Button } from '../../../ui/button.tsx';
import { ConfirmButtons } from '../../../ui/confirm-buttons.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { JobOrderTrouble } from '../shared/job-order-trouble.tsx';
import { jobNumber } from '../shared/job-status-tag.tsx';
import { AssignDialog } from './assign-dialog.tsx';

const offered = ['assign', 'edit', 'recall', 'duplicate', 'delete'] as const;
type Offered = (typeof offered)[number];

/** What the fleet may do with its job now; what is off says why and what comes first (JOB-2). Nothing for whoever orders no jobs. */
export function FleetActs({ view }: { readonly view: JobView }) {
  const texts = useTexts();
  const navigate = useNavigate();
  const act = useCentreAct<JobCode, JobOrderResult>();
  const [asked, ask] = useState<'assign' | 'recall' | 'delete' | null>(null);
  const { id, version: expectedVersion } = view.job;
  const acts = offered.filter((name) => !isNeverTheirs(view, name));
  if (acts.length === 0) {
    return null;
  }
  const run = async (order: JobOrder) => {
    ask(null);
    const done = await act.run((client, requestId) => client.jobs.order({ requestId, id, expectedVersion, order }), {
      order,
      expectedVersion,
    });
    if (done?.kind === 'deleted') {
      await navigate({ to: '/jobs', search: {} });
    }
  };
  const press = (name: Offered) => {
    switch (name) {
      case 'edit':
        return void navigate({ to: '/jobs/edit/$jobId', params: { jobId: id } });
      case 'duplicate':
        return void navigate({ to: '/jobs/new', search: { repeats: id } });
      default:
        ask(name);
    }
  };
  const off = acts.flatMap((name) => {
    const why = view.may[name];
    return why?.kind === 'may-not' ? [{ name, code: why.code }] : [];
  });
  return (
    <section className="job-acts" aria-label={texts.t('jobs-page.acts')}>
      <JobOrderTrouble trouble={act.trouble} />
      <div className="job-buttons">
        {acts.map((name) => (
          <Button
            key={name}
            size="list"
            tone={nextActs[view.job.status] === name ? 'go' : 'plain'}
            isDisabled={!isOn(view, name)}
            isPending={act.isRunning}
            aria-describedby="job-acts-off"
            onPress={() => press(name)}
          >
            {texts.t(`jobs-page.act.${name}`)}
          </Button>
        ))}
        <p className="small dim" id="job-acts-off">
          {[...new Set(off.map(({ code }) => texts.t(`job-code.${code}`)))].join(' ')}
        </p>
      </div>
      <AssignDialog
        isOpen={asked === 'assign'}
        job={jobNumber(texts, view.job.number)}
        onClose={() => ask(null)}
        onAssign={(partnerId) => void run({ act: 'assign', partnerId })}
      />
      <Confirm act={asked === 'assign' ? null : asked} view={view} onClose={() => ask(null)} onConfirm={run} />
    </section>
  );
}

/** What somebody most likely came here for. */
const nextActs: Readonly<Partial<Record<JobStatus, Offered>>> = { pending: 'assign', failed: 'duplicate' };

/** What they may do with no job at all is not offered. */
function isNeverTheirs({ may }: JobView, name: Offered): boolean {
  const permission = may[name];
  return permission === undefined || (permission.kind === 'may-not' && permission.code === 'JOB_NOT_ALLOWED');
}

function isOn({ may }: JobView, name: Offered): boolean {
  return may[name]?.kind === 'may';
}

function Confirm(props: {
  readonly act: 'recall' | 'delete' | null;
  readonly view: JobView;
  readonly onClose: () => void;
  readonly onConfirm: (order: JobOrder) => Promise<void>;
}) {
  const texts = useTexts();
  const { act, view, onClose, onConfirm } = props;
  const job = jobNumber(texts, view.job.number);
  return (
    <Dialog
      title={act === null ? '' : texts.t(`jobs-page.confirm.${act}`, { job })}
      isOpen={act !== null}
      onClose={onClose}
      role="alertdialog"
    >
      {act === null ? null : (
        <>
          <p className="dialog-text">
            {texts.t(`jobs-page.confirm.${act}-text`, { partner: view.row.partner?.name ?? '' })}
          </p>
          <ConfirmButtons
            verb={texts.t(`jobs-page.act.${act}`)}
            onClose={onClose}
            onConfirm={() => void onConfirm({ act })}
          />
        </>
      )}
    </Dialog>
  );
}
