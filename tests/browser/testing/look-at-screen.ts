import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './test.ts';

/** What the operating system may ask for, and the name of the picture that is taken then (ux rule 27). */
const looks = {
  light: { colorScheme: 'light', contrast: 'no-preference' },
  dark: { colorScheme: 'dark', contrast: 'no-preference' },
  contrast: { colorScheme: 'dark', contrast: 'more' },
} as const;

/** Takes a picture of the screen in every look and lets axe judge it; nothing may run out of the window either. Ends in light. */
export async function look(page: Page, screen: string): Promise<void> {
  for (const [name, media] of Object.entries(looks)) {
    await page.emulateMedia({ ...media, reducedMotion: 'reduce' });
    await page.screenshot({ path: `test-results/screens/${screen}-${name}.png` });
    await expectAccessible(page, `${screen}, ${name}`);
  }
  await page.emulateMedia({ ...looks.light, reducedMotion: 'reduce' });
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, `${screen} fits the width of the window`).toBe(0);
}

/** Every rule that axe has, none left out. */
export async function expectAccessible(page: Page, screen?: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  expect(found, screen).toEqual([]);
}
