import type { Page } from '@playwright/test';
import { groupSerial } from '#core/domain/identity/group-digits.ts';
import { events, goTo, person, takeSeat, typeOnPad } from './testing/bench.ts';
import { type CameraPage, expect, test } from './testing/camera-browser.ts';
import { look } from './testing/look-at-screen.ts';
import { demoWorldOfFile } from './testing/test.ts';

const world = demoWorldOfFile();

/** Labels of the demo's units, one a test. */
const films = [
  { bcid: 'qrcode', text: 'EVP-866344054201822', degrees: 12 },
  { bcid: 'datamatrix', text: 'EVP-359315075384726', degrees: -20 },
  { bcid: 'code128', text: 'EVG-866344054203018', degrees: 7 },
  { bcid: 'code39', text: 'TXG-357862051104273', degrees: -6 },
] as const;
const [qrFilm] = films;

async function begin(page: Page): Promise<void> {
  await takeSeat(page, world(), 'M. Kaya', 'Nordfracht Logistik');
  await goTo(page, '/bench');
  await expect(page.getByRole('heading', { name: 'Scan a unit' })).toBeVisible();
}

const view = (page: Page) => page.getByRole('dialog', { name: 'Scan with the camera' });
const useCamera = (page: Page) => page.getByRole('button', { name: 'Use the camera' }).click();

async function expectOff({ page, runningCameras }: CameraPage): Promise<void> {
  await expect(view(page)).toHaveCount(0);
  expect(await runningCameras()).not.toContain(true);
  expect(page.url()).not.toContain('camera=on');
}

test.describe('SCAN-1 a label before the camera, moving, askew, with noise', () => {
  for (const film of films) {
    test(`${film.bcid} opens the unit’s sheet, and the camera goes off`, async ({ openCameraPage }) => {
      const camera = await openCameraPage({ film, permission: 'granted' });
      await begin(camera.page);
      await camera.page.keyboard.press('F4');
      const heading = camera.page.getByRole('heading', { level: 1 });
      await expect(heading).toHaveText(groupSerial(film.text.slice('EVP-'.length)));
      await expectOff(camera);
      expect(await camera.runningCameras()).toHaveLength(1);
    });
  }

  test('SCAN-4 SCAN-5 a code that opens nothing is answered once, however long it is held there', async ({
    openCameraPage,
  }) => {
    const film = { bcid: 'code128', text: 'HELLO-WORKSHOP', degrees: 3 };
    const camera = await openCameraPage({ film, permission: 'granted' });
    const { page } = camera;
    await begin(page);
    await useCamera(page);
    const kept = events(page).filter({ hasText: film.text });
    await expect(page.getByRole('status').filter({ hasText: film.text })).toContainText('Not readable');
    const taken = await camera.framesTaken();
    await expect.poll(camera.framesTaken).toBeGreaterThan(taken + 20);
    await expect(view(page)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(kept).toHaveCount(1);
    await expectOff(camera);
  });
});

test.describe('SCAN-1 the camera is on only while its view is open', () => {
  test('locking turns it off, and whoever comes next has to ask for it', async ({ openCameraPage }) => {
    const camera = await openCameraPage({ permission: 'granted' });
    const { page } = camera;
    await begin(page);
    await useCamera(page);
    await expect.poll(camera.runningCameras).toEqual([true]);
    await page.keyboard.press('Control+l');
    const pad = page.getByRole('region', { name: 'PIN of M. Kaya' });
    await expect(pad).toBeVisible();
    await expectOff(camera);
    await unlock(page);
    await expect(page.getByRole('heading', { name: 'Scan a unit' })).toBeVisible();
    await expectOff(camera);
  });

  test('another place turns it off; closing it leaves what was typed before', async ({ openCameraPage }) => {
    const camera = await openCameraPage({ permission: 'granted' });
    const { page } = camera;
    await begin(page);
    await page.keyboard.press('F2');
    const typing = page.getByRole('dialog', { name: 'Type a number' });
    await typing.getByRole('textbox').fill('EVP-35');
    await typing.getByRole('button', { name: 'Use the camera' }).click();
    await expect.poll(camera.runningCameras).toEqual([true]);
    await page.keyboard.press('Escape');
    await expectOff(camera);
    await expect(typing.getByRole('textbox')).toHaveValue('EVP-35');
    await typing.getByRole('button', { name: 'Use the camera' }).click();
    await expect.poll(camera.runningCameras).toEqual([false, true]);
    await goTo(page, '/audit');
    await expectOff(camera);
  });

  test('it begins with the camera that was chosen last', async ({ openCameraPage }) => {
    const camera = await openCameraPage({ cameras: 2, permission: 'granted' });
    const { page } = camera;
    await begin(page);
    await useCamera(page);
    const which = view(page).getByRole('combobox', { name: 'Camera' });
    await expect(which.getByRole('option')).toHaveCount(2);
    const names = await which.getByRole('option').allTextContents();
    const other = names.find((name) => name !== names[0]) ?? '';
    await which.selectOption({ label: other });
    await expect.poll(camera.runningCameras).toEqual([false, true]);
    await page.keyboard.press('Escape');
    await useCamera(page);
    await expect(which.locator('option:checked')).toHaveText(other);
    await page.keyboard.press('Escape');
    await expectOff(camera);
  });
});

test.describe('SCAN-5 a camera that cannot be had says what to do next', () => {
  test('refused: allowed afterwards, it works at once', async ({ openCameraPage }) => {
    const camera = await openCameraPage({ film: { ...qrFilm, text: 'EVP-359315075385517' }, permission: 'unasked' });
    const { page } = camera;
    await begin(page);
    await useCamera(page);
    await expect(view(page).getByRole('status')).toContainText('The camera is not allowedAllow it for this page');
    await lookAtCamera(page, 'camera-refused');
    await page.context().grantPermissions(['camera']);
    await view(page).getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(groupSerial('359315075385517'));
    await expectOff(camera);
  });

  test('none there: typing is one press away', async ({ openCameraPage }) => {
    const camera = await openCameraPage({ cameras: 0, permission: 'granted' });
    const { page } = camera;
    await begin(page);
    await useCamera(page);
    await expect(view(page).getByRole('status')).toContainText('No camera foundPlug one in');
    await view(page).getByRole('button', { name: 'Type the number' }).click();
    await expect(page.getByRole('dialog', { name: 'Type a number' }).getByRole('textbox')).toBeFocused();
    await expectOff(camera);
  });

  test('taken away: says so, and another try goes on', async ({ openCameraPage }) => {
    const camera = await openCameraPage({ permission: 'granted' });
    const { page } = camera;
    await begin(page);
    await useCamera(page);
    await expect.poll(camera.runningCameras).toEqual([true]);
    await expect(view(page).getByRole('status')).toContainText('Hold the label inside the frame');
    await lookAtCamera(page, 'camera-watching');
    // No camera can be pulled out of a test; this is what the page would hear.
    await page.evaluate(() => window.openedStreams?.[0]?.getTracks()[0]?.dispatchEvent(new Event('ended')));
    await expect(view(page).getByRole('status')).toContainText('The camera is gone');
    expect(await camera.runningCameras()).toEqual([false]);
    await view(page).getByRole('button', { name: 'Try again' }).click();
    await expect.poll(camera.runningCameras).toEqual([false, true]);
    await page.keyboard.press('Escape');
    await expectOff(camera);
  });
});

async function unlock(page: Page): Promise<void> {
  await typeOnPad(page.getByRole('region', { name: 'PIN of M. Kaya' }), person('M. Kaya').pin);
  await page.getByRole('button', { name: 'Unlock' }).click();
}

/** Its buttons are within the window, whatever the camera shows. */
async function lookAtCamera(page: Page, screen: string): Promise<void> {
  await look(page, screen);
  const buttons = await view(page).getByRole('button').last().boundingBox();
  expect((buttons?.y ?? 999) + (buttons?.height ?? 0)).toBeLessThanOrEqual(768);
}
