import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { goTo, signIn } from './testing/bench.ts';
import { expectAccessible, look } from './testing/look-at-screen.ts';
import { type PartnerWorld, startPartnerWorld } from './testing/partner-world.ts';
import { expect, test } from './testing/test.ts';

/** A fleet manager in the office, with a list of vehicles that another program made. */
let world: PartnerWorld;

test.describe.configure({ timeout: 300_000 });
test.beforeAll(async () => {
  world = await startPartnerWorld();
});
test.afterAll(async () => {
  await world?.close();
});

const main = (page: Page): Locator => page.getByRole('main');
const button = (page: Page, name: string | RegExp) => main(page).getByRole('button', { name });
const heading = (page: Page) => main(page).getByRole('heading', { level: 2 });
const meaning = (page: Page, column: string) => page.getByLabel(`What ${column} is read as`);

const stepButton = (page: Page, step: string) =>
  main(page).getByRole('list', { name: 'Steps of the import' }).getByRole('button', { name: step });
const goToStep = (page: Page, step: string) => stepButton(page, step).click();

async function openImport(page: Page): Promise<void> {
  await world.office.client().access.signOut();
  await world.office.open(page);
  await signIn(page, 'H. Petersen');
  await goTo(page, '/jobs');
  await button(page, /^Import/).click();
  await expect(heading(page)).toHaveText('Choose a table of jobs');
}

interface MadeFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

const fileOf = (name: string, content: string | Buffer): MadeFile => ({
  name,
  mimeType: 'text/csv',
  buffer: typeof content === 'string' ? Buffer.from(content, 'latin1') : content,
});

/** As from the file manager: the browser's own drag, which pages cannot imitate. */
async function dropFile(page: Page, { name, buffer }: MadeFile): Promise<void> {
  const path = test.info().outputPath(name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, buffer);
  const { x, y, width, height } = (await button(page, 'Choose a file').boundingBox()) ?? {
    x: 0,
    y: 0,
    width: 0,
    height: 0,
  };
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: x + width + 60, y: y + height / 2, data });
  }
}

const choose = (page: Page, file: MadeFile) => page.locator('input[type=file]').setInputFiles(file);

/** A thousand rows as a German spreadsheet saves them, some of them wrong. */
const spreadsheet = fileOf(
  'Fuhrpark Nord.csv',
  [
    'Amtl. Kennzeichen;Fahrgestellnummer;Farbe;Wo;assigned_installer_company_id;Seriennummer',
    ...Array.from({ length: 988 }, (_, at) => `HH IM ${at};;rot;Halle Süd ${at % 4};${at % 2 === 0 ? 'T1E2S' : ''};`),
    ...Array.from({ length: 4 }, (_, at) => `HH PA ${at};;rot;Halle Süd;QQQQ${at};`),
    ...Array.from({ length: 5 }, (_, at) => `HH VI ${at};WSM${at};rot;;;`),
    '=HYPERLINK("x");?;rot;;;',
    'KL 99;;rot;Halle Nord;;',
    'HH SE 1;;rot;Halle Nord;;123456789123456',
  ].join('\r\n'),
);

test('JOB-4 a thousand rows from a spreadsheet: columns corrected, refused rows saved, the good ones imported and found', async ({
  quietPage: page,
}) => {
  await openImport(page);
  await look(page, 'jobs-import-file');
  await choose(page, spreadsheet);
  await expect(heading(page)).toHaveText('What each column says');
  await expect(main(page)).toContainText('1,000 rows, Windows-1252, separated by semicolons');
  await expect(meaning(page, 'Amtl. Kennzeichen')).toHaveValue('plate');
  await expect(main(page)).toContainText('2 columns are not read: Farbe and Wo.');
  await expect(main(page)).toContainText('The file names partners itself: each row goes where it says.');
  await look(page, 'jobs-import-columns');

  await meaning(page, 'Wo').selectOption({ label: 'Place' });
  await expect(main(page)).toContainText('1 column is not read: Farbe.');
  await button(page, 'Check the rows').click();
  await expect(heading(page)).toHaveText('What would be imported');
  await expect(heading(page)).toBeFocused();
  await expect(main(page)).toContainText('Nothing is written yet');
  for (const count of ['989 good', '1 to check', '11 refused']) {
    await expect(main(page).getByRole('status').getByText(count)).toBeVisible();
  }
  await button(page, 'Show the rows: assigned_installer_company_id').click();
  await expect(main(page).getByRole('row', { name: '990 5 QQQQ0' })).toBeVisible();
  await look(page, 'jobs-import-check');

  const [download] = await Promise.all([page.waitForEvent('download'), button(page, 'Save the refused rows').click()]);
  expect(download.suggestedFilename()).toBe('Fuhrpark Nord-refused.csv');
  const refused = readFileSync(await download.path(), 'utf8');
  expect(refused.trim().split('\r\n')).toHaveLength(12);
  expect(refused).toContain('HH PA 0,,rot,Halle Süd,QQQQ0,,990,assigned_installer_company_id: None of your service');
  expect(refused).toContain(`"'=HYPERLINK(""x"")",?`);

  // A step back loses nothing.
  await button(page, 'Back to the columns').click();
  await expect(meaning(page, 'Wo')).toHaveValue('servicePlace');
  await goToStep(page, 'File');
  await expect(heading(page)).toHaveText('Choose a table of jobs');
  await goToStep(page, 'Check');
  await button(page, 'Go on with 989 jobs').click();
  for (const line of [
    '989 rows become jobs at the centre',
    '494 are assigned',
    '495 stay pending',
    '11 rows are left out',
  ]) {
    await expect(main(page)).toContainText(line);
  }
  await look(page, 'jobs-import-last');
  const before = await world.office.client().jobs.list({ side: 'fleet', since: null });
  expect(before.rows.some(({ plate }) => plate?.startsWith('HH IM') === true)).toBe(false);
  await button(page, 'Import 989 jobs').click();
  await expect(main(page)).toContainText('989 jobs are imported, 494 of them assigned.');
  await look(page, 'jobs-import-done');

  await button(page, 'Show them in the list').click();
  await expect(main(page).getByText('HH SE 1', { exact: true })).toBeVisible();
  await expect(main(page)).toContainText('989 of');
  const after = await world.office.client().jobs.list({ side: 'fleet', since: null });
  const imported = after.rows.filter(({ servicePlace }) => servicePlace?.startsWith('Halle') === true);
  expect(imported).toHaveLength(989);
  expect(imported.filter(({ status, partner }) => status === 'assigned' && partner?.code === 'T1E2S')).toHaveLength(
    494,
  );
});

test('JOB-4 with the keyboard alone, from a template and to a partner', async ({ quietPage: page }) => {
  await openImport(page);
  const tabTo = async (target: Locator) => {
    for (let presses = 0; presses < 60; presses += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) {
        return;
      }
      await page.keyboard.press('Tab');
    }
    throw new Error(`the keyboard does not reach ${target}`);
  };
  /** Arrow by arrow, as the words of a list cannot be typed at any speed. */
  const pick = async (select: Locator, label: string) => {
    for (let presses = 0; presses < 40; presses += 1) {
      if ((await select.evaluate((element: HTMLSelectElement) => element.selectedOptions[0]?.label)) === label) {
        return;
      }
      await page.keyboard.press('ArrowDown');
    }
    throw new Error(`the list has no ${label}`);
  };
  await tabTo(button(page, 'Choose a file'));
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Enter')]);
  await chooser.setFiles(fileOf('keys.csv', 'plate,Bay\nHH KEY 1,Hall 4\nHH KEY 2,Hall 5\n'));
  await expect(heading(page)).toBeFocused();
  await tabTo(meaning(page, 'Bay'));
  // On its way to Place the keyboard passes Plate, which another column has and keeps.
  await pick(meaning(page, 'Bay'), 'Place');
  await expect(meaning(page, 'Bay')).toHaveValue('servicePlace');
  await expect(meaning(page, 'plate')).toHaveValue('plate');
  await tabTo(page.getByLabel('Template', { exact: true }));
  await pick(page.getByLabel('Template', { exact: true }), 'Trailer EU');
  await tabTo(page.getByRole('checkbox', { name: 'Where both speak, the template counts' }));
  await page.keyboard.press('Space');
  await tabTo(page.getByLabel('Service partner', { exact: true }));
  await pick(page.getByLabel('Service partner', { exact: true }), 'Hansen Trailer Service (T1E2S)');
  await expect(main(page)).toContainText('The jobs are assigned at once.');
  await tabTo(button(page, 'Check the rows'));
  await page.keyboard.press('Enter');
  await expect(main(page)).toContainText('Every row can be imported.');
  await tabTo(button(page, 'Go on with 2 jobs'));
  await page.keyboard.press('Enter');
  await tabTo(button(page, 'Import 2 jobs'));
  await page.keyboard.press('Enter');
  await expect(main(page)).toContainText('2 jobs are imported, 2 of them assigned.');
  await tabTo(button(page, 'Show them in the list'));
  await page.keyboard.press('Enter');
  await expect(main(page).getByText('HH KEY 2', { exact: true })).toBeVisible();
  const { rows } = await world.office.client().jobs.list({ side: 'fleet', since: null });
  expect(rows.find(({ plate }) => plate === 'HH KEY 2')).toMatchObject({
    status: 'assigned',
    templateName: 'Trailer EU',
    unitType: 'evopulse',
    servicePlace: 'Hall 5',
  });
});

test('JOB-4 a file that cannot be imported says why and what to do, and the next one is taken', async ({
  quietPage: page,
}) => {
  await openImport(page);
  const alert = main(page).getByRole('alert');
  const rows = (many: number) => Array.from({ length: many }, (_, at) => `HH NO ${at}`).join('\n');
  const refusals = [
    [fileOf('many.csv', `plate\n${rows(1_001)}`), 'This file has 1,001 rows, and an import takes 1,000.'],
    [fileOf('years.csv', `plate,place\n${rows(250_000)}`), 'This file has 250,000 rows'],
    [fileOf('book.xlsx', 'PK\u0003\u0004\0\0'), 'Open it there, save it as CSV'],
    [fileOf('open.csv', 'plate\nKL 1\n"KL 2\nKL 3'), 'From line 3 on nobody can tell where a cell ends'],
    [fileOf('huge.csv', Buffer.alloc(8_400_000, 'x')), 'This file is larger than 8 MB.'],
    [fileOf('none.csv', ''), 'This file holds nothing.'],
  ] as const;
  for (const [file, words] of refusals) {
    await choose(page, file);
    await expect(alert).toContainText(words);
    await expect(stepButton(page, 'Columns')).toBeDisabled();
  }
  await expectAccessible(page);
  await choose(page, fileOf('headings.csv', 'plate,vin\n'));
  await expect(main(page)).toContainText('This file has headings and no rows below them.');
  await choose(page, fileOf('strange.csv', 'a,b\n1,2\n'));
  await expect(main(page)).toContainText('No heading was understood.');
  await button(page, 'Check the rows').click();
  await expect(main(page)).toContainText('No row can be imported.');
  await expect(button(page, /^Go on/)).toHaveCount(0);
});

test('JOB-4 a file is dropped; what the centre refuses or does not answer is said, and trying again imports it once', async ({
  quietPage: page,
}) => {
  await openImport(page);
  await dropFile(page, fileOf('dropped.csv', 'plate\nHH DROP 1\n'));
  await expect(main(page)).toContainText('dropped.csv');
  await button(page, 'Check the rows').click();
  await button(page, 'Go on with 1 job').click();
  await world.office.client().demo.setNetwork({ connected: false });
  await button(page, 'Import 1 job').click();
  await expect(main(page).getByRole('alert')).toContainText('The centre cannot be reached now.');
  await world.office.client().demo.setNetwork({ connected: true });
  await button(page, 'Import 1 job').click();
  await expect(main(page)).toContainText('1 job is imported, 0 of them assigned.');
  const { rows } = await world.office.client().jobs.list({ side: 'fleet', since: null });
  expect(rows.filter(({ plate }) => plate === 'HH DROP 1')).toHaveLength(1);
});

test('JOB-4 whom the file means by an unknown partner is said once, and its rows are judged again', async ({
  quietPage: page,
}) => {
  await openImport(page);
  await choose(page, fileOf('Partner.csv', 'plate;partner\r\nUP 1;Hansen\r\nUP 2;Hansen\r\nUP 3;Someone else\r\n'));
  await button(page, 'Check the rows').click();
  await expect(main(page).getByText('3 refused')).toBeVisible();
  const hansen = page.getByLabel('HANSEN · 2 rows');
  await hansen.focus();
  await page.keyboard.type('Hansen');
  await expect(main(page).getByText('2 good')).toBeVisible();
  await expect(hansen).toBeFocused();
  await look(page, 'jobs-import-unknown-partners');
  await page.getByLabel('SOMEONE ELSE · 1 row').selectOption('No partner – these jobs stay pending');
  await expect(main(page).getByText('3 good')).toBeVisible();
  await expectAccessible(page);
  await button(page, 'Go on with 3 jobs').click();
  await button(page, /^Import 3/).click();
  await expect(main(page).getByText('3 jobs are imported, 2 of them assigned.')).toBeVisible();
});
