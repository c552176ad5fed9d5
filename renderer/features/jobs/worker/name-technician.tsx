import { useState } from 'react';
import type { JobOrderResult, JobRow } from '#core/contract/station/jobs.ts';
import type { JobCode } from '#core/domain/codes.ts';
import { needsReason } from '#core/domain/jobs/job-table.ts';
import { isReason, longestReason } from '#core/kernel/reason.ts';
import { useStationQuery } from '../../../station/station-provider.tsx';
import { useCentreAct } from '../../../station/use-centre-act.ts';
import { useTexts } from '../../../text/text-provider.tsx';
import { Answered } from '../../../ui/answered.tsx';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Pick } from '../../../ui/pick-list.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { JobOrderTrouble } from '../shared/job-order-trouble.tsx';
import { jobNumber } from '../shared/job-status-tag.tsx';
import { useJobDraft } from './job-drafts.ts';

interface NameTechnicianProps {
  readonly row: JobRow;
  readonly onClose: () => void;
}

/** The partner's supervisor says who does a job; with a reason once somebody has begun it (decisions.md c3). */
export function NameTechnician({ row, onClose }: NameTechnicianProps) {
  const texts = useTexts();
  return (
    <Dialog
      title={texts.t('jobs-worker.name-for', { number: jobNumber(texts, row.number) })}
      isOpen
      onClose={onClose}
      role="alertdialog"
    >
      <NameForm row={row} onClose={onClose} />
    </Dialog>
  );
}

/** Stands for nobody in particular. */
const everybody = 'everybody';

function NameForm({ row, onClose }: NameTechnicianProps) {
  const texts = useTexts();
  const [chosen, choose] = useState<string | null>(null);
  const [reason, type] = useJobDraft(row.id, 'name-reason');
  const people = useStationQuery(['seat', 'technicians'], (client) => client.jobs.technicians());
  const act = useCentreAct<JobCode, JobNamed>();
  const wantsReason = needsReason('name-technician', row.status);
  const give = async () => {
    const technician = people.data?.find(({ personId }) => personId === chosen) ?? null;
    const order = { act: 'name-technician', technician, reason: wantsReason ? reason.trim() : null } as const;
    const done = await act.run(async (client, requestId) =>
      namedBy(await client.jobs.order({ requestId, id: row.id, expectedVersion: row.version, order })),
    );
    if (done !== null) {
      type('');
      onClose();
    }
  };
  return (
    <>
      <p className="dim dialog-text">{texts.t('jobs-worker.name-text')}</p>
      <JobOrderTrouble trouble={act.trouble} />
      <Answered query={people}>
        {(rows) => (
          <div className="picks card jobwork-people">
            <ul aria-label={texts.t('jobs-worker.technicians')}>
              {[{ personId: everybody, name: texts.t('jobs-worker.everybody') }, ...rows].map(({ personId, name }) => (
                <li key={personId}>
                  <Pick isOpen={chosen === personId} onOpen={() => choose(personId)}>
                    <span className="pick-title">{name}</span>
                  </Pick>
                </li>
              ))}
            </ul>
          </div>
        )}
      </Answered>
      {wantsReason ? (
        <TextField
          label={texts.t('jobs-worker.reason')}
          hint={texts.t('jobs-worker.name-reason')}
          value={reason}
          onChange={type}
          longest={longestReason}
          multiline
        />
      ) : null}
      <div className="dialog-buttons">
        <Button onPress={onClose}>{texts.t('common.cancel')}</Button>
        <span className="push" />
        <Button
          tone="go"
          isDisabled={chosen === null || (wantsReason && !isReason(reason))}
          isPending={act.isRunning}
          onPress={() => void give()}
        >
          {texts.t('jobs-worker.name')}
        </Button>
      </div>
    </>
  );
}

type JobNamed = Exclude<JobOrderResult, { kind: 'deleted' }> | { readonly kind: 'removed' };

/** Naming deletes nothing; the page's acts call what is gone `removed`. */
function namedBy(answer: JobOrderResult): JobNamed {
  return answer.kind === 'deleted' ? { kind: 'removed' } : answer;
}
