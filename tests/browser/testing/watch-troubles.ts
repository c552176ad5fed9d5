import type { Page } from '@playwright/test';

/** Notes every error that the page writes, throws or is refused by its policy. Returns the way to read them; call it before the page opens. */
export async function watchTroubles(page: Page): Promise<() => readonly string[]> {
  const troubles: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') {
      troubles.push(`${message.type()}: ${message.text()}`);
    }
  });
  page.on('pageerror', (error) => troubles.push(`thrown: ${error.message}`));
  page.on('crash', () => troubles.push('the page crashed'));
  return () => troubles;
}
