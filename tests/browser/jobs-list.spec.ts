import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { blankJobFields } from '#core/domain/jobs/job-fields.ts';
import { goTo, signIn } from './testing/bench.ts';
import { look } from './testing/look-at-screen.ts';
import { type PartnerWorld, startPartnerWorld } from './testing/partner-world.ts';
import { expect, test } from './testing/test.ts';

/** The fleet manager in the office, with the jobs of the demo. */
let world: PartnerWorld;
let page: Page;

test.describe.configure({ timeout: 180_000 });

test.beforeAll(async ({ browser }) => {
  world = await startPartnerWorld();
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await world.office.open(page);
  await signIn(page, 'H. Petersen');
});
test.afterAll(async () => {
  await page?.context().close();
  await world?.close();
});

const grid = () => page.getByRole('grid', { name: 'Jobs' });
const rowOf = (job: string) => grid().getByRole('row').filter({ hasText: job });
const tick = (job: string) => grid().getByRole('checkbox', { name: `Select ${job}` });
const dialog = () => page.getByRole('alertdialog');
const count = async (rows: number) => expect(grid()).toHaveAttribute('aria-rowcount', String(rows + 1));
const headings = (): Locator => grid().getByRole('columnheader');
const head = (name: string) => grid().getByRole('columnheader', { name, exact: true });
const press = (name: string | RegExp) => page.getByRole('main').getByRole('button', { name }).click();

const columnsOpen = () => page.getByRole('dialog', { name: 'Columns' });

async function resetColumns(): Promise<void> {
  await press('Columns');
  await columnsOpen().getByRole('button', { name: 'Reset' }).click();
  await page.keyboard.press('Escape');
}

/** What the station's own list says, as the truth to compare with. */
async function jobs(kind = 'installation') {
  const { rows } = await world.office.client().jobs.list({ side: 'fleet', since: null });
  return rows.filter((row) => row.kind === kind);
}
const statusOf = async (number: number) => (await jobs()).find((row) => row.number === number)?.status;

async function write(plate: string) {
  const answer = await world.office.client().jobs.create({
    requestId: `spec-${plate.replaceAll(' ', '-')}`,
    job: {
      kind: 'installation',
      fields: { ...blankJobFields, plate },
      steps: ['inspect'],
      partnerId: null,
      templateId: null,
      repeats: null,
    },
  });
  if (answer.kind !== 'done') {
    throw new Error(`the job was not written: ${JSON.stringify(answer)}`);
  }
  return `J-${answer.job.number}`;
}

/** What the browser saves of the list. */
async function exported(choice: string) {
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: /^Export CSV/ }).click();
  await page.getByRole('button', { name: new RegExp(`^${choice}`) }).click();
  return saving;
}

test('JOB-5 the fleet finds its jobs by tabs, and each tab says how many there are', async () => {
  await page.getByRole('button', { name: /^Jobs/ }).click();
  const installation = (await jobs()).length;
  const maintenance = (await jobs('maintenance')).length;
  const tab = (name: string) =>
    page.getByRole('navigation', { name: 'Parts of this page' }).getByRole('button', { name });
  await expect(tab('Installation')).toContainText(String(installation));
  await expect(tab('Installation')).toHaveAttribute('aria-current', 'page');
  await count(installation);
  await look(page, 'jobs');
  await tab('Maintenance').click();
  await count(maintenance);
  expect(page.url()).toContain('tab=maintenance');
  await tab('Partners').click();
  await expect(page.getByRole('row').filter({ hasText: 'Hansen Trailer Service' })).toContainText('T1E2S');
  await look(page, 'jobs-partners');
  await page.getByRole('button', { name: 'Show the installation jobs of Hansen Trailer Service' }).click();
  await expect(page.getByRole('button', { name: 'Remove the filter Hansen Trailer Service' })).toBeVisible();
  await tab('Templates').click();
  await expect(page.getByRole('region', { name: 'Job templates' })).toContainText('Trailer EU');
});

test('JOB-5 filters say how many they find, stand in the address, and the failed ones are one key away', async () => {
  await goTo(page, '/jobs?tab=maintenance');
  const all = (await jobs('maintenance')).length;
  const failed = (await jobs('maintenance')).filter(({ status }) => status === 'failed').length;
  expect(failed).toBeGreaterThan(0);
  await press('Add filter');
  const filters = page.getByRole('dialog', { name: 'Add filter' });
  await expect(filters.getByText('Failed')).toBeVisible();
  await look(page, 'jobs-filters');
  await filters.getByText('Failed').click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Remove the filter Failed' })).toContainText(String(failed));
  await expect(page.getByRole('status').filter({ hasText: `${failed} of ${all}` })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Remove the filter Failed' })).toBeVisible();
  await press('Clear');
  await count(all);
  await page.keyboard.press('F7');
  await expect(page.getByRole('button', { name: 'Remove the filter Failed' })).toBeVisible();
  await page.keyboard.press('F7');
  await page.keyboard.press('Control+f');
  await page.keyboard.type('j1039');
  await expect(rowOf('J-1039')).toBeVisible();
  await count(1);
  expect(page.url()).toContain('text=j1039');
  await page.getByRole('searchbox').fill('');
  await count(all);
});

test('JOB-5 columns are shown, moved and sized by buttons and by dragging, and sorted by', async () => {
  await goTo(page, '/jobs');
  await press('Columns');
  const columns = columnsOpen();
  await expect(columns.getByText('Technician')).toBeVisible();
  await look(page, 'jobs-columns');
  await columns.getByText('Technician').click();
  await columns.getByText('VIN', { exact: true }).click();
  await columns.getByRole('button', { name: 'Move Partner to the front' }).click();
  await columns.getByRole('button', { name: 'Make Plate wider' }).click();
  await page.keyboard.press('Escape');
  await expect(head('VIN')).toHaveCount(0);
  await expect(head('Technician')).toHaveCount(1);
  const order = async () => (await headings().allInnerTexts()).map((text) => text.replace(/[▴▾]/, '').trim());
  expect((await order()).slice(1, 6)).toEqual(['Job', 'Status', 'Plate', 'Partner', 'Template']);
  const plate = head('Plate');
  const before = (await plate.boundingBox())?.width ?? 0;
  const edge = await plate.locator('.jobs-edge').boundingBox();
  await page.mouse.move((edge?.x ?? 0) + 4, (edge?.y ?? 0) + 10);
  await page.mouse.down();
  await page.mouse.move((edge?.x ?? 0) + 64, (edge?.y ?? 0) + 10, { steps: 4 });
  await page.mouse.up();
  expect(Math.round((await plate.boundingBox())?.width ?? 0)).toBe(Math.round(before) + 60);
  await head('Template').locator('.jobs-head-label').dragTo(head('Plate'));
  await expect.poll(async () => (await order()).slice(1, 5)).toEqual(['Job', 'Status', 'Template', 'Plate']);
  await page.getByRole('button', { name: 'Plate', exact: true }).click();
  await expect(plate).toHaveAttribute('aria-sort', 'ascending');
  const plates = (await jobs()).flatMap((row) => row.plate ?? []).sort();
  await expect(grid().getByRole('row').nth(1)).toContainText(plates[0] ?? '');
  await resetColumns();
});

test('JOB-5 a view keeps filters, order and columns for this person', async () => {
  await goTo(page, '/jobs?tab=maintenance&sort=plate');
  await press('Columns');
  await columnsOpen().getByText('VIN', { exact: true }).click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('F7');
  await press('Views');
  const views = page.getByRole('dialog');
  await views.getByRole('textbox', { name: 'Name of this view' }).fill('My failed jobs');
  await look(page, 'jobs-views');
  await views.getByRole('button', { name: 'Save view' }).click();
  await expect(page.getByRole('main').getByRole('button', { name: 'My failed jobs' })).toBeVisible();
  await goTo(page, '/jobs');
  await resetColumns();
  await expect(head('VIN')).toHaveCount(1);
  await page.reload();
  await press('Views');
  await views.getByRole('button', { name: 'My failed jobs', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Remove the filter Failed' })).toBeVisible();
  await expect(head('VIN')).toHaveCount(0);
  await expect(head('Plate')).toHaveAttribute('aria-sort', 'ascending');
  await press('My failed jobs');
  await views.getByRole('button', { name: 'Delete the view My failed jobs' }).click();
  await expect(views).toContainText('No view is saved yet.');
  await page.keyboard.press('Escape');
  await resetColumns();
});

test('JOB-5 many are assigned at once: the preview says who is skipped and why, and undo recalls', async () => {
  await goTo(page, '/jobs');
  const [first, second] = [await write('BU LK 1'), await write('BU LK 2')];
  // Written elsewhere, they appear by themselves.
  await expect(rowOf(second)).toBeVisible();
  await tick(first).click();
  await tick(second).click();
  await tick('J-1042').click();
  const bar = page.getByRole('region', { name: 'Selected jobs' });
  await expect(bar).toContainText('3 selected');
  await expect(bar.getByRole('button', { name: 'Assign' })).toContainText('2');
  await expect(bar.getByRole('button', { name: 'Recall' })).toContainText('1');
  await look(page, 'jobs-selected');
  await bar.getByRole('button', { name: 'Assign' }).click();
  await expect(dialog()).toContainText('2 jobs will be assigned');
  await expect(dialog()).toContainText('1 is skipped');
  await expect(dialog()).toContainText('J-1042');
  await dialog().getByText('Hansen Trailer Service').click();
  await look(page, 'jobs-bulk-preview');
  await dialog().getByRole('button', { name: 'Assign 2 jobs' }).click();
  await expect(dialog()).toContainText('2 assigned');
  await look(page, 'jobs-bulk-result');
  expect(await statusOf(Number(first.slice(2)))).toBe('assigned');
  await expect(rowOf(first)).toContainText('Assigned');
  await dialog().getByRole('button', { name: 'Undo: recall 2 jobs' }).click();
  await expect(dialog()).toContainText('2 taken back');
  expect(await statusOf(Number(first.slice(2)))).toBe('pending');
  await dialog().getByRole('button', { name: 'Close' }).click();
  await expect(rowOf(first)).toContainText('Pending');
});

test('JOB-5 a field of many is edited, many are duplicated and deleted; what cannot be undone says so', async () => {
  await goTo(page, '/jobs');
  await write('MANY 1');
  await write('MANY 2');
  await page.getByRole('searchbox').fill('many');
  await count(2);
  await grid().getByRole('checkbox', { name: 'Select all 2 matching jobs' }).click();
  const bar = page.getByRole('region', { name: 'Selected jobs' });
  await bar.getByRole('button', { name: 'Edit' }).click();
  await dialog().getByRole('combobox', { name: 'Field' }).selectOption({ label: 'Place' });
  await dialog().getByRole('textbox', { name: 'Place' }).fill('Kiel');
  await look(page, 'jobs-bulk-edit');
  await dialog().getByRole('button', { name: 'Change 2 jobs' }).click();
  await expect(dialog()).toContainText('2 changed');
  expect((await jobs()).filter((row) => row.servicePlace === 'Kiel')).toHaveLength(2);
  await dialog().getByRole('button', { name: 'Undo: put 2 jobs back' }).click();
  await expect(dialog()).toContainText('2 taken back');
  expect((await jobs()).filter((row) => row.servicePlace === 'Kiel')).toHaveLength(0);
  await dialog().getByRole('button', { name: 'Close' }).click();
  await grid().getByRole('checkbox', { name: 'Select all 2 matching jobs' }).click();
  await bar.getByRole('button', { name: 'Duplicate' }).click();
  await dialog().getByRole('button', { name: 'Duplicate 2 jobs' }).click();
  await expect(dialog()).toContainText('2 duplicated');
  await dialog().getByRole('button', { name: 'Close' }).click();
  await count(4);
  await grid().getByRole('checkbox', { name: 'Select all 4 matching jobs' }).click();
  await bar.getByRole('button', { name: 'Delete' }).click();
  await dialog().getByRole('button', { name: 'Delete 4 jobs' }).click();
  await expect(dialog()).toContainText('4 deleted');
  await expect(dialog()).toContainText('This cannot be undone.');
  await expect(dialog().getByRole('button', { name: /^Undo/ })).toHaveCount(0);
  await dialog().getByRole('button', { name: 'Close' }).click();
  await expect(page.getByText('No job is like this.')).toBeVisible();
  await page.getByRole('searchbox').fill('');
});

test('JOB-5 what is shown is saved as CSV that runs no formula', async () => {
  await goTo(page, '/jobs');
  const job = await write('=1+1');
  await expect(rowOf(job)).toBeVisible();
  const download = await exported('As the list shows it');
  expect(download.suggestedFilename()).toBe('Installation jobs.csv');
  const [head = '', ...lines] = readFileSync(await download.path(), 'utf8')
    .trimEnd()
    .split('\r\n');
  expect(head.replace('\ufeff', '')).toBe('Job,Status,Plate,VIN,Template,Partner,Service date,Note');
  expect(lines).toHaveLength((await jobs()).length);
  expect(lines.find((line) => line.startsWith(job))).toContain(",'=1+1,");
});

test('JOB-5 JOB-4 with every field it can be imported again: instructions stand in it, and only what the list shows', async () => {
  await goTo(page, '/jobs');
  await page.getByRole('searchbox').fill('=1+1');
  await expect(page.getByText(/^1 of /)).toBeVisible();
  await page.getByRole('button', { name: /^Export CSV/ }).click();
  await look(page, 'jobs-export');
  await page.keyboard.press('Escape');
  const [head = '', ...lines] = readFileSync(await (await exported('With every field')).path(), 'utf8')
    .trimEnd()
    .split('\r\n');
  expect(head).toContain(',symptom,instructions,assigned_installer_company_id,');
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain(",'=1+1,");
  await page.getByRole('searchbox').fill('');
});

test('JOB-5 any days of service are filtered by, with the keyboard, beside the usual ones, and stand in the address', async () => {
  await goTo(page, '/jobs');
  await page.getByRole('button', { name: 'Add filter' }).click();
  const days = page.getByRole('group', { name: 'Day of service' });
  // As people type it, slower than a reader: the browser asks for month, day and year.
  await days.getByLabel('From', { exact: true }).focus();
  await page.keyboard.type('01012020', { delay: 150 });
  await days.getByLabel('To', { exact: true }).fill('2019-12-31');
  await expect(days.getByText('The first day is after the last.')).toBeVisible();
  await days.getByLabel('To', { exact: true }).fill('2099-12-31');
  await expect(page).toHaveURL(/from=2020-01-01.*to=2099-12-31/);
  await look(page, 'jobs-days');
  await page.keyboard.press('Escape');
  const dated = (await jobs()).filter(({ kind, serviceDate }) => kind === 'installation' && serviceDate !== null);
  await expect(page.getByText(new RegExp(`^${dated.length} of `))).toBeVisible();
  const chip = page.getByRole('button', { name: /^Remove the filter .*2020 to .*2099/ });
  await expect(chip).toContainText(String(dated.length));
  await page.reload();
  await chip.click();
  await expect(page).not.toHaveURL(/from=/);
});

test('JOB-5 JOB-8 news from elsewhere takes away neither choice nor place of the keys', async () => {
  await goTo(page, '/jobs');
  const cell = rowOf('J-1042').getByRole('gridcell').nth(2);
  await tick('J-1042').click();
  await cell.click({ modifiers: ['Control'] });
  await tick('J-1042').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press(' ');
  const newest = await write('NEWS 1');
  await expect(rowOf(newest)).toBeVisible();
  await expect(tick('J-1042')).toHaveAttribute('aria-checked', 'true');
  await expect(rowOf('J-1042').getByRole('link')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(rowOf('J-1038').getByRole('link')).toBeFocused();
  await page.getByRole('button', { name: 'Clear selection' }).click();
});

test('JOB-8 news above what somebody reads does not push it away', async () => {
  await goTo(page, '/jobs');
  await page.setViewportSize({ width: 1366, height: 480 });
  await page.locator('.jobs-grid').evaluate((place) => place.scrollTo({ top: 96 }));
  const place = async () => Math.round((await rowOf('J-1042').boundingBox())?.y ?? 0);
  const before = await place();
  const known = (await jobs()).length;
  await write('NEWS 2');
  await count(known + 1);
  await expect.poll(place).toBe(before);
  await page.setViewportSize({ width: 1366, height: 768 });
});

test('JOB-5 by keys alone: walk, choose a range, assign, open', async () => {
  await goTo(page, '/jobs?sort=number');
  const all = (await jobs()).length;
  await tick('J-1042').focus();
  await page.keyboard.press('Control+Home');
  const rows = grid().getByRole('row');
  await expect(rows.nth(1).getByRole('checkbox')).toBeFocused();
  await page.keyboard.press(' ');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+Space');
  const bar = page.getByRole('region', { name: 'Selected jobs' });
  await expect(bar).toContainText('3 selected');
  await page.keyboard.press('Control+a');
  await expect(bar).toContainText(`${all} selected`);
  await bar.getByRole('button', { name: 'Assign' }).focus();
  await page.keyboard.press('Enter');
  await expect(dialog()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog()).toBeHidden();
  await rows.nth(1).getByRole('checkbox').focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/jobs\/job\//);
});
