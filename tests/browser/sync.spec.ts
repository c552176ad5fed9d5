import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { z } from 'zod';
import { sessionId as asSessionId, stationId } from '#core/kernel/entity-ids.ts';
import { createCloudClient } from '#electron/adapters/cloud/create-cloud-client.ts';
import { openCloudSession } from '#electron/compose/open-cloud-session.ts';
import { confirmByPin, goTo, openStep, press, signIn, takeLabel, takeSeat, verdict } from './testing/bench.ts';
import { silentUnits } from './testing/demo-world.ts';
import { look } from './testing/look-at-screen.ts';
import { demoWorldOfFile, expect, test } from './testing/test.ts';

const world = demoWorldOfFile(silentUnits);
const serial = '359315075384726';

/** The queue as people see it: why each act is still here, when it is tried, and what a station that was stopped needs (STA-3). */
test.describe
  .serial('what waits for the centre', () => {
    let page: Page;
    const header = () => page.getByRole('banner');
    const section = (name: string) => page.getByRole('region', { name: new RegExp(`^${name}`) });

    test.beforeAll(async ({ browser }) => {
      // axe looks into every frame by a page of its own and needs a context that may have several.
      const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
      page = await context.newPage();
    });
    test.afterAll(async () => {
      await page.context().close();
    });

    test('STA-3 offline: the act, its unit, its age, the reason and the next try', async () => {
      await takeSeat(page, world(), 'M. Kaya', 'Nordfracht Logistik');
      await page.getByRole('switch', { name: 'Network' }).click({ force: true });
      await takeLabel(page, `EVP-${serial}`);
      await openStep(page, 'Owner');
      await press(page, 'Transfer to Nordfracht Logistik');
      await page.getByRole('alertdialog').getByRole('button', { name: 'Transfer to Nordfracht Logistik' }).click();
      await confirmByPin(page, 'M. Kaya');
      await expect(verdict(page)).toHaveText('Transfer requested');
      await header()
        .getByRole('link', { name: /Offline/ })
        .click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sending to the centre');
      const row = section('Waits here').getByRole('row').nth(1);
      await expect(row).toContainText('Transfer');
      await expect(row).toContainText('359 315 075 384726');
      await expect(row).toContainText('Nordfracht Logistik');
      await expect(row).toContainText(/just now|min/);
      await expect(row).toContainText('The centre cannot be reached');
      await expect(page.getByRole('main')).toContainText(/Next try in \d+ (s|min)/);
      await expect(header()).toContainText('1 waiting');
      await look(page, 'sync-offline');
    });

    test('STA-3 the row leads to its sheet', async () => {
      await section('Waits here').getByRole('button', { name: 'Sheet' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('359 315 075 384726');
      await goTo(page, '/sync');
    });

    test('STA-3 the page is live: with the network back the act is taken before anybody presses anything', async () => {
      await world().client().demo.setNetwork({ connected: true });
      await expect(section('Taken by the centre').getByRole('row').nth(1)).toContainText('Transfer');
      await expect(section('Waits here')).toHaveCount(0);
      await expect(header()).toContainText('Online');
      await expect(header()).toContainText(/last contact \d\d:\d\d/);
      await look(page, 'sync-online');
    });

    test('P18 a station whose name is used twice is stopped: why, that nothing is lost, and who helps', async () => {
      await speakWithTheSameName();
      const [sheet] = await world().client().bench.sheets({ limit: 1 });
      await world()
        .client()
        .bench.recheck({ sessionId: asSessionId.parse(sheet?.sessionId) });
      await page.getByRole('button', { name: 'Send now' }).click();
      await expect(page.getByRole('region', { name: /^Sending is stopped: .* history exists twice/ })).toBeVisible();
      await expect(page.getByRole('main')).toContainText('A station administrator has to enrol the station again.');
      await expect(page.getByRole('button', { name: 'Enrol again' })).toHaveCount(0);
      await expect(header()).toContainText('Stopped');
      await look(page, 'sync-frozen');
    });

    test('ORG-2 the station’s administrator is led to the enrolment', async () => {
      await world().client().access.signOut();
      await signIn(page, 'J. Lind');
      await goTo(page, '/sync');
      await page.getByRole('button', { name: 'Enrol again' }).click();
      await expect(page).toHaveURL(/settings\/cloud/);
    });
  });

/** As a second disk with this station's name would: another act under a number that was used. */
async function speakWithTheSameName(): Promise<void> {
  const { dataFolder, cloudUrl } = world();
  const file = z
    .looseObject({ stationId: z.string(), generation: z.number() })
    .parse(JSON.parse(readFileSync(join(dataFolder, 'station.json'), 'utf8')));
  const cloud = createCloudClient({
    baseUrl: cloudUrl,
    session: openCloudSession({ directory: dataFolder, cloudUrl }),
  });
  const answer = await cloud.push({
    stationId: stationId.parse(file.stationId),
    generation: file.generation,
    operations: [{ id: 'act-of-another-disk', seq: 1, unit: `evopulse:${serial}` } as never],
    auditEntries: [],
    checkpoint: null,
    stationTime: new Date().toISOString(),
  });
  expect(answer.kind).toBe('forked');
}
