import type { JobView } from '#core/contract/station/jobs.ts';
import type { JobFieldCode } from '#core/domain/codes.ts';
import { isBlank, type JobFieldName, type JobFields, prescribedFields } from '#core/domain/jobs/job-fields.ts';
import { judgeJobFields, overlayFields } from '#core/domain/jobs/judge-job-fields.ts';
import { parseLabel } from '#core/domain/scanning/parse-label.ts';
import { useTexts } from '../../../text/text-provider.tsx';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { useScanAnswers } from '../../scan/control-code.ts';
import { useScanPlace } from '../../scan/scan-place.ts';
import { fillableFields } from './field-lines.ts';
import { filledFields, scannedFields } from './filled-fields.ts';
import { useDroppedDrafts, useJobDrafts } from './job-drafts.ts';
import { JobTrouble } from './job-trouble.tsx';
import { isCode } from './line-words.ts';
import { UnitTypeField } from './unit-type-field.tsx';
import { useJobAct } from './use-job-act.ts';

interface FillDialogProps {
  readonly view: JobView;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Fills in what the fleet left open, by typing or scanning: a VIN plate goes into the VIN, a unit's label into serial and type. */
export function FillDialog(props: FillDialogProps) {
  const texts = useTexts();
  return (
    <Dialog
      title={texts.t('jobs-worker.fill')}
      isOpen={props.isOpen}
      onClose={props.onClose}
      role="alertdialog"
      scans="as-behind"
    >
      <FillForm {...props} />
    </Dialog>
  );
}

function FillForm({ view, onClose }: FillDialogProps) {
  const texts = useTexts();
  const { job } = view;
  const act = useJobAct(job.id);
  const { names, textOf, given, type, forget } = useFilling(view);
  const faults = faultsIn(view, given);
  const save = async () => {
    if ((await act.run({ act: 'fill', fields: given })) !== null) {
      forget();
      onClose();
    }
  };
  return (
    <>
      <p className="dim dialog-text">{texts.t('jobs-worker.fill-text')}</p>
      <JobTrouble code={act.trouble} />
      <div className="jobwork-fill">
        {names.map((name, index) => (
          <FillField
            key={name}
            name={name}
            text={textOf(name)}
            fault={faults.get(name)}
            isFirst={index === 0}
            onType={(text) => type(name, text)}
          />
        ))}
      </div>
      <div className="dialog-buttons">
        <Button onPress={onClose}>{texts.t('common.cancel')}</Button>
        <span className="push" />
        <Button
          tone="go"
          isDisabled={faults.size > 0 || prescribedFields(given).length === 0}
          isPending={act.isRunning}
          onPress={() => void save()}
        >
          {texts.t('jobs-worker.fill-save')}
        </Button>
      </div>
    </>
  );
}

/** What was typed and scanned, kept until it is given. Vehicle of the fleet and profile are chosen on the unit's sheet. */
function useFilling({ job }: JobView) {
  const names = fillableFields(job).filter((name) => name !== 'assetId' && name !== 'profileId');
  const drafts = useJobDrafts(job.id);
  const dropDrafts = useDroppedDrafts(job.id);
  const textOf = (name: JobFieldName) => drafts.typed[draftOf(name)] ?? foundText(job.run?.filled[name]);
  const type = (name: JobFieldName, text: string) => drafts.type(draftOf(name), text);
  useScanPlace('job-fill', { screen: 'asset', sessionId: null, awaiting: 'anything' });
  useScanAnswers(({ text, result }) => {
    const label = result.kind === 'tried' ? parseLabel(text) : null;
    const found = label?.kind === 'label' ? scannedFields(label.fields) : {};
    for (const name of names) {
      const scanned = found[name];
      if (scanned !== undefined) {
        type(name, scanned);
      }
    }
  });
  return {
    names,
    textOf,
    type,
    given: filledFields(Object.fromEntries(names.map((name) => [name, textOf(name)]))),
    forget: () => dropDrafts(names.map(draftOf)),
  };
}

const draftOf = (name: JobFieldName) => `fill ${name}`;
const foundText = (value: JobFields[JobFieldName] | undefined) => (typeof value === 'string' ? value : '');

/** Judged while it is typed, by the rule by which station and centre judge. */
function faultsIn({ job }: JobView, given: JobFields): ReadonlyMap<JobFieldName, JobFieldCode> {
  const judged = judgeJobFields(job.kind, overlayFields(given, job.fields));
  const faults = judged.kind === 'fit' ? [] : judged.faults;
  return new Map(
    faults.flatMap(({ field, code }) => (field === null || isBlank(given, field) ? [] : [[field, code] as const])),
  );
}

interface FillFieldProps {
  readonly name: JobFieldName;
  readonly text: string;
  readonly fault: JobFieldCode | undefined;
  readonly isFirst: boolean;
  readonly onType: (text: string) => void;
}

function FillField({ name, text, fault, isFirst, onType }: FillFieldProps) {
  const texts = useTexts();
  const label = texts.t(`jobs-shared.field.${name}`);
  if (name === 'unitType') {
    return <UnitTypeField label={label} value={text} onChoose={onType} />;
  }
  // Half a VIN is no mistake yet.
  const isShort = text.trim().length < 8;
  return (
    <TextField
      label={label}
      value={text}
      onChange={onType}
      error={fault === undefined || isShort ? undefined : texts.t(`job-code.${fault}`)}
      mono={isCode(name)}
      autoComplete="off"
      autoFocus={isFirst}
    />
  );
}
