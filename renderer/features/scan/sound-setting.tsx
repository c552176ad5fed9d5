import { useState } from 'react';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { ChoiceBar } from '../../ui/choice-bar.tsx';
import { playScanTone } from './scan-tone.ts';
import { chooseSound, soundChoice, soundChoices } from './sound-choice.ts';

/** Loudness, mute and a test of the answers to scans (ux rule 11). */
export function SoundSetting() {
  const texts = useTexts();
  const [sound, setSound] = useState(soundChoice);
  return (
    <>
      <ChoiceBar
        label={texts.t('person.sound')}
        value={sound}
        onChoose={(choice) => {
          chooseSound(choice);
          setSound(choice);
          playScanTone('ok');
        }}
        choices={soundChoices.map((value) => ({ value, label: texts.t(`person.sound-${value}`) }))}
      />
      <Button size="list" isDisabled={sound === 'off'} onPress={() => playScanTone('ok')}>
        {texts.t('person.test-sound')}
      </Button>
    </>
  );
}
