import { useState } from 'react';
import type { JobRow } from '#core/contract/station/jobs.ts';
import { type BulkFieldName, bulkFieldNames, bulkFields } from '#core/domain/jobs/bulk-fields.ts';
import { type JobKind, jobFieldTable } from '#core/domain/jobs/job-fields.ts';
import { type BulkAct, type BulkPlan, planBulk } from '#core/domain/jobs/plan-bulk.ts';
import type { OrganizationId } from '#core/kernel/entity-ids.ts';
import { useTexts } from '../../../text/text-provider.tsx';
import { Button } from '../../../ui/button.tsx';
import { SelectField } from '../../../ui/select-field.tsx';
import { StatusMark } from '../../../ui/status-mark.tsx';
import { type JobDraft, newDraft, spoken } from '../form/job-draft.ts';
import { JobField } from '../form/job-field.tsx';
import { PartnerField } from '../form/partner-field.tsx';
import { jobNumber } from '../shared/job-status-tag.tsx';
import type { BulkWish } from './bulk-run.ts';

interface PreviewProps {
  readonly act: BulkAct;
  readonly jobs: readonly JobRow[];
  readonly onClose: () => void;
  readonly onConfirm: (wish: BulkWish, taken: readonly JobRow[]) => void;
}

/** What is to be done, with whom, and who is passed over for which reason, before anything happens (ux rules 14 and 31). */
export function BulkPreview({ act, jobs, onClose, onConfirm }: PreviewProps) {
  const texts = useTexts();
  const [partnerId, choosePartner] = useState<OrganizationId | null>(null);
  const [field, chooseField] = useState<BulkFieldName>('serviceDate');
  const [draft, setDraft] = useState<JobDraft>(() => newDraft(kindOf(jobs)));
  const plan = planBulk(jobs, { act, field: act === 'edit' ? field : null });
  const wish = wishOf({ act, partnerId, field, draft });
  return (
    <>
      {act === 'assign' ? <PartnerField partnerId={partnerId} onChoose={choosePartner} /> : null}
      {act === 'edit' ? <OneField field={field} onChoose={chooseField} draft={draft} onDraft={setDraft} /> : null}
      <p className="jobs-plan-loss">{texts.t(`jobs-list.loss.${act}`)}</p>
      <Plan plan={plan} act={act} />
      <div className="dialog-buttons">
        <Button onPress={onClose} autoFocus>
          {texts.t('common.cancel')}
        </Button>
        <span className="push" />
        <Button
          tone="go"
          isDisabled={wish === null || plan.taken.length === 0}
          onPress={() => {
            if (wish !== null) {
              onConfirm(wish, plan.taken);
            }
          }}
        >
          {texts.t(`jobs-list.do.${act}`, { count: plan.taken.length })}
        </Button>
      </div>
    </>
  );
}

/** The list shows one kind at a time. */
function kindOf(jobs: readonly JobRow[]): JobKind {
  return jobs[0]?.kind ?? 'installation';
}

/** Null while something that the act needs is not chosen. */
function wishOf(chosen: {
  readonly act: BulkAct;
  readonly partnerId: OrganizationId | null;
  readonly field: BulkFieldName;
  readonly draft: JobDraft;
}): BulkWish | null {
  const { act, partnerId, field, draft } = chosen;
  switch (act) {
    case 'assign':
      return partnerId === null ? null : { act, partnerId };
    case 'edit': {
      const set = bulkFields.safeParse({ [field]: spoken(draft.fields)[field] });
      return set.success ? { act, field, set: set.data } : null;
    }
    default:
      return { act };
  }
}

function OneField(props: {
  readonly field: BulkFieldName;
  readonly onChoose: (field: BulkFieldName) => void;
  readonly draft: JobDraft;
  readonly onDraft: (draft: JobDraft) => void;
}) {
  const texts = useTexts();
  const { field, onChoose, draft, onDraft } = props;
  const entry = jobFieldTable.find(({ name }) => name === field);
  return (
    <div className="jobs-one-field">
      <SelectField
        label={texts.t('jobs-list.field')}
        value={field}
        onChoose={(name) => onChoose(bulkFieldNames.find((one) => one === name) ?? field)}
      >
        {jobFieldTable
          .filter(({ name, kinds }) => bulkFieldNames.some((one) => one === name) && kinds.includes(draft.kind))
          .map(({ name }) => (
            <option key={name} value={name}>
              {texts.t(`jobs-shared.field.${name}`)}
            </option>
          ))}
      </SelectField>
      {entry === undefined ? null : <JobField key={field} entry={entry} draft={draft} faults={[]} onChange={onDraft} />}
    </div>
  );
}

const mostNumbers = 12;

function Plan({ plan, act }: { readonly plan: BulkPlan<JobRow>; readonly act: BulkAct }) {
  const texts = useTexts();
  const skipped = plan.skipped.reduce((sum, { jobs }) => sum + jobs.length, 0);
  return (
    <section className="jobs-plan" aria-label={texts.t('jobs-list.preview')}>
      <p className="jobs-plan-line">
        <StatusMark mark={plan.taken.length === 0 ? 'idle' : 'ok'} />
        <strong>{texts.t(`jobs-list.will.${act}`, { count: plan.taken.length })}</strong>
      </p>
      {skipped === 0 ? null : (
        <p className="jobs-plan-line">
          <StatusMark mark="warn" />
          <strong>{texts.t('jobs-list.skipped', { count: skipped })}</strong>
        </p>
      )}
      <ul className="jobs-plan-causes">
        {plan.skipped.map(({ code, jobs }) => (
          <li key={code}>
            <span>
              {texts.t('jobs-list.skipped-because', { count: jobs.length, why: texts.t(`job-code.${code}`) })}
            </span>
            <span className="small dim">
              {jobs
                .slice(0, mostNumbers)
                .map(({ number }) => jobNumber(texts, number))
                .join(', ')}
              {jobs.length > mostNumbers ? ' …' : ''}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
