import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './test.ts';

/** What the operating system may ask for, and the name of the picture that is taken then (ux rule 27). */
const looks = {
  light: { colorScheme: 'light', contrast: 'no-preference' },
  dark: { colorScheme: 'dark', contrast: 'no-preference' },
  contrast: { colorScheme: 'dark', contrast: 'more' },
} as const;

/** From here on the page scrolls in its frame; in a smaller window it scrolls as a whole. */
const framedFromPx = 1101;

/** Takes a picture of the screen in every look and lets axe judge it; nothing may run out of the window, and no hint out of its field. Ends in light. */
export async function look(page: Page, screen: string): Promise<void> {
  for (const [name, media] of Object.entries(looks)) {
    await page.emulateMedia({ ...media, reducedMotion: 'reduce' });
    await page.screenshot({ path: `test-results/screens/${screen}-${name}.png` });
    await expectAccessible(page, `${screen}, ${name}`);
  }
  await page.emulateMedia({ ...looks.light, reducedMotion: 'reduce' });
  const over = await page.evaluate(() => {
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
    const hasOwnScroll = document.querySelector('main.page, .bench') !== null;
    return {
      width: scrollWidth - clientWidth,
      height: hasOwnScroll ? scrollHeight - clientHeight : 0,
      windowPx: window.innerWidth,
    };
  });
  expect(over.width, `${screen} fits the width of the window`).toBe(0);
  expect(over.windowPx < framedFromPx ? 0 : over.height, `${screen} does not scroll beside its page`).toBe(0);
  expect(await cutHints(page), `${screen} shows what its fields ask for`).toEqual([]);
}

/** What stands in empty fields as a hint and is wider than its field. */
function cutHints(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const pen = document.createElement('canvas').getContext('2d');
    return [...document.querySelectorAll<HTMLInputElement>('input[placeholder]')].flatMap((field) => {
      const { font, paddingLeft, paddingRight } = getComputedStyle(field);
      if (pen === null || field.value !== '' || field.clientWidth === 0) {
        return [];
      }
      pen.font = font;
      const room = field.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight);
      return pen.measureText(field.placeholder).width > room ? [field.placeholder] : [];
    });
  });
}

/** Every rule that axe has, none left out. */
export async function expectAccessible(page: Page, screen?: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  expect(found, screen).toEqual([]);
}
