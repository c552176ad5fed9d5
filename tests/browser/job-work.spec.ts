import { randomUUID } from 'node:crypto';
import type { Browser, Locator, Page } from '@playwright/test';
import { blankJobFields } from '#core/domain/jobs/job-fields.ts';
import { organizationId } from '#core/kernel/entity-ids.ts';
import { demoJobs } from '#resources/demo/demo-jobs.ts';
import { goTo, person, signIn } from './testing/bench.ts';
import { type KeyboardReader, plugInReader } from './testing/keyboard-reader.ts';
import { look } from './testing/look-at-screen.ts';
import { type PartnerWorld, startPartnerWorld } from './testing/partner-world.ts';
import { expect, test } from './testing/test.ts';
import { watchTroubles } from './testing/watch-troubles.ts';

/** A workshop's bench works the jobs of the demo's fleets while a fleet's office looks at them, each before their own screen. */
let world: PartnerWorld;
let bench: Page;
let office: Page;
let reader: KeyboardReader;
let troubles: () => readonly string[];

test.describe.configure({ mode: 'serial', timeout: 180_000 });
test.use({ viewport: { width: 1366, height: 768 } });
/** What comes by itself, with the next news from the centre. */
const live = { timeout: 60_000 };

test.beforeAll(async ({ browser }) => {
  world = await startPartnerWorld();
  office = await newScreen(browser);
  await world.office.open(office);
  await signIn(office, 'H. Petersen');
  bench = await newScreen(browser);
  reader = await plugInReader(bench);
  troubles = await watchTroubles(bench);
  await world.bench.open(bench);
  await signIn(bench, 'M. Kaya');
});
test.afterAll(async () => {
  await office?.context().close();
  await bench?.context().close();
  await world?.close();
});

async function newScreen(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce' });
  return context.newPage();
}

const hansen = '019a9d00-0000-7000-8000-000000000001';
const idOf = (number: number) => demoJobs.jobs.find((one) => one.number === number)?.id ?? `no job ${number}`;
const openJob = (page: Page, number: number) => goTo(page, `/jobs/job/${idOf(number)}`);
const part = (name: string | RegExp) => bench.getByRole('region', { name });
const rowsOf = (name: string | RegExp) => part(name).getByRole('listitem');
const dialog = (): Locator => bench.getByRole('alertdialog');
const next = () =>
  bench.getByRole('region', { name: /^(Waiting to be started|You work on it|Ready to finish|Paused)$/ });

/** The badge under the reader, then the PIN. */
async function handBenchTo(name: string): Promise<void> {
  await reader.scan(`badge:${person(name).badge}`);
  const question = bench.getByRole('dialog', { name: 'Switch person' });
  await question.getByLabel('PIN', { exact: true }).fill(person(name).pin);
  await question.getByRole('button', { name: 'Sign in' }).click();
  await expect(bench.getByRole('banner')).toContainText(name);
}

test('JOB-7 d11 my jobs: what I have begun, what waits by its day, and what ends too soon; nothing of others', async () => {
  await bench.getByRole('button', { name: /^My jobs/ }).click();
  await expect(rowsOf('Begun')).toHaveCount(1);
  await expect(rowsOf('Begun')).toContainText('HH AB 74');
  await expect(rowsOf('Waiting')).toHaveCount(4);
  await expect(rowsOf('Waiting').nth(0)).toContainText('KL 99');
  await expect(rowsOf('Waiting').nth(0)).toContainText('Tomorrow');
  await expect(rowsOf('Waiting').nth(1)).toContainText('GV-204-FR');
  await expect(rowsOf('Waiting').nth(2)).toContainText("The unit's subscription ends before the day of service");
  await expect(rowsOf('Waiting').nth(3)).toContainText("The fleet's trust ends before the day of service");
  await expect(bench.getByRole('main')).not.toContainText('S TR 4471');
  const heights = await rowsOf('Waiting').evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().height));
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(56);
  await look(bench, 'jobs-mine');
});

test('JOB-7 ORG-5 a job is started; prescribed fields have a lock and are departed from with a reason', async () => {
  await rowsOf('Waiting').filter({ hasText: 'KL 99' }).getByRole('button').click();
  await look(bench, 'job-to-start');
  await openJob(office, 1042);
  await expect(office.getByText('Assigned', { exact: true }).first()).toBeVisible();
  await bench.getByRole('button', { name: 'Start the job' }).click();
  await expect(bench.getByRole('heading', { name: 'You work on it' })).toBeVisible();
  await expect(office.getByText('Running', { exact: true }).first()).toBeVisible(live);

  const facts = part('Vehicle, unit and configuration');
  await expect(facts.getByText('Prescribed', { exact: true })).not.toHaveCount(0);
  await expect(facts.getByRole('textbox')).toHaveCount(0);
  await facts.getByRole('button', { name: 'Override: Recording, standing' }).click();
  await dialog().getByRole('textbox', { name: 'Instead' }).fill('900');
  await expect(dialog().getByRole('button', { name: 'Override' })).toBeDisabled();
  await dialog().getByRole('textbox', { name: 'Reason' }).fill('The driver wants it, H. Petersen agreed by phone.');
  await look(bench, 'job-depart');
  await dialog().getByRole('button', { name: 'Override' }).click();
  await expect(dialog()).toBeHidden();
  await expect(facts.locator('del')).toContainText('1800');
  await expect(facts.locator('ins')).toContainText('900');
  await expect(facts).toContainText('M. Kaya: The driver wants it');
  await expect(office.getByText('The driver wants it, H. Petersen agreed by phone.').first()).toBeVisible(live);
});

test('JOB-7 a step is done by hand, another left out with a reason; what was typed outlives a closed question and a reload', async () => {
  await expect(bench.getByRole('button', { name: 'Finish the job' })).toBeDisabled();
  await expect(next()).toContainText(
    'Still open: Owner, Configure, Inspect, Pair with the vehicle and 3 points of the checklist.',
  );
  await bench.getByRole('button', { name: 'Done: Configure' }).click();
  await bench.getByRole('button', { name: 'Leave out: Pair with the vehicle' }).click();
  await dialog().getByRole('textbox', { name: 'Reason' }).fill('Pairs by itself on the road');
  await bench.keyboard.press('Escape');
  await expect(dialog()).toBeHidden();
  await bench.reload();
  await bench.getByRole('button', { name: 'Leave out: Pair with the vehicle' }).click();
  await expect(dialog().getByRole('textbox', { name: 'Reason' })).toHaveValue('Pairs by itself on the road');
  await dialog().getByRole('button', { name: 'Leave out' }).click();
  await expect(part('What the job wants')).toContainText('Left out: Pairs by itself on the road');
  await look(bench, 'job-at-work');
});

test('JOB-7 X4 points of the checklist are ticked or left out with a reason, and hold up the end; the fleet sees each', async () => {
  await expect(next()).toContainText('Still open: Owner, Inspect and 3 points of the checklist.');
  await part('Checklist').getByRole('checkbox', { name: 'Plug is locked' }).click({ force: true });
  await expect(part('Checklist')).toContainText('1 of 3 points');
  await bench.getByRole('button', { name: 'Leave out: Cable is tied every 30 cm' }).click();
  await dialog().getByRole('textbox', { name: 'Reason' }).fill('It runs in a tube here');
  await dialog().getByRole('button', { name: 'Leave out' }).click();
  await expect(part('Checklist')).toContainText('Left out: It runs in a tube here');
  await expect(office.getByText('It runs in a tube here').first()).toBeVisible(live);
  await look(bench, 'job-points');
});

test('JOB-7 it is paused with a note; somebody else takes it over and finishes it; the fleet follows without reloading', async () => {
  await bench.getByRole('button', { name: 'Pause', exact: true }).click();
  await dialog().getByRole('textbox', { name: 'Note (optional)' }).fill('Shift ends, box is mounted');
  await dialog().getByRole('button', { name: 'Pause' }).click();
  await expect(bench.getByRole('heading', { name: 'Paused' })).toBeVisible();
  await expect(office.getByText('Shift ends, box is mounted').first()).toBeVisible(live);
  await handBenchTo('A. Okafor');
  await openJob(bench, 1042);
  await expect(bench.getByRole('heading', { name: 'M. Kaya has paused it' })).toBeVisible();
  await expect(bench.getByRole('main')).toContainText('Shift ends, box is mounted');
  await expect(bench.getByRole('button', { name: /^Override/ })).toHaveCount(0);
  await look(bench, 'job-of-another');
  await bench.getByRole('button', { name: 'Take over' }).click();
  await dialog().getByRole('button', { name: 'Take over' }).click();
  await expect(bench.getByRole('heading', { name: 'You work on it' })).toBeVisible();
  await bench.getByRole('button', { name: 'Done: Inspect' }).click();
  // Whose the unit is nobody says by hand (OWN-11).
  await expect(bench.getByRole('button', { name: 'Done: Owner' })).toHaveCount(0);
  await bench.getByRole('button', { name: 'Leave out: Owner' }).click();
  await dialog().getByRole('textbox', { name: 'Reason' }).fill('The unit was the fleet’s before');
  await dialog().getByRole('button', { name: 'Leave out' }).click();
  await expect(dialog()).toBeHidden();
  await part('Checklist').getByRole('checkbox', { name: 'Box is closed' }).click({ force: true });
  await expect(part('Checklist')).toContainText('3 of 3 points');
  await bench.getByRole('button', { name: 'Finish the job' }).click();
  await dialog().getByRole('textbox', { name: 'Comment (optional)' }).fill('Box sits on the right');
  await dialog().getByRole('button', { name: 'Finish the job' }).click();
  await expect(bench.getByRole('status').filter({ hasText: 'J-1042 is finished.' })).toBeVisible();
  await expect(bench.getByRole('heading', { level: 1 })).toHaveText('My jobs');
  await expect(office.getByText('Succeeded', { exact: true }).first()).toBeVisible(live);
  await expect(office.getByText('Box sits on the right').first()).toBeVisible();
});

test('JOB-1 JOB-8 a job fails with a reason and words; the fleet reads them live', async () => {
  await handBenchTo('M. Kaya');
  await openJob(office, 1039);
  await expect(office.getByText('Paused', { exact: true }).first()).toBeVisible();
  await openJob(bench, 1039);
  await bench.getByRole('button', { name: 'Go on' }).click();
  await bench.getByRole('button', { name: 'It failed …' }).click();
  await dialog().getByRole('radio', { name: 'Wiring damaged' }).click();
  await expect(dialog().getByRole('button', { name: 'End as failed' })).toBeDisabled();
  await dialog().getByRole('textbox', { name: 'What happened, in your words' }).fill('The cable to the door is cut.');
  await look(bench, 'job-fail');
  await dialog().getByRole('button', { name: 'End as failed' }).click();
  await expect(bench.getByRole('status').filter({ hasText: 'J-1039 has ended as failed.' })).toBeVisible();
  await expect(office.getByText('The cable to the door is cut.').first()).toBeVisible(live);
  await expect(office.getByText('Failed', { exact: true }).first()).toBeVisible();
});

test('ORG-5 a fleet that allows no departure locks its fields for good; what it left open is filled in by typing and scanning', async () => {
  await openJob(bench, 204);
  await bench.getByRole('button', { name: 'Start the job' }).click();
  await expect(bench.getByText('This fleet lets nobody override it.')).toBeVisible();
  await expect(bench.getByRole('button', { name: /^Override/ })).toHaveCount(0);
  await bench.getByRole('button', { name: 'Fill in what is open' }).click();
  await dialog().getByRole('textbox', { name: 'Hardware' }).fill('Box B');
  await reader.scan('VFKSD000000612345');
  await expect(dialog().getByRole('textbox', { name: 'VIN' })).toHaveValue('VFKSD000000612345');
  await reader.scan('EVP-359315076200012');
  await expect(dialog().getByRole('textbox', { name: 'Serial of the unit' })).toHaveValue('359315076200012');
  await expect(dialog().getByRole('textbox', { name: 'Hardware' })).toHaveValue('Box B');
  await look(bench, 'job-fill');
  await dialog().getByRole('button', { name: 'Keep' }).click();
  await expect(dialog()).toBeHidden();
  await expect(part('Vehicle, unit and configuration')).toContainText('359 315 076 200012');
  await expect(part('Vehicle, unit and configuration')).toContainText('found here');
});

test("JOB-7 scanning the job's unit opens its sheet, which says to which job it belongs and leads back to it", async () => {
  await reader.scan('EVP-359315076200012');
  await expect(bench.getByRole('heading', { level: 1 })).toHaveText('359 315 076 200012');
  await expect(part('Job')).toContainText('Belongs to job J-204');
  await expect(part('Job')).toContainText('GV-204-FR · Groupe Vallon');
  await look(bench, 'job-sheet-of-unit');
  await part('Job').getByRole('button', { name: 'To the job' }).click();
  await expect(bench.getByRole('heading', { level: 1 })).toContainText('J-204');
  await expect(bench.getByRole('button', { name: "Open the unit's sheet" })).toBeVisible();
});

test('SCAN-1 JOB-7 by keyboard and reader alone: the code of the sheet opens the job, both steps, the end', async () => {
  await reader.scan(`fitbay://job/${idOf(1044)}`);
  await expect(bench.getByRole('heading', { level: 1 })).toContainText('J-1044');
  await press('Start the job');
  await expect(bench.getByRole('heading', { name: 'You work on it' })).toBeVisible();
  await press('Done: Configure');
  await expect(bench.getByRole('button', { name: 'Undo: Configure' })).toBeVisible();
  await press('Leave out: Inspect');
  await expect(dialog().getByRole('textbox', { name: 'Reason' })).toBeFocused();
  await bench.keyboard.type('The fleet inspects', { delay: 100 });
  await press('Leave out', dialog());
  await press('Finish the job');
  await press('Finish the job', dialog());
  await expect(bench.getByRole('status').filter({ hasText: 'J-1044 is finished.' })).toBeVisible();
});

/** Tabs to the button and presses it; nothing is clicked. */
async function press(name: string, within: Page | Locator = bench): Promise<void> {
  const button = within.getByRole('button', { name, exact: true });
  await expect(button).toBeEnabled();
  for (let turn = 0; turn < 120; turn += 1) {
    if (await button.evaluate((element) => element === document.activeElement)) {
      await bench.keyboard.press('Space');
      return;
    }
    await bench.keyboard.press('Tab');
  }
  throw new Error(`Tab never reaches ${name}`);
}

test('JOB-7 the bench says what comes next and leads to it by F3', async () => {
  await goTo(bench, '/bench');
  await expect(part('My jobs')).toContainText('1 begun, 1 waiting');
  await look(bench, 'jobs-bench');
  await bench.keyboard.press('F3');
  await expect(bench.getByRole('heading', { level: 1 })).toHaveText('My jobs');
  await goTo(bench, '/');
  await look(bench, 'jobs-home');
});

/** A job that the fleet has just assigned to the workshop. */
async function newJobOf(plate: string) {
  const made = await world.office.client().jobs.create({
    requestId: randomUUID(),
    job: {
      kind: 'installation',
      fields: { ...blankJobFields, plate },
      steps: [],
      templateId: null,
      repeats: null,
      partnerId: organizationId.parse(hansen),
    },
  });
  if (made.kind !== 'done') {
    throw new Error(`no new job: ${JSON.stringify(made)}`);
  }
  return made.job.id;
}

test('JOB-7 without a connection my jobs say how old they are, and work goes on; it is sent later', async () => {
  const late = await newJobOf('LATE 1');
  await goTo(bench, '/jobs/mine');
  await expect(rowsOf('Waiting').filter({ hasText: 'LATE 1' })).toBeVisible(live);
  await goTo(bench, '/bench');
  await bench.getByRole('switch', { name: 'Network' }).click({ force: true });
  await goTo(bench, '/jobs/mine');
  await expect(bench.getByRole('main')).toContainText(/Offline\. As of /, live);
  await look(bench, 'jobs-mine-offline');
  await bench.getByRole('button', { name: /GV-204-FR/ }).click();
  await bench.getByRole('button', { name: 'Done: Inspect' }).click();
  await expect(bench.getByText('Saved here, not sent yet.')).toBeVisible();
  await goTo(bench, '/jobs/mine');
  await expect(rowsOf('Begun').filter({ hasText: 'GV-204-FR' })).toContainText('Saved, not sent');
  await bench.getByRole('button', { name: /LATE 1/ }).click();
  await bench.getByRole('button', { name: 'Start the job' }).click();
  await bench.getByRole('button', { name: 'It failed …' }).click();
  await dialog().getByRole('radio', { name: 'Vehicle not there' }).click();
  await dialog().getByRole('textbox', { name: 'What happened, in your words' }).fill('The trailer has left the yard.');
  await dialog().getByRole('button', { name: 'End as failed' }).click();
  await expect(dialog()).toBeHidden();
  const order = { act: 'recall' } as const;
  await world.office.client().jobs.order({ requestId: randomUUID(), id: late, expectedVersion: 1, order });
  await goTo(bench, '/bench');
  await bench.getByRole('switch', { name: 'Network' }).click({ force: true });
  await goTo(bench, '/jobs/mine');
  await expect(rowsOf('Begun').filter({ hasText: 'GV-204-FR' })).not.toContainText('Saved, not sent', live);
});

test('JOB-7 the supervisor sees all of the workshop, names a technician, and says why once somebody has begun', async () => {
  await handBenchTo('S. Brandt');
  await goTo(bench, '/jobs/mine');
  await bench.getByRole('radio', { name: 'All of the workshop' }).click();
  const rows = rowsOf(/of the workshop$/);
  await expect(rows.filter({ hasText: 'S TR 4471' })).toContainText('A. Okafor');
  await expect(rows.filter({ hasText: 'M FX 2210' })).toContainText("The fleet's trust ends before the day of service");
  await look(bench, 'jobs-workshop');
  await bench.getByRole('button', { name: 'Name technician for J-17' }).click();
  await dialog().getByRole('button', { name: 'M. Kaya' }).click();
  await dialog().getByRole('button', { name: 'Name technician', exact: true }).click();
  await expect(dialog()).toBeHidden();
  await expect(rows.filter({ hasText: 'M FX 2210' })).toContainText('M. Kaya');
  await bench.getByRole('button', { name: 'Name technician for J-1038' }).click();
  await dialog().getByRole('button', { name: 'M. Kaya' }).click();
  await expect(dialog().getByRole('button', { name: 'Name technician', exact: true })).toBeDisabled();
  await dialog().getByRole('textbox', { name: 'Reason' }).fill('A. Okafor is ill.');
  await look(bench, 'job-name-technician');
  await dialog().getByRole('button', { name: 'Name technician', exact: true }).click();
  await expect(dialog()).toBeHidden();
  await handBenchTo('M. Kaya');
  await goTo(bench, '/jobs/mine');
  await expect(rowsOf('Begun').filter({ hasText: 'KL 12' })).toContainText('A. Okafor');
  await handBenchTo('S. Brandt');
});

test("c3 an end that came too late stands in the supervisor's tasks with the technician's words", async () => {
  await goTo(bench, '/tasks');
  const task = bench.getByRole('article').filter({ hasText: 'Vehicle not there · The trailer has left the yard.' });
  await expect(task).toBeVisible(live);
  await expect(task).toContainText('J-1047');
  await look(bench, 'job-too-late');
});

test('JOB-7 a link opens the job by its number, and says so where there is none', async () => {
  await goTo(bench, '/link/job/J-1038');
  await expect(bench.getByRole('heading', { level: 1 })).toContainText('J-1038');
  await goTo(bench, '/link/job/J-9999');
  await expect(bench.getByRole('main')).toContainText('This job is not there any more');
});

test('JOB-7 F12 shows the job sheet as it will be printed, with the code that opens the job', async () => {
  await openJob(bench, 1038);
  await expect(bench.getByRole('heading', { level: 1 })).toContainText('J-1038');
  await bench.keyboard.press('F12');
  await expect(bench.getByRole('heading', { level: 1 })).toHaveText('Job sheet');
  await expect(bench.locator('.report-sheet')).toHaveCount(1);
  await look(bench, 'job-sheet');
  expect(troubles(), 'errors in the console of the page').toEqual([]);
});
