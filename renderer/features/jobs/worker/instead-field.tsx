import type { JobFieldCode } from '#core/domain/codes.ts';
import { blankJobFields, type JobFieldName, type JobKind } from '#core/domain/jobs/job-fields.ts';
import { judgeJobFields } from '#core/domain/jobs/judge-job-fields.ts';
import { parseLabel } from '#core/domain/scanning/parse-label.ts';
import { useStationQuery } from '../../../station/station-provider.tsx';
import { useTexts } from '../../../text/text-provider.tsx';
import { SelectField } from '../../../ui/select-field.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { useScanAnswers } from '../../scan/control-code.ts';
import { useScanPlace } from '../../scan/scan-place.ts';
import { scannedFields } from './filled-fields.ts';
import { isCode } from './line-words.ts';
import { UnitTypeField } from './unit-type-field.tsx';

interface InsteadFieldProps {
  readonly name: JobFieldName;
  readonly text: string;
  readonly fault: JobFieldCode | null;
  readonly onType: (text: string) => void;
}

/** What shall stand in the place of something prescribed: chosen where it is one of several, else typed, or scanned where a label says it. */
export function InsteadField({ name, text, fault, onType }: InsteadFieldProps) {
  const texts = useTexts();
  const label = texts.t('jobs-worker.instead');
  if (name === 'unitType') {
    return <UnitTypeField label={label} value={text} onChoose={onType} />;
  }
  if (name === 'profileId') {
    return <ProfileField label={label} value={text} onChoose={onType} />;
  }
  return (
    <>
      {isScannable(name) ? <Scanned name={name} onScan={onType} /> : null}
      <TextField
        label={label}
        value={text}
        onChange={onType}
        error={fault === null || text.trim().length < 8 ? undefined : texts.t(`job-code.${fault}`)}
        mono={isCode(name)}
        autoComplete="off"
        autoFocus
      />
    </>
  );
}

export function isScannable(name: JobFieldName): boolean {
  return name === 'vin' || name === 'unitSerial' || name === 'oldUnitSerial';
}

/** By the rule by which station and centre judge what a job says; null where nothing stands against it. */
export function faultOfInstead(
  kind: JobKind,
  { name, text }: { readonly name: JobFieldName; readonly text: string },
): JobFieldCode | null {
  const judged = isScannable(name) ? judgeJobFields(kind, { ...blankJobFields, [name]: text.trim() || null }) : null;
  return judged?.kind === 'unfit' ? (judged.faults[0]?.code ?? null) : null;
}

function Scanned({ name, onScan }: { readonly name: JobFieldName; readonly onScan: (text: string) => void }) {
  useScanPlace('job-instead', { screen: 'asset', sessionId: null, awaiting: 'anything' });
  useScanAnswers(({ text, result }) => {
    const label = result.kind === 'tried' ? parseLabel(text) : null;
    const found = label?.kind === 'label' ? scannedFields(label.fields) : {};
    const scanned = name === 'vin' ? found.vin : found.unitSerial;
    if (scanned !== undefined) {
      onScan(scanned);
    }
  });
  return null;
}

function ProfileField(props: {
  readonly label: string;
  readonly value: string;
  readonly onChoose: (profileId: string) => void;
}) {
  const texts = useTexts();
  const { label, value, onChoose } = props;
  const profiles = useStationQuery(['profiles'], (client) => client.profiles.list());
  return (
    <SelectField label={label} value={value} onChoose={onChoose}>
      <option value="">{texts.t('jobs-worker.not-known')}</option>
      {(profiles.data?.rows ?? []).map(({ id, name, version, ownerName }) => (
        <option key={id} value={id}>
          {[texts.t('configure.profile-choice', { name, version }), ownerName]
            .filter((one) => one !== null)
            .join(' · ')}
        </option>
      ))}
    </SelectField>
  );
}
