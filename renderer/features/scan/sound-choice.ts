/** Whether scans are answered in sound on this machine. Every sound has its twin on the screen, so off loses nothing (ux rule 11). */
export type SoundChoice = 'on' | 'off';

const storageKey = 'fitbay.sound';

export function soundChoice(): SoundChoice {
  return localStorage.getItem(storageKey) === 'off' ? 'off' : 'on';
}

export function chooseSound(choice: SoundChoice): void {
  localStorage.setItem(storageKey, choice);
}
