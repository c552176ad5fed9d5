import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { blankJobFields } from '#core/domain/jobs/job-fields.ts';
import { judgePhoto } from '#core/domain/photos/judge-photo.ts';
import { fromBase64 } from '#core/kernel/base64.ts';
import { type JobId, organizationId } from '#core/kernel/entity-ids.ts';
import { goTo, person } from './testing/bench.ts';
import { type CameraPage, expect, test } from './testing/camera-browser.ts';
import { look } from './testing/look-at-screen.ts';
import { type PartnerWorld, startPartnerWorld } from './testing/partner-world.ts';

/** A job that ends as failed with photos, from the technician's four ways to give one to the fleet that looks at it. */
let world: PartnerWorld;

test.describe.configure({ mode: 'serial', timeout: 600_000 });
const live = { timeout: 60_000 };
const hansen = organizationId.parse('019a9d00-0000-7000-8000-000000000001');

test.beforeAll(async () => {
  test.setTimeout(180_000);
  world = await startPartnerWorld();
  for (const [seat, name] of [
    [world.office, 'H. Petersen'],
    [world.bench, 'M. Kaya'],
  ] as const) {
    const { id: personId, pin } = person(name);
    const signIn = async () => (await seat.client().access.signIn({ personId, pin })).kind;
    await expect.poll(signIn, live).toBe('signed-in');
  }
});
test.afterAll(() => world?.close());

/** A job that the bench has begun, with the question of why it failed open. */
async function failing({ page }: CameraPage): Promise<{ readonly id: JobId; readonly number: number | null }> {
  const answer = await world.office.client().jobs.create({
    requestId: randomUUID(),
    job: {
      kind: 'maintenance',
      steps: [],
      templateId: null,
      repeats: null,
      partnerId: hansen,
      fields: { ...blankJobFields, plate: 'SW 41', task: 'repair', instructions: 'The unit is silent.' },
    },
  });
  if (answer.kind !== 'done') {
    throw new Error(`no job was given: ${JSON.stringify(answer)}`);
  }
  const { id, number } = answer.job;
  await expect.poll(async () => (await world.bench.client().jobs.read({ id })).kind, live).toBe('job');
  await goTo(page, `/jobs/job/${id}`);
  await page.getByRole('button', { name: 'Start the job' }).click();
  await page.getByRole('button', { name: 'It failed …' }).click();
  await page.getByRole('radio', { name: 'Wiring damaged' }).click();
  await page.getByRole('alertdialog').getByRole('textbox').fill('The plug is torn off, both pins are gone.');
  return { id, number };
}

const question = (page: Page) => page.getByRole('alertdialog');
const thumbs = (page: Page) => question(page).getByRole('button', { name: /^Open photo/ });
const choose = (page: Page, name: string, mimeType: string, buffer: Buffer) =>
  question(page).locator('input[type=file]').setInputFiles([{ name, mimeType, buffer }]);

/** A JPEG that a browser opens, larger than a photo may be, with what a telephone writes beside the picture. */
async function shot(page: Page, colour: string): Promise<Buffer> {
  const plain = await page.evaluate(async (fill) => {
    const canvas = new OffscreenCanvas(2_400, 1_800);
    const context = canvas.getContext('2d');
    if (context !== null) {
      context.fillStyle = fill;
      context.fillRect(0, 0, 2_400, 1_800);
      context.fillStyle = '#10272c';
      context.font = 'bold 260px sans-serif';
      context.fillText('PLUG 7', 240, 900);
      context.fillRect(240, 1_100, 1_700, 60);
    }
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
    return [...new Uint8Array(await blob.arrayBuffer())];
  }, colour);
  const beside = Buffer.from(`Exif\0\0GPS-CANARY 47.5 N`);
  const head = Buffer.from([0xff, 0xe1, 0, beside.length + 2]);
  return Buffer.concat([Buffer.from(plain.slice(0, 2)), head, beside, Buffer.from(plain.slice(2))]);
}

/** As from another program's copy, or from another window by hand. */
async function give(page: Page, how: 'paste' | 'drop', file: Buffer): Promise<void> {
  await page.evaluate(
    ([kind, bytes]) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(bytes)], 'shot.jpg', { type: 'image/jpeg' }));
      const given =
        kind === 'paste'
          ? new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
          : new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true });
      (document.activeElement ?? document.body).dispatchEvent(given);
    },
    [how, [...file]] as const,
  );
}

async function atBench(openCameraPage: (setup: { permission: 'granted' }) => Promise<CameraPage>): Promise<CameraPage> {
  const camera = await openCameraPage({ permission: 'granted' });
  await world.bench.open(camera.page);
  return camera;
}

test('JOB-7 JOB-8 photos are chosen, pasted, dropped and taken; the fleet looks at them with the keyboard', async ({
  openCameraPage,
  browser,
}) => {
  const camera = await atBench(openCameraPage);
  const { page } = camera;
  const { id } = await failing(camera);
  const office = await (await browser.newContext({ viewport: { width: 1366, height: 768 } })).newPage();
  await world.office.open(office);
  await goTo(office, `/jobs/job/${id}`);

  await choose(page, 'plug.jpg', 'image/jpeg', await shot(page, '#c9a227'));
  await expect(thumbs(page)).toHaveCount(1);
  await give(page, 'paste', await shot(page, '#7fb069'));
  await expect(thumbs(page)).toHaveCount(2);
  await give(page, 'drop', await shot(page, '#d36135'));
  await expect(thumbs(page)).toHaveCount(3);
  await question(page).getByRole('button', { name: 'Camera', exact: true }).click();
  await expect.poll(camera.runningCameras).toEqual([true]);
  await look(page, 'job-fail-camera');
  await expect(question(page).getByRole('button', { name: 'Take photo' })).toBeInViewport();
  await question(page).getByRole('button', { name: 'Take photo' }).click();
  await expect(thumbs(page)).toHaveCount(4);
  await question(page).getByRole('button', { name: 'Close camera' }).click();
  await expect.poll(camera.runningCameras).toEqual([false]);
  expect(page.url()).not.toContain('camera=');
  await expect(question(page).getByText('4 photos are the most.')).toBeVisible();
  await look(page, 'job-fail-photos');
  await question(page).getByRole('button', { name: 'Remove photo 2' }).click();
  await expect(thumbs(page)).toHaveCount(3);

  const { photos: kept } = await world.bench.client().photos.kept({ jobId: id });
  for (const sha256 of kept) {
    const read = await world.bench.client().photos.read({ jobId: id, sha256 });
    const jpeg = read.kind === 'photo' ? fromBase64(read.jpegBase64) : null;
    expect(Buffer.from(jpeg ?? []).includes('GPS-CANARY')).toBe(false);
    expect(judgePhoto(jpeg ?? new Uint8Array())).toMatchObject({ kind: 'photo' });
  }
  await question(page).getByRole('button', { name: 'End as failed' }).click();
  await expect(page).toHaveURL(/jobs\/mine/);

  const seen = office.getByRole('button', { name: /^Open photo/ });
  await expect(seen).toHaveCount(3, live);
  await look(office, 'job-failed-photos');
  await seen.first().focus();
  await office.keyboard.press('Enter');
  const viewer = office.getByRole('dialog');
  await expect(viewer.getByRole('heading')).toHaveText('Photo 1 of 3');
  await office.keyboard.press('ArrowRight');
  await expect(viewer.getByRole('heading')).toHaveText('Photo 2 of 3');
  await expect(viewer.getByRole('img', { name: 'Photo 2' })).toBeVisible();
  await look(office, 'job-photo-large');
  await office.keyboard.press('Escape');
  await expect(viewer).toHaveCount(0);
  await expect(seen.first()).toBeFocused();
  await office.context().close();
});

test('JOB-7 what is no photo is refused in words, and what was kept stays over closed questions and reloads', async ({
  openCameraPage,
}) => {
  const camera = await atBench(openCameraPage);
  const { page } = camera;
  await failing(camera);
  await choose(page, 'drawing.svg', 'image/svg+xml', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'));
  await expect(question(page).getByRole('alert')).toContainText('drawing.svg is no JPEG or PNG');
  const broken = (await shot(page, '#c9a227')).subarray(0, 400);
  await choose(page, 'cut.jpg', 'image/jpeg', broken);
  await expect(question(page).getByRole('alert')).toContainText('cut.jpg cannot be opened');
  await look(page, 'job-fail-refused');
  await choose(page, 'plug.jpg', 'image/jpeg', await shot(page, '#c9a227'));
  await expect(thumbs(page)).toHaveCount(1);
  await expect(question(page).getByRole('alert')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await page.reload();
  await page.getByRole('button', { name: 'It failed …' }).click();
  await expect(thumbs(page)).toHaveCount(1);
  await thumbs(page).first().click();
  await expect(page.getByRole('img', { name: 'Photo 1' })).toBeVisible();
});
