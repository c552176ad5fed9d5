/**
 * Light or dark: what the person chose in this browser, else what the operating system says (ux rule 27). Kept on the root element,
 * because the tokens hang there.
 */
export type ThemeChoice = 'system' | 'light' | 'dark';

const storageKey = 'fitbay.theme';

export function themeChoice(): ThemeChoice {
  const kept = localStorage.getItem(storageKey);
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}

export function chooseTheme(choice: ThemeChoice): void {
  localStorage.setItem(storageKey, choice);
  apply();
}

export function followTheme(): void {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', apply);
  apply();
}

function apply(): void {
  const choice = themeChoice();
  const dark = choice === 'system' ? matchMedia('(prefers-color-scheme: dark)').matches : choice === 'dark';
  document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
}
