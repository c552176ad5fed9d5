import { useState } from 'react';
import type { Sheet } from '#core/contract/station/bench.ts';
import type { ConfigurationView } from '#core/contract/station/configuration.ts';
import { judgeValue } from '#core/domain/installation/judge-value.ts';
import { isSecretKey } from '#core/domain/installation/key-catalogue.ts';
import { isReason, longestReason } from '#core/kernel/reason.ts';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { EntryField } from '../profiles/entry-field.tsx';
import { valueWords } from '../profiles/profile-words.ts';
import type { ChangeValue } from './change-value.ts';
import type { ConfigurationRow } from './configuration-rows.ts';
import { useSheetTexts } from './sheet-typing.ts';

interface Giving {
  readonly sheet: Sheet;
  readonly change: ChangeValue;
  readonly view: ConfigurationView;
  /** The value that is changed, `blank` for one that nobody prescribes, null while nothing is asked. */
  readonly subject: ConfigurationRow | 'blank' | null;
  readonly onClose: () => void;
}

/**
 * Another value for this one unit. In the place of a prescribed one it takes a reason, and a PIN right before it; the reason stands on the
 * report and in the customer's trail (ORG-5).
 */
export function GiveValue(props: Giving) {
  const texts = useTexts();
  const { subject, sheet, onClose } = props;
  const title =
    subject === null || subject === 'blank'
      ? texts.t('configure.give-title')
      : texts.t('configure.change-title', { key: say(texts, [`config-key.${subject.key}`, subject.key]) });
  return (
    <Dialog title={title} isOpen={subject !== null} onClose={onClose} role="alertdialog" sessionId={sheet.session.id}>
      {subject === null ? null : <Form {...props} subject={subject} />}
    </Dialog>
  );
}

function Form({ sheet, change, view, subject, onClose }: Giving & { readonly subject: ConfigurationRow | 'blank' }) {
  const texts = useTexts();
  const { id: sessionId } = sheet.session;
  const giving = useGiving(sessionId, view, subject);
  const { key, value, reason } = giving;
  const line = view.lines.find((one) => one.key === key) ?? null;
  const isOverride = line?.change === 'with-reason';
  const problem = value === '' ? null : judgeValue(key, value);
  const canGive = value !== '' && problem === null && (!isOverride || (isReason(reason) && value !== line.wanted));
  const give = async () => {
    onClose();
    const isGiven = await change((client) =>
      isOverride
        ? client.bench.overrideValue({ sessionId, key, value, reason: reason.trim() })
        : client.bench.giveValue({ sessionId, key, value }),
    );
    if (isGiven) {
      giving.forget();
    }
  };
  return (
    <div className="give-value">
      {subject === 'blank' ? (
        <>
          <p className="dim">{texts.t('configure.give-text')}</p>
          <KeyChoice blanks={view.blanks} value={key} onChoose={giving.choose} />
        </>
      ) : (
        <dl className="confirm">
          <dt>{texts.t('configure.prescribed')}</dt>
          <dd className="value">{valueWords(texts, key, subject.wanted)}</dd>
        </dl>
      )}
      <EntryField entry={{ key, value }} problem={problem} onChange={(entry) => giving.type(entry.value)} />
      {isOverride ? (
        <TextField
          label={texts.t('configure.reason')}
          hint={texts.t('configure.reason-hint')}
          value={reason}
          onChange={giving.explain}
          longest={longestReason}
          multiline
        />
      ) : null}
      <div className="dialog-buttons">
        <Button onPress={onClose}>{texts.t('common.cancel')}</Button>
        <span className="push" />
        <Button tone="go" isDisabled={!canGive} onPress={() => void give()}>
          {texts.t('configure.use-value')}
        </Button>
      </div>
    </div>
  );
}

/** What is typed here outlives the question until it is given; a secret goes with the question and is kept nowhere (INST-7). */
function useGiving(sessionId: string, view: ConfigurationView, subject: ConfigurationRow | 'blank') {
  const { texts, type } = useSheetTexts(sessionId);
  const chosen = view.blanks.find((blank) => blank === texts['value of']) ?? view.blanks[0] ?? '';
  const key = subject === 'blank' ? chosen : subject.key;
  const before = subject === 'blank' ? '' : subject.wanted;
  const [secret, setSecret] = useState(before);
  const isSecret = isSecretKey(key);
  const [valueName, reasonName] = [`value ${key}`, `value reason ${key}`];
  return {
    key,
    value: isSecret ? secret : (texts[valueName] ?? before),
    reason: texts[reasonName] ?? '',
    choose: (blank: string) => {
      setSecret('');
      type({ 'value of': blank });
    },
    type: (value: string) => (isSecret ? setSecret(value) : type({ [valueName]: value })),
    explain: (reason: string) => type({ [reasonName]: reason === '' ? null : reason }),
    forget: () => type({ 'value of': null, [valueName]: null, [reasonName]: null }),
  };
}

function KeyChoice(props: {
  readonly blanks: readonly string[];
  readonly value: string;
  readonly onChoose: (key: string) => void;
}) {
  const texts = useTexts();
  return (
    <SelectField label={texts.t('configure.which-key')} value={props.value} onChoose={props.onChoose}>
      {props.blanks.map((key) => (
        <option key={key} value={key}>
          {say(texts, [`config-key.${key}`, key])}
        </option>
      ))}
    </SelectField>
  );
}
