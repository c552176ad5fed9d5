import { useState } from 'react';
import { judgeProfile, type ProfileProblem } from '#core/domain/installation/judge-profile.ts';
import type { ProfileDraft, ProfileTemplate } from '#core/domain/installation/profile-template.ts';
import { organizationId, profileId } from '#core/kernel/entity-ids.ts';
import { seenPart } from '#core/kernel/plain-name.ts';
import { useActing } from '../../station/acting.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { BaseChoice } from './base-choice.tsx';
import { draftOfMode } from './draft-of-mode.ts';
import { EntryList } from './entry-list.tsx';
import type { ProfilesAnswer } from './profiles-answer.ts';
import type { WriteMode } from './profiles-search.ts';
import { UnitTypeChoice } from './unit-type-choice.tsx';

interface Writing {
  readonly mode: WriteMode;
  /** The profile that is changed, derived from or copied; null for a new one. */
  readonly subject: ProfileTemplate | null;
  readonly list: ProfilesAnswer;
  readonly onSaved: (id: string) => void;
  readonly onClose: () => void;
}

/** Stands for the id of a profile that has none yet, while its draft is judged. */
const unborn = profileId.parse('new');

/**
 * Writes a profile: its own values over those it inherits, each judged while it is typed by the rule that station and centre ask again
 * (INST-3). What was typed stays when saving does not come about.
 */
export function WriteProfile(props: Writing) {
  const texts = useTexts();
  const acting = useActing();
  const { mode, subject, list, onSaved, onClose } = props;
  const [start] = useState(() => draftOfMode(texts, mode, subject));
  const [draft, setDraft] = useState(start);
  const [note, setNote] = useState('');
  const [said, say] = useState<string | null>(null);
  const isChange = mode === 'change' && subject !== null;
  const id = isChange ? subject.id : unborn;
  const question = { id, organizationId: organizationId.parse(list.organizationId), templates: list.templates };
  const problems = judgeProfile({ ...question, draft });
  const isChanged = JSON.stringify(draft) !== JSON.stringify(start);
  const save = async () => {
    const answer = await acting((client) =>
      client.profiles.save({
        id: isChange ? subject.id : null,
        expectedVersion: isChange ? subject.version : 0,
        draft: { ...draft, name: seenPart(draft.name) },
        note: note.trim() === '' ? null : note.trim(),
      }),
    );
    if (answer?.kind === 'saved') {
      onSaved(answer.id);
    } else if (answer !== null) {
      const by = answer.kind === 'changed' ? answer.by : '';
      say(texts.t(`profiles.not-saved.${answer.kind}`, { by }));
    }
  };
  const canSave = problems.length === 0 && (isChanged || mode === 'copy');
  return (
    <article className="card profile" aria-labelledby="write-title">
      <h2 id="write-title">{texts.t(`profiles.write.${mode}`, { name: subject?.name ?? '' })}</h2>
      <Head draft={draft} id={id} list={list} problems={problems} onChange={setDraft} />
      <EntryList
        draft={draft}
        list={list}
        problems={problems}
        onChange={(entries) => setDraft({ ...draft, entries })}
      />
      <TextField
        label={texts.t('profiles.note')}
        hint={texts.t('profiles.note-hint')}
        value={note}
        onChange={setNote}
      />
      {said === null ? null : <Notice mark="stop">{said}</Notice>}
      <div className="panel-buttons">
        <Button tone="go" isDisabled={!canSave} onPress={() => void save()} aria-describedby="save-hint">
          {texts.t('profiles.save')}
        </Button>
        <Button onPress={onClose}>{texts.t('common.cancel')}</Button>
        <p id="save-hint" className="small dim profile-save-hint">
          {problems.length === 0
            ? texts.t(canSave ? 'profiles.save-hint' : 'profiles.nothing-changed')
            : texts.t('profiles.problems', { count: problems.length })}
        </p>
      </div>
    </article>
  );
}

function Head(props: {
  readonly draft: ProfileDraft;
  readonly id: ProfileTemplate['id'];
  readonly list: ProfilesAnswer;
  readonly problems: readonly ProfileProblem[];
  readonly onChange: (draft: ProfileDraft) => void;
}) {
  const texts = useTexts();
  const { draft, id, list, problems, onChange } = props;
  const chain = chainProblems.find((kind) => problems.some((problem) => problem.kind === kind));
  const isNameless = problems.some(({ kind }) => kind === 'name-missing');
  return (
    <div className="profile-form">
      <TextField
        label={texts.t('profiles.name')}
        value={draft.name}
        onChange={(name) => onChange({ ...draft, name })}
        error={isNameless && draft.name !== '' ? texts.t('profiles.problem.name-missing') : undefined}
      />
      <TextField
        label={texts.t('profiles.fact.firmware')}
        hint={texts.t('profiles.firmware-hint')}
        value={draft.minimumFirmware ?? ''}
        onChange={(text) => onChange({ ...draft, minimumFirmware: text.trim() === '' ? null : text })}
        mono
      />
      <BaseChoice
        draft={draft}
        id={id}
        list={list}
        error={chain === undefined ? null : texts.t(`profiles.problem.${chain}`)}
        onChoose={(baseId) => onChange({ ...draft, baseId })}
      />
      <UnitTypeChoice
        chosen={draft.unitTypes}
        onChoose={(unitTypes) => onChange({ ...draft, unitTypes: [...unitTypes] })}
      />
    </div>
  );
}

const chainProblems = ['foreign-base', 'base-missing', 'cycle', 'too-deep'] as const;
