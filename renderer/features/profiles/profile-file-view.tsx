import { useState } from 'react';
import { linesOfProfile } from '#core/domain/installation/profile-difference.ts';
import type { ProfileTemplate } from '#core/domain/installation/profile-template.ts';
import { useActing } from '../../station/acting.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Tag } from '../../ui/tag.tsx';
import type { ReadProfileFile } from './open-profile-file.tsx';
import { ProfileFacts } from './profile-facts.tsx';
import { ProfileValues } from './profile-values.tsx';
import { keyWords } from './profile-words.ts';
import type { ProfilesAnswer } from './profiles-answer.ts';

/** A profile from a file, looked into without any hardware; kept only when somebody says so, and then as a new profile of our own. */
export function ProfileFileView(props: {
  readonly file: ReadProfileFile;
  readonly list: ProfilesAnswer;
  readonly mayWrite: boolean;
  readonly onClose: () => void;
  readonly onKept: (id: string) => void;
}) {
  const texts = useTexts();
  const { file, onClose } = props;
  if (file.kind === 'not-taken') {
    const keys = texts.list(file.keys.map((key) => keyWords(texts, key)));
    return (
      <Notice
        mark="stop"
        action={
          <Button size="list" onPress={onClose}>
            {texts.t('profiles.close-file')}
          </Button>
        }
      >
        {texts.t(`profiles.not-taken.${file.why}`, { keys })}
      </Notice>
    );
  }
  return <Opened {...props} levels={file.levels} here={file.here} />;
}

type Here = Extract<ReadProfileFile, { kind: 'profile' }>['here'];

function Opened(
  props: Parameters<typeof ProfileFileView>[0] & { readonly levels: readonly ProfileTemplate[]; readonly here: Here },
) {
  const texts = useTexts();
  const acting = useActing();
  const { levels, here, mayWrite, onClose, onKept } = props;
  const [problem, setProblem] = useState<string | null>(null);
  const top = levels.at(-1);
  if (top === undefined) {
    return null;
  }
  const keep = async () => {
    const { name, unitTypes, minimumFirmware } = top;
    const entries = linesOfProfile(levels).map(({ entry }) => entry);
    const answer = await acting((client) =>
      client.profiles.save({
        id: null,
        expectedVersion: 0,
        // With all that it inherits: what it is derived from may not be here, or may be somebody else's.
        draft: { name, baseId: null, unitTypes: [...unitTypes], minimumFirmware: minimumFirmware ?? null, entries },
        note: texts.t('profiles.file-note'),
      }),
    );
    if (answer?.kind === 'saved') {
      onKept(answer.id);
    } else if (answer !== null) {
      setProblem(texts.t('profiles.file-not-kept'));
    }
  };
  return (
    <article className="card profile" aria-labelledby="profile-file-title">
      <div className="profile-head">
        <h2 id="profile-file-title">{top.name}</h2>
        <Tag mark={here === 'same' ? 'ok' : 'idle'}>{texts.t(`profiles.file.${here}`)}</Tag>
      </div>
      <p className="small dim">{texts.t('profiles.file-text')}</p>
      <ProfileFacts template={top} levels={levels} ownerName={null} />
      {problem === null ? null : <Notice mark="stop">{problem}</Notice>}
      <div className="panel-buttons">
        {mayWrite && here !== 'same' ? (
          <Button tone="go" onPress={() => void keep()}>
            {texts.t('profiles.file-keep')}
          </Button>
        ) : null}
        <Button onPress={onClose}>{texts.t('profiles.close-file')}</Button>
      </div>
      <ProfileValues levels={levels} />
    </article>
  );
}
