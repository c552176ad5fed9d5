import { chooseCustomer, goTo, signIn } from './testing/bench.ts';
import { silentUnits } from './testing/demo-world.ts';
import { look } from './testing/look-at-screen.ts';
import { demoWorldOfFile, expect, test } from './testing/test.ts';

/** The demo's scenario picker: every family and every useful fault can be tried without hardware (INST-2). */
const world = demoWorldOfFile(silentUnits);

test.use({ viewport: { width: 1366, height: 768 } });

test('INST-2 what goes wrong at a bay, of which make its unit is, and how Teltonika units are spoken to', async ({
  quietPage: page,
}) => {
  test.setTimeout(240_000);
  await world().open(page);
  await signIn(page, 'M. Kaya');
  await chooseCustomer(page, 'Nordfracht Logistik');
  await page.getByRole('button', { name: 'Bay 1: Everything works' }).click();
  const dialog = page.getByRole('dialog', { name: 'Demo: bay 1' });
  await expect(dialog.getByRole('radio', { name: 'Everything works' })).toBeChecked();
  await look(page, 'demo-play');
  await dialog.getByRole('radio', { name: 'Another unit than the label says' }).click();
  await expect(dialog.getByRole('radio', { name: 'Another unit than the label says' })).toBeChecked();
  await dialog.getByRole('radio', { name: 'CalAmp LMU-2630' }).click();
  await expect(dialog.getByRole('radio', { name: 'CalAmp LMU-2630' })).toBeChecked();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(
    page.getByRole('button', { name: 'Bay 1: Another unit than the label says CalAmp LMU-2630' }),
  ).toBeVisible();
  await look(page, 'demo-play-chosen');
  // The bay asks anew who is there, in the language of the other make.
  const answerOf = async () => (await world().client().ports.find()).ports.find(({ bay }) => bay === 1)?.answer;
  await expect.poll(answerOf, { timeout: 60_000 }).toMatchObject({ driver: 'calamp', imei: '359315075384734' });

  // How Teltonika units are spoken to stands on the page of the ports, off at first.
  await goTo(page, '/settings/ports');
  const card = page.getByRole('region', { name: 'Teltonika units' });
  const dialogue = card.getByRole('switch', { name: 'Use the Configurator’s own dialogue' });
  await expect(dialogue).not.toBeChecked();
  await card.scrollIntoViewIfNeeded();
  await look(page, 'ports-teltonika');
  // Refused while a bay asks who is there; then it is pressed again.
  await expect(async () => {
    await dialogue.click({ force: true });
    await expect(dialogue).toBeChecked({ timeout: 3_000 });
  }).toPass();
  await card.getByRole('radio', { name: 'Dot in front' }).click();
  await expect(card.getByRole('radio', { name: 'Dot in front' })).toBeChecked();
});
