import type { Mark } from '../../ui/status-mark.tsx';
import { type SoundChoice, soundChoice } from './sound-choice.ts';

/** Our own "accepted" or "refused", because the reader's beep only says that it decoded something (ux rule 10). Made of oscillators: works offline. */
export function playScanTone(mark: Mark): void {
  const notes = tones[mark];
  const loudness = gains[soundChoice()];
  if (notes === undefined || loudness === null || typeof AudioContext === 'undefined') {
    return;
  }
  const audio = new AudioContext();
  let at = audio.currentTime;
  for (const { hertz, seconds } of notes) {
    const oscillator = audio.createOscillator();
    const gain = audio.createGain();
    oscillator.frequency.value = hertz;
    gain.gain.setValueAtTime(loudness, at);
    gain.gain.exponentialRampToValueAtTime(0.001, at + seconds);
    oscillator.connect(gain).connect(audio.destination);
    oscillator.start(at);
    oscillator.stop(at + seconds);
    at += seconds;
  }
  setTimeout(() => void audio.close(), 1_200);
}

/** Share of full scale; a workshop is loud, an office next door is not. */
const gains: Readonly<Record<SoundChoice, number | null>> = { off: null, quiet: 0.04, normal: 0.12, loud: 0.4 };

const tones: Readonly<Partial<Record<Mark, readonly { readonly hertz: number; readonly seconds: number }[]>>> = {
  ok: [
    { hertz: 880, seconds: 0.07 },
    { hertz: 1320, seconds: 0.09 },
  ],
  warn: [
    { hertz: 660, seconds: 0.09 },
    { hertz: 660, seconds: 0.09 },
  ],
  stop: [{ hertz: 220, seconds: 0.4 }],
};
