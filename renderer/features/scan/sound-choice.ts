/** How loud scans are answered on this machine. Every sound has its twin on the screen, so off loses nothing (ux rule 11). */
export const soundChoices = ['off', 'quiet', 'normal', 'loud'] as const;
export type SoundChoice = (typeof soundChoices)[number];

const storageKey = 'fitbay.sound';

export function soundChoice(): SoundChoice {
  const kept = localStorage.getItem(storageKey);
  return soundChoices.find((choice) => choice === kept) ?? 'normal';
}

export function chooseSound(choice: SoundChoice): void {
  localStorage.setItem(storageKey, choice);
}
