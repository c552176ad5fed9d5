import type { Browser, Locator, Page } from '@playwright/test';
import { jobId } from '#core/kernel/entity-ids.ts';
import { goTo, signIn } from './testing/bench.ts';
import { look } from './testing/look-at-screen.ts';
import { type PartnerWorld, startPartnerWorld } from './testing/partner-world.ts';
import { expect, test } from './testing/test.ts';

/** The fleet manager in the office, who writes jobs; the bench of the workshop that is to do them. */
let world: PartnerWorld;
let office: Page;

// Every look is taken three times.
test.describe.configure({ mode: 'serial', timeout: 180_000 });

test.beforeAll(async ({ browser }) => {
  world = await startPartnerWorld();
  office = await sit(browser);
});
test.afterAll(async () => {
  await office?.context().close();
  await world?.close();
});

async function sit(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  const page = await context.newPage();
  await world.office.open(page);
  await signIn(page, 'H. Petersen');
  return page;
}

const field = (name: string | RegExp) => office.getByRole('textbox', { name, exact: true });
const press = (name: string) => office.getByRole('button', { name, exact: true }).click();
const question = () => office.getByRole('alertdialog');
const history = () => office.getByRole('region', { name: 'What happened' });
const title = () => office.getByRole('heading', { level: 1 });

/** By its card: the radio button itself has no size. */
async function choosePartner(place: Page | Locator, name: string): Promise<void> {
  const partners = place.getByRole('radiogroup', { name: 'Service partner' });
  await partners.getByText(name, { exact: true }).click();
  await expect(partners.getByRole('radio', { name: new RegExp(name) })).toBeChecked();
}

/** What the station has of the forms in which somebody typed. */
async function keptVins(): Promise<readonly unknown[]> {
  const { drafts } = await world.office.client().drafts.mine();
  return drafts.map(({ text }) => JSON.parse(text).draft.fields.vin);
}

/** The job whose page is open. */
async function opened() {
  const id = jobId.parse(/#\/jobs\/job\/([^?]+)/.exec(office.url())?.[1]);
  const answer = await world.office.client().jobs.read({ id });
  if (answer.kind !== 'job') {
    throw new Error(`no job ${id}`);
  }
  return answer;
}

test('JOB-2 a job is written, judged field by field, and what was typed outlives leaving the page', async () => {
  await goTo(office, '/jobs/new');
  await press('Save');
  await expect(office.getByText('Nothing is written of this job.')).toBeVisible();
  await field('VIN').fill('WSM0000000311144O');
  await expect(office.getByText('This is no VIN. Look at the plate or the papers again.')).toBeVisible();
  await look(office, 'job-new-faults');
  await goTo(office, '/partners');
  await expect(title()).toHaveText('Service partners');
  await goTo(office, '/jobs/new');
  await expect(office.getByText('What you typed before is still here, not saved.')).toBeVisible();
  await expect(field('VIN')).toHaveValue('WSM0000000311144O');
  await field('VIN').press('End');
  await field('VIN').press('7');
  await expect.poll(async () => keptVins()).toEqual(['WSM0000000311144O7']);
  await office.reload();
  await expect(office.getByText('What you typed before is still here, not saved.')).toBeVisible();
  await expect(field('VIN')).toHaveValue('WSM0000000311144O7');
  await press('Start over');
  await expect(field('VIN')).toHaveValue('');
  await expect.poll(async () => keptVins()).toEqual([]);
  await office.reload();
  await expect(field('VIN')).toHaveValue('');
});

test('JOB-2 INST-4 vehicle, unit, profile, value, day, instructions and checklist are given, and locked then', async () => {
  await press('Choose from the fleet');
  const fleet = office.getByRole('dialog', { name: 'Choose from the fleet' });
  await fleet.getByRole('searchbox', { name: 'Plate, VIN or code' }).fill('kl99');
  await fleet.getByRole('button', { name: /^KL 99/ }).click();
  await expect(field('Plate')).toHaveValue('KL 99');
  await expect(field('VIN')).toHaveValue('WSM00000003111444');
  await office.getByLabel('Type of unit').selectOption({ label: 'Evo Pulse' });
  await office.getByLabel('Profile', { exact: true }).selectOption({ index: 1 });
  await office.getByLabel('Set one more value').selectOption({ index: 1 });
  await office.getByLabel('Day of service').fill('2027-03-02');
  await field('Place').fill('Hall North');
  await field('Instructions').fill('Behind the left headboard.');
  await field('Point of the checklist').fill('Box is closed');
  await office.keyboard.press('Enter');
  await expect(office.getByRole('list', { name: 'Checklist' })).toContainText('Box is closed');
  await expect(field('Plate')).toHaveAccessibleDescription('Locked for the technician');
  await expect(field('Fuel')).toHaveAccessibleDescription('Blank: the technician fills it in');
  await look(office, 'job-new');
});

test('JOB-3 the form is kept as a template', async () => {
  await press('Save as a template');
  const name = office.getByRole('dialog', { name: 'Save as a template' });
  await name.getByRole('textbox', { name: 'Name of the template' }).fill('Trailer north');
  await name.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(office.getByText('Saved as template Trailer north')).toBeVisible();
});

test('JOB-2 saved it is pending; assigned, recalled and edited on its page', async () => {
  await press('Save');
  await expect(title()).toHaveText(/^J-\d+ · KL 99$/);
  await expect(office.getByRole('region', { name: 'How the job stands' })).toContainText('Pending');
  await press('Assign');
  await choosePartner(question(), 'Hansen Trailer Service');
  await look(office, 'job-assign');
  await question().getByRole('button', { name: 'Assign', exact: true }).click();
  await expect(office.getByRole('region', { name: 'How the job stands' })).toContainText('Hansen Trailer Service');
  await expect(office.getByRole('button', { name: 'Edit', exact: true })).toBeDisabled();
  await expect(office.getByText('This job is assigned already. Recall it first.')).toBeVisible();
  await look(office, 'job-assigned');
  await press('Recall');
  await question().getByRole('button', { name: 'Recall' }).click();
  await expect(office.getByRole('region', { name: 'How the job stands' })).toContainText('Pending');
  await press('Edit');
  await field('Place').fill('Hall South');
  await press('Save');
  await expect(office.getByRole('region', { name: 'How the job stands' })).toContainText('Hall South');
});

test('JOB-2 what somebody else saved meanwhile is shown, and nothing typed is lost', async () => {
  const { job } = await opened();
  await press('Edit');
  await field('Fuel').fill('diesel');
  const changed = { ...job.fields, servicePlace: 'Hall East' };
  const order = { act: 'edit' as const, fields: changed, steps: job.steps };
  await world.office
    .client()
    .jobs.order({ requestId: crypto.randomUUID(), id: job.id, expectedVersion: job.version, order });
  const conflict = office.getByRole('region', { name: 'Changed by somebody else' });
  await expect(conflict.getByRole('row', { name: /^Place/ })).toContainText('Hall East');
  await expect(office.getByRole('button', { name: 'Save', exact: true })).toBeDisabled();
  await press('See what changed');
  await expect(conflict).toBeFocused();
  await look(office, 'job-conflict');
  await press('Go on with my changes');
  await expect(conflict).toBeHidden();
  await expect(field('Place')).toHaveValue('Hall East');
  await press('Save');
  await expect(title()).toHaveText(/^J-\d+ · KL 99$/);
  expect((await opened()).job.fields).toMatchObject({ fuelType: 'diesel', servicePlace: 'Hall East' });
});

test('JOB-3 a template is changed, copied, used for a job that is assigned at once, and deleted', async () => {
  await goTo(office, '/jobs?tab=templates');
  await press('Duplicate Trailer north');
  await expect(field('Name of the template')).toHaveValue('Trailer north, copy');
  await field('Plate').fill('');
  await press('Save');
  await look(office, 'job-templates');
  await press('Edit Trailer north, copy');
  await field('Name of the template').fill('Trailer south');
  await press('Save');
  await press('New job from Trailer south');
  await expect(field('Instructions')).toHaveValue('Behind the left headboard.');
  await expect(office.getByLabel('Template')).toContainText('Trailer south');
  await field('Plate').fill('KL 12');
  await choosePartner(office, 'Hansen Trailer Service');
  await press('Save and assign');
  await expect(title()).toHaveText(/^J-\d+ · KL 12$/);
  await expect(office.getByRole('region', { name: 'How the job stands' })).toContainText('Assigned');
  await expect(office.getByRole('region', { name: 'How the job stands' })).toContainText('Trailer south');
  await goTo(office, '/jobs?tab=templates');
  await press('Delete Trailer south');
  await question().getByRole('button', { name: 'Delete' }).click();
  await expect(office.getByRole('heading', { name: 'Trailer south' })).toBeHidden();
});

test('JOB-7 the page of a job moves as the bench works, tells how it failed, and leads to a new one', async () => {
  await world.bench.operator().sync.run();
  const waiting = await world.bench.operator().jobs.list({ side: 'workshop', since: null });
  const row = waiting.rows.find(({ plate, status }) => plate === 'KL 12' && status === 'assigned');
  if (row === undefined) {
    throw new Error('the job has not come to the workshop');
  }
  await goTo(office, `/jobs/job/${row.id}`);
  const act = world.bench.operator().jobs.act;
  await act({ id: row.id, wish: { act: 'start' } });
  await act({ id: row.id, wish: { act: 'waive', step: 'pair', reason: 'The plate is covered' } });
  await world.bench.operator().sync.run();
  await world.office.operator().sync.run();
  const work = office.getByRole('region', { name: 'Work', exact: true });
  await expect(work).toContainText('began at');
  await expect(work.getByRole('listitem').filter({ hasText: 'Pair with the vehicle' })).toContainText(
    'The plate is covered',
  );
  await look(office, 'job-running');
  const failure = { act: 'fail', failure: 'no-power', explanation: 'No voltage at the plug' } as const;
  await act({ id: row.id, wish: failure });
  await world.bench.operator().sync.run();
  await world.office.operator().sync.run();
  await expect(office.getByRole('region', { name: 'How the job ended' })).toContainText('No voltage at the plug');
  await expect(history()).toContainText('Failed: No power');
  await look(office, 'job-failed');
  await press('Duplicate as a new job');
  await expect(title()).toHaveText(/^J-\d+ once more$/);
  await expect(field('Plate')).toHaveValue('KL 12');
  await press('Save');
  await expect(title()).toHaveText(/^J-\d+ · KL 12$/);
  expect((await opened()).job.repeats).toBe(row.id);
});

test('JOB-2 without the centre nothing is promised, and what was typed stays', async () => {
  await press('Edit');
  await field('Hardware').fill('Rev. C');
  await world.office.client().demo.setNetwork({ connected: false });
  await press('Save');
  await expect(office.getByText('The centre cannot be reached now.')).toBeVisible();
  await expect(field('Hardware')).toHaveValue('Rev. C');
  await world.office.client().demo.setNetwork({ connected: true });
  await press('Save');
  await expect(office.getByRole('region', { name: 'What is to be done' })).toContainText('Rev. C');
});
