import { test as base, expect, type Page } from '@playwright/test';
import type { DemoPace } from '#electron/demo/demo-units.ts';
import { type DemoWorld, quickUnits, startDemoWorld } from './demo-world.ts';
import { watchTroubles } from './watch-troubles.ts';

/** Playwright's `test`, with a page that must stay free of errors in its console. */
export const test = base.extend<{ readonly quietPage: Page }>({
  async quietPage({ page }, use) {
    const troubles = await watchTroubles(page);
    await use(page);
    expect(troubles(), 'errors in the console of the page').toEqual([]);
  },
});

/** One product for all tests of a spec file: started before the first, ended after the last. Call it at the top of the file. */
export function demoWorldOfFile(pace: DemoPace = quickUnits): () => DemoWorld {
  let world: DemoWorld | undefined;
  test.beforeAll(async () => {
    world = await startDemoWorld(pace);
  });
  test.afterAll(async () => {
    await world?.close();
  });
  return () => {
    if (world === undefined) {
      throw new Error('the world starts before the tests');
    }
    return world;
  };
}

export { expect };
