import { useState } from 'react';
import type { EnrolmentState } from '#core/contract/station/enrolment.ts';
import { seenPart } from '#core/kernel/plain-name.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { EnrolmentFields } from './enrolment-desk.tsx';

type Failure = Extract<EnrolmentState, { kind: 'failed' }>;

/** Which centre, and what the station is called there; above it why the last try came to nothing. */
export function EnrolmentForm(props: {
  readonly fields: EnrolmentFields;
  readonly onChange: (fields: EnrolmentFields) => void;
  readonly onBegin: () => Promise<void>;
  readonly isAsking: boolean;
  readonly failure: Failure | null;
}) {
  const { fields, onChange, onBegin, failure } = props;
  const texts = useTexts();
  const [isSending, setSending] = useState(false);
  const isAsking = isSending || props.isAsking;
  const isWhole = fields.cloudUrl.trim() !== '' && seenPart(fields.name) !== '';
  const begin = async () => {
    if (isWhole && !isAsking) {
      setSending(true);
      await onBegin();
      setSending(false);
    }
  };
  return (
    <section className="card enrol-card" aria-labelledby="enrol-form">
      <h2 id="enrol-form">{texts.t('enrolment.form')}</h2>
      {failure === null ? null : (
        <FailureNotice failure={failure} onUse={(cloudUrl) => onChange({ ...fields, cloudUrl })} />
      )}
      <TextField
        label={texts.t('enrolment.cloud')}
        hint={texts.t('enrolment.cloud-hint')}
        value={fields.cloudUrl}
        onChange={(cloudUrl) => onChange({ ...fields, cloudUrl })}
        autoComplete="url"
        mono
        autoFocus={fields.cloudUrl === ''}
        onSubmit={() => void begin()}
      />
      <div className="enrol-pair">
        <TextField
          label={texts.t('enrolment.name')}
          hint={texts.t('enrolment.name-hint')}
          value={fields.name}
          onChange={(name) => onChange({ ...fields, name: name.slice(0, longestName) })}
          onSubmit={() => void begin()}
        />
        <TextField
          label={texts.t('enrolment.place')}
          hint={texts.t('enrolment.place-hint')}
          value={fields.place}
          onChange={(place) => onChange({ ...fields, place: place.slice(0, longestName) })}
          onSubmit={() => void begin()}
        />
      </div>
      <Button tone="go" size="primary" wide isDisabled={!isWhole} isPending={isAsking} onPress={() => void begin()}>
        {texts.t(isAsking ? 'enrolment.asking' : 'enrolment.get-code')}
      </Button>
    </section>
  );
}

/** As the contract takes them. */
const longestName = 60;

function FailureNotice({ failure, onUse }: { readonly failure: Failure; readonly onUse: (cloudUrl: string) => void }) {
  const texts = useTexts();
  const { why, detail } = failure;
  const isExplained = why === 'denied' || why === 'expired' || why === 'other-address' || detail === '';
  return (
    <Notice
      mark={why === 'expired' || why === 'other-address' ? 'warn' : 'stop'}
      action={
        why === 'other-address' ? (
          <Button size="list" onPress={() => onUse(detail)}>
            {texts.t('enrolment.use-address')}
          </Button>
        ) : undefined
      }
    >
      {texts.t(`enrolment.failed.${why}`, { detail })}
      {isExplained ? null : (
        <span className="notice-detail small dim">{texts.t('enrolment.failed-detail', { detail })}</span>
      )}
    </Notice>
  );
}
