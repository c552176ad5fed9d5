import type { Mark } from '../../ui/status-mark.tsx';
import { soundChoice } from './sound-choice.ts';

/** Our own "accepted" or "refused", because the reader's beep only says that it decoded something (ux rule 10). Made of oscillators: works offline. */
export function playScanTone(mark: Mark): void {
  const notes = tones[mark];
  if (notes === undefined || soundChoice() === 'off' || typeof AudioContext === 'undefined') {
    return;
  }
  const audio = new AudioContext();
  let at = audio.currentTime;
  for (const { hertz, seconds } of notes) {
    const oscillator = audio.createOscillator();
    const gain = audio.createGain();
    oscillator.frequency.value = hertz;
    gain.gain.setValueAtTime(0.12, at);
    gain.gain.exponentialRampToValueAtTime(0.001, at + seconds);
    oscillator.connect(gain).connect(audio.destination);
    oscillator.start(at);
    oscillator.stop(at + seconds);
    at += seconds;
  }
  setTimeout(() => void audio.close(), 1_200);
}

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
