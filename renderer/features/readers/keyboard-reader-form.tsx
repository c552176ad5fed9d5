import { useState } from 'react';
import { FEWEST_CHARACTERS, type KeyboardReader, type WedgeHabits } from '#core/domain/scanning/reader.ts';
import { DEFAULT_WEDGE_PROFILE } from '#core/domain/scanning/wedge-profile.ts';
import { seenPart } from '#core/kernel/plain-name.ts';
import { useActing } from '../../station/acting.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { ChoiceBar } from '../../ui/choice-bar.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { HabitWords } from './reader-list.tsx';

const lengths = Array.from({ length: DEFAULT_WEDGE_PROFILE.minCharacters - FEWEST_CHARACTERS + 1 }, (_, index) =>
  String(FEWEST_CHARACTERS + index),
);

/** What was learned of a keyboard reader, its name, and from how many characters on its keys are a scan. */
export function KeyboardReaderForm(props: {
  readonly reader: KeyboardReader | null;
  readonly habits: WedgeHabits;
  readonly onDone: () => void;
  readonly onLearnAgain: () => void;
}) {
  const texts = useTexts();
  const acting = useActing();
  const { reader, habits, onDone } = props;
  const [name, setName] = useState(reader?.name ?? '');
  const [minCharacters, setMinCharacters] = useState(habits.minCharacters);
  const save = async () => {
    const answer = await acting((client) =>
      client.readers.save({
        kind: 'keyboard',
        id: reader?.id ?? null,
        name: seenPart(name),
        habits: { ...habits, minCharacters },
      }),
    );
    if (answer !== null) {
      onDone();
    }
  };
  return (
    <section className="card card-body" aria-labelledby="reader-form">
      <h2 id="reader-form">{texts.t('readers.learned')}</h2>
      <p>
        <HabitWords habits={{ ...habits, minCharacters }} />
      </p>
      <TextField
        label={texts.t('readers.name')}
        hint={texts.t('readers.name-hint')}
        value={name}
        onChange={(typed) => setName(typed.slice(0, 40))}
        autoFocus
      />
      <div className="field">
        <span className="field-label">{texts.t('readers.min-characters')}</span>
        <ChoiceBar
          label={texts.t('readers.min-characters')}
          value={String(minCharacters)}
          choices={lengths.map((value) => ({ value, label: value }))}
          onChoose={(value) => setMinCharacters(Number(value))}
        />
        <span className="field-hint">{texts.t('readers.min-characters-hint')}</span>
      </div>
      <div className="readers-buttons">
        <Button tone="go" isDisabled={seenPart(name) === ''} onPress={() => void save()}>
          {texts.t('readers.save')}
        </Button>
        <Button onPress={props.onLearnAgain}>{texts.t('readers.learn-again')}</Button>
        <Button onPress={onDone}>{texts.t('common.cancel')}</Button>
      </div>
    </section>
  );
}
