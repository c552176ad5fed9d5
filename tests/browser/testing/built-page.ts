import { join } from 'node:path';

/** The page as these tests build it for themselves, so that a build for people is left alone. */
export const builtPage = join(import.meta.dirname, '..', '..', '..', '.tsbuild', 'e2e-page');
