import { type ReactNode, useState } from 'react';
import type { JobCode } from '#core/domain/codes.ts';
import type { OrganizationId } from '#core/kernel/entity-ids.ts';
import type { CentreRefusal } from '../../../station/use-centre-act.ts';
import { useTexts } from '../../../text/text-provider.tsx';
import { Button } from '../../../ui/button.tsx';
import { JobOrderTrouble } from '../shared/job-order-trouble.tsx';
import { ConflictNotice } from './form-conflict.tsx';
import { FormFaults, FromBefore } from './form-said.tsx';
import { JobFieldsForm } from './job-fields-form.tsx';
import { PartnerField } from './partner-field.tsx';
import { SaveAsTemplate } from './save-as-template.tsx';
import { badValues, faultsOf, type OpenForm } from './use-form.ts';

interface JobFormProps {
  readonly open: OpenForm;
  readonly kindIsFixed: boolean;
  readonly isRunning: boolean;
  readonly trouble: CentreRefusal<JobCode> | null;
  /** Somebody else saved the same meanwhile: nothing is saved before it is decided what counts. */
  readonly isOvertaken?: boolean;
  /** Null: saved without a service partner. */
  readonly onSave: (partnerId: OrganizationId | null) => void;
  readonly onCancel: () => void;
  /** Beside the kind of job. */
  readonly beside?: ReactNode;
  /** Before the fields. */
  readonly children?: ReactNode;
}

/** The form of a job, new or pending: its fields, to whom it may go, and the two ways to save it (JOB-2). */
export function JobForm(props: JobFormProps) {
  const texts = useTexts();
  const { open, kindIsFixed, isRunning, trouble, isOvertaken = false, onSave, onCancel } = props;
  const { form, change } = open;
  const [isTried, setTried] = useState(false);
  const faults = faultsOf(form.draft, 'job');
  const values = badValues(form.draft);
  const save = (partnerId: OrganizationId | null) => {
    setTried(true);
    if (faults.length + values === 0) {
      onSave(partnerId);
    }
  };
  const { partnerId } = form;
  return (
    <div className="job-form">
      {open.isFromBefore ? <FromBefore onDrop={open.drop} /> : null}
      {props.children}
      <JobFieldsForm
        draft={form.draft}
        faults={isTried ? faults : []}
        kindIsFixed={kindIsFixed}
        beside={props.beside}
        onChange={(draft) => change({ draft })}
      />
      <fieldset className="card job-form-group job-form-partner">
        <legend className="over">{texts.t('jobs-form.partner')}</legend>
        <div className="job-form-wide">
          <PartnerField partnerId={partnerId} onChoose={(chosen) => change({ partnerId: chosen })} />
        </div>
      </fieldset>
      <div className="card job-form-end">
        {isTried ? <FormFaults faults={faults} values={values} /> : null}
        {isOvertaken ? <ConflictNotice /> : <JobOrderTrouble trouble={trouble} />}
        <div className="job-form-buttons">
          <Button
            size="list"
            isDisabled={isOvertaken}
            tone={partnerId === null ? 'go' : 'plain'}
            isPending={isRunning}
            onPress={() => save(null)}
          >
            {texts.t('jobs-form.save')}
          </Button>
          <Button
            size="list"
            tone={partnerId === null ? 'plain' : 'go'}
            isDisabled={partnerId === null || isOvertaken}
            isPending={isRunning}
            onPress={() => save(partnerId)}
            aria-describedby="save-hint"
          >
            {texts.t('jobs-form.save-and-assign')}
          </Button>
          <SaveAsTemplate draft={form.draft} />
          <Button size="list" onPress={onCancel}>
            {texts.t('common.cancel')}
          </Button>
          <p id="save-hint" className="small dim">
            {texts.t(partnerId === null ? 'jobs-form.save-hint' : 'jobs-form.assign-hint')}
          </p>
        </div>
      </div>
    </div>
  );
}
