import type { Locator, Page } from '@playwright/test';

/** Corners of a signature, in parts of the field: two strokes, as a hand would draw them. */
const strokes = [
  [
    [0.1, 0.7],
    [0.18, 0.2],
    [0.26, 0.75],
    [0.34, 0.3],
    [0.45, 0.6],
    [0.6, 0.45],
  ],
  [
    [0.15, 0.55],
    [0.8, 0.5],
  ],
] as const;

/** Draws with the mouse on a field that takes signatures. */
export async function drawOn(page: Page, field: Locator): Promise<void> {
  const box = await field.boundingBox();
  if (box === null) {
    throw new Error('the field is not on the page');
  }
  for (const [[beginX, beginY], ...rest] of strokes) {
    await page.mouse.move(box.x + beginX * box.width, box.y + beginY * box.height);
    await page.mouse.down();
    for (const [x, y] of rest) {
      await page.mouse.move(box.x + x * box.width, box.y + y * box.height, { steps: 6 });
    }
    await page.mouse.up();
  }
}
