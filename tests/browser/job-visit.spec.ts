import type { Page } from '@playwright/test';
import { chooseCustomer, goTo, signIn, takeLabel } from './testing/bench.ts';
import { look } from './testing/look-at-screen.ts';
import { type PartnerWorld, startPartnerWorld } from './testing/partner-world.ts';
import { expect, test } from './testing/test.ts';

/** A fleet wants every visit to be a job, and sees the next scan without one as such while it happens (X2). */
let world: PartnerWorld;
let office: Page;
let bench: Page;

test.describe.configure({ mode: 'serial', timeout: 240_000 });
const live = { timeout: 90_000 };

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  world = await startPartnerWorld();
  const open = async () => {
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce' });
    return context.newPage();
  };
  [office, bench] = [await open(), await open()];
  await world.office.open(office);
  await signIn(office, 'H. Petersen');
  await world.bench.open(bench);
  await signIn(bench, 'M. Kaya');
  await chooseCustomer(bench, 'Nordfracht Logistik');
  // The demo's technician has begun something already.
  const { rows } = await world.bench.client().jobs.mine();
  for (const { id } of rows.filter(({ status }) => status === 'running')) {
    await world.bench.client().jobs.act({ id, wish: { act: 'pause', note: null } });
  }
});
test.afterAll(async () => {
  await office?.context().close();
  await bench?.context().close();
  await world?.close();
});

test('X2 the fleet says that every visit is a job', async () => {
  await goTo(office, '/jobs?tab=partners');
  const choice = office.getByRole('region', { name: 'Visits without a job' });
  await expect(choice.getByRole('radio', { name: 'Need no job' })).toBeChecked();
  await look(office, 'job-visits-off');
  await choice.getByRole('radio', { name: 'Every visit is a job' }).click();
  await expect(choice.getByRole('radio', { name: 'Every visit is a job' })).toBeChecked();
  await expect(choice.getByText('gets one at once', { exact: false })).toBeVisible();
  await look(office, 'job-visits-on');
});

test('X2 JOB-7 a scan without a job is one, for the technician at once and for the fleet as it happens', async () => {
  await world.bench.operator().sync.run();
  await goTo(bench, '/bench');
  await takeLabel(bench, 'EVP-866344054201822');
  await expect(bench.getByRole('region', { name: 'Job', exact: true })).toContainText(/job J-\d+/, live);
  await look(bench, 'job-visit-sheet');
  await goTo(bench, '/jobs/mine');
  const mine = bench.getByRole('button', { name: /Ad-hoc visit/ });
  await expect(mine).toContainText('Running');
  await look(bench, 'job-visit-mine');

  await goTo(office, '/jobs');
  await office.getByRole('button', { name: 'Add filter' }).click();
  const filters = office.getByRole('dialog', { name: 'Add filter' });
  await filters.getByText('Ad-hoc visits').click();
  await office.keyboard.press('Escape');
  await expect(office.getByRole('row').filter({ hasText: 'Ad-hoc visit' })).toContainText('Running', live);
  await look(office, 'job-visit-list');
});

test('X2 JOB-7 it is failed like any other, and the fleet reads why', async () => {
  await goTo(bench, '/jobs/mine');
  await bench.getByRole('button', { name: /Ad-hoc visit/ }).click();
  await expect(bench.getByText('Ad-hoc visit').first()).toBeVisible();
  await look(bench, 'job-visit-work');
  const { rows } = await world.bench.client().jobs.mine();
  const [made] = rows.filter(({ isAdHoc }) => isAdHoc);
  if (made === undefined) {
    throw new Error('the visit is no job of whoever scanned');
  }
  const wish = { act: 'fail', failure: 'no-power', explanation: 'No voltage at the plug' } as const;
  expect(await world.bench.client().jobs.act({ id: made.id, wish })).toMatchObject({ kind: 'done' });
  await goTo(office, `/jobs/job/${made.id}`);
  await expect(office.getByText('No voltage at the plug').first()).toBeVisible(live);
  await expect(office.getByText('Ad-hoc visit').first()).toBeVisible();
  await look(office, 'job-visit-failed');
});
