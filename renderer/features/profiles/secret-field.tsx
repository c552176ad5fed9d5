import { useState } from 'react';
import type { KnownSecret } from '#core/domain/installation/profile-secret.ts';
import { type ProfileEntry, secretName } from '#core/domain/installation/profile-template.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { GiveSecret } from './give-secret.tsx';
import { keyWords } from './profile-words.ts';
import type { ProfilesAnswer } from './profiles-answer.ts';

type SecretEntry = Extract<ProfileEntry, { kind: 'secret' }>;

/** A secret is named here and given elsewhere: whether its value is kept, by whom it was given, and the way to give it (INST-7). */
export function SecretField(props: {
  readonly entry: SecretEntry;
  readonly list: ProfilesAnswer;
  readonly onChange: (entry: SecretEntry) => void;
}) {
  const texts = useTexts();
  const [isGiving, give] = useState(false);
  const { entry, list, onChange } = props;
  const kept = list.secrets.find(
    (secret) => secret.name === entry.secret && secret.organizationId === list.organizationId,
  );
  const isName = secretName.safeParse(entry.secret).success;
  return (
    <div className="profile-secret">
      <TextField
        label={texts.t('profiles.secret-label', { key: keyWords(texts, entry.key) })}
        hint={texts.t('profiles.secret-hint')}
        value={entry.secret}
        onChange={(secret) => onChange({ ...entry, secret })}
        error={isName ? undefined : texts.t('profiles.problem.secret-name')}
        mono
      />
      <div className="profile-secret-kept">
        <Kept kept={kept} />
        <Button size="list" isDisabled={!isName} onPress={() => give(true)}>
          {texts.t(kept === undefined ? 'profiles.secret-give' : 'profiles.secret-again')}
        </Button>
      </div>
      <GiveSecret name={entry.secret.trim()} secretKey={entry.key} isOpen={isGiving} onClose={() => give(false)} />
    </div>
  );
}

function Kept({ kept }: { readonly kept: KnownSecret | undefined }) {
  const texts = useTexts();
  return (
    <span className="cell-state">
      <StatusMark mark={kept === undefined ? 'warn' : 'ok'} size="tiny" />
      {kept === undefined
        ? texts.t('profiles.secret-none')
        : texts.t('profiles.secret-kept', { time: texts.date(kept.changedAt, 'date-time'), by: kept.changedBy })}
    </span>
  );
}
