import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { blankJobFields, type JobFields } from '#core/domain/jobs/job-fields.ts';
import { organizationId } from '#core/kernel/entity-ids.ts';
import { goTo, person, signIn } from './testing/bench.ts';
import { type KeyboardReader, plugInReader } from './testing/keyboard-reader.ts';
import { look } from './testing/look-at-screen.ts';
import { type PartnerWorld, startPartnerWorld } from './testing/partner-world.ts';
import { expect, test } from './testing/test.ts';

/** What the bench makes of a job: its sheet of paper, the unit that it names, and the end of a swap. */
let world: PartnerWorld;
let bench: Page;
let reader: KeyboardReader;

test.describe.configure({ mode: 'serial', timeout: 180_000 });
const live = { timeout: 60_000 };
const hansen = organizationId.parse('019a9d00-0000-7000-8000-000000000001');

test.beforeAll(async ({ browser }) => {
  world = await startPartnerWorld();
  const { id: personId, pin } = person('H. Petersen');
  const atOffice = async () => (await world.office.client().access.signIn({ personId, pin })).kind;
  await expect.poll(atOffice, live).toBe('signed-in');
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce' });
  bench = await context.newPage();
  reader = await plugInReader(bench);
  await world.bench.open(bench);
  await signIn(bench, 'M. Kaya');
});
test.afterAll(async () => {
  await bench?.context().close();
  await world?.close();
});

/** A maintenance job of the fleet that the bench has heard of. */
async function given(fields: Partial<JobFields>) {
  const answer = await world.office.client().jobs.create({
    requestId: randomUUID(),
    job: {
      kind: 'maintenance',
      steps: [],
      templateId: null,
      repeats: null,
      partnerId: hansen,
      fields: { ...blankJobFields, ...fields },
    },
  });
  if (answer.kind !== 'done') {
    throw new Error(`no job was given: ${JSON.stringify(answer)}`);
  }
  const { id } = answer.job;
  await expect.poll(async () => (await world.bench.client().jobs.read({ id })).kind, live).toBe('job');
  return answer.job;
}

test('SCAN-4 JOB-7 the printed sheet of a job carries a code, and a scan of it opens the job', async () => {
  const { id, number } = await given({ plate: 'SW 1', task: 'repair', instructions: 'Tighten the plug.' });
  await goTo(bench, `/jobs/sheet/${id}`);
  await expect(bench.getByRole('button', { name: 'Print', exact: true })).toBeVisible();
  await expect(bench.locator('canvas').first()).toBeVisible(live);
  await look(bench, 'job-sheet');
  await goTo(bench, '/bench');
  await reader.scan(`fitbay://job/${id}`);
  await expect(bench.getByRole('heading', { level: 1 })).toContainText(`J-${number}`);
});

test('ORG-5 JOB-7 another unit than the job names stops with its finding', async () => {
  const { id, number } = await given({ plate: 'SW 2', unitSerial: '866344054205146' });
  await goTo(bench, `/jobs/job/${id}`);
  await bench.getByRole('button', { name: 'Start the job' }).click();
  await expect(bench.getByRole('heading', { name: 'Ready to finish' })).toBeVisible();
  await goTo(bench, '/bench');
  await reader.scan('EVP-866344054201822');
  await expect(bench.getByText('Not the unit of the job').first()).toBeVisible(live);
  await expect(bench.getByText(`J-${number} names unit`, { exact: false }).first()).toBeVisible();
  await look(bench, 'job-other-unit');
});

test('d13 a swap ends when it is said what becomes of the old unit', async () => {
  const { id } = await given({ plate: 'SW 3', task: 'swap', oldUnitSerial: '866344054201822' });
  await goTo(bench, `/jobs/job/${id}`);
  await bench.getByRole('button', { name: 'Start the job' }).click();
  await bench.getByRole('button', { name: 'Finish the job' }).click();
  const question = bench.getByRole('alertdialog');
  const finish = question.getByRole('button', { name: 'Finish the job' });
  await expect(finish).toBeDisabled();
  await question.getByRole('radio', { name: 'Return to the maker' }).click();
  await look(bench, 'job-disposition');
  await finish.click();
  await expect(bench).toHaveURL(/jobs\/mine/);
});
