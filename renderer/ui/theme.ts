/**
 * Light, dark or high contrast: what the person chose in this browser, else what the operating system says (ux rule 27). Kept on the root element,
 * because the tokens hang there.
 */
export type ThemeChoice = 'system' | Theme;
type Theme = 'light' | 'dark' | 'contrast';

const storageKey = 'fitbay.theme';

export function themeChoice(): ThemeChoice {
  const kept = localStorage.getItem(storageKey);
  return kept === 'light' || kept === 'dark' || kept === 'contrast' ? kept : 'system';
}

export function chooseTheme(choice: ThemeChoice): void {
  localStorage.setItem(storageKey, choice);
  apply();
}

export function followTheme(): void {
  for (const wish of [wantsDark(), wantsContrast()]) {
    wish.addEventListener('change', apply);
  }
  apply();
}

function apply(): void {
  const choice = themeChoice();
  document.documentElement.dataset['theme'] = choice === 'system' ? themeOfSystem() : choice;
}

function themeOfSystem(): Theme {
  if (wantsContrast().matches) {
    return 'contrast';
  }
  return wantsDark().matches ? 'dark' : 'light';
}

/** With forced colours the system's own palette is in place already, and ours would only be in its way. */
const wantsContrast = () => matchMedia('(prefers-contrast: more) and (forced-colors: none)');
const wantsDark = () => matchMedia('(prefers-color-scheme: dark)');
