import { build } from 'vite';
import { builtPage } from './built-page.ts';

/** Playwright's global set-up, which it wants as a default export like any configuration: builds the page as it ships, once for all browser tests. */
export default async function buildPage(): Promise<void> {
  await build({ logLevel: 'warn', build: { outDir: builtPage, emptyOutDir: true } });
}
