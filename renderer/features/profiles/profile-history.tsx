import { changedEntries, type EntryChange } from '#core/domain/installation/profile-difference.ts';
import type { ProfileTemplate } from '#core/domain/installation/profile-template.ts';
import type { ProfileId } from '#core/kernel/entity-ids.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Notice } from '../../ui/notice.tsx';
import { entryWords, keyWords } from './profile-words.ts';

/** Every version with who wrote it and what it changed, newest first, as the centre has them. */
export function ProfileHistory({ id }: { readonly id: ProfileId }) {
  const texts = useTexts();
  const history = useStationQuery(['profiles', 'history', id], (client) => client.profiles.history({ id }));
  return (
    <Answered query={history}>
      {(answer) =>
        answer.kind === 'history' ? (
          <ol className="profile-history">
            {answer.versions.map((version, index) => (
              <Version key={version.version} version={version} before={answer.versions[index + 1] ?? null} />
            ))}
          </ol>
        ) : (
          <Notice mark="wait">
            {texts.t(answer.kind === 'not-answered' ? 'profiles.history-offline' : 'profiles.history-none')}
          </Notice>
        )
      }
    </Answered>
  );
}

function Version({ version, before }: { readonly version: ProfileTemplate; readonly before: ProfileTemplate | null }) {
  const texts = useTexts();
  const changes = before === null ? [] : changedEntries(before, version);
  return (
    <li>
      <p>
        <strong>{texts.t('profiles.version', { version: version.version })}</strong>{' '}
        <span className="num">{texts.date(version.changedAt, 'date-time')}</span>
        {version.changedBy === '' ? null : <span className="dim"> · {version.changedBy}</span>}
      </p>
      {version.note === null ? null : <p className="profile-note">{version.note}</p>}
      {before === null ? (
        <p className="small dim">
          {texts.t(version.version === 1 ? 'profiles.history-first' : 'profiles.history-older')}
        </p>
      ) : (
        <ul className="small">
          {changes.map((change) => (
            <li key={change.key}>
              <ChangeWords change={change} />
            </li>
          ))}
          {changes.length === 0 ? <li className="dim">{texts.t('profiles.history-same')}</li> : null}
        </ul>
      )}
    </li>
  );
}

function ChangeWords({ change: { key, before, after } }: { readonly change: EntryChange }) {
  const texts = useTexts();
  const words = (entry: typeof before) => (entry === null ? texts.t('profiles.not-set') : entryWords(texts, entry));
  return (
    <>
      {keyWords(texts, key)}: <span className="value dim">{words(before)}</span> →{' '}
      <span className="value">{words(after)}</span>
    </>
  );
}
