import { expect, type Locator, type Page } from '@playwright/test';
import { groupSerial } from '#core/domain/identity/group-digits.ts';
import { demoFleet } from '#resources/demo/demo-fleet.ts';
import type { DemoWorld } from './demo-world.ts';

/** What people do at the bench, in the words that stand on the page (English). */
export function person(name: string) {
  const found = demoFleet.people.find(({ displayName }) => displayName === name);
  if (found === undefined) {
    throw new Error(`the demo has no ${name}`);
  }
  return found;
}

/** Tile, then the PIN on the pad's own keys. */
export async function signIn(page: Page, name: string): Promise<void> {
  const { pin, displayName } = person(name);
  // The tile, not the button of whoever still has the seat while the sign-in is on its way.
  const tiles = page.getByRole('region', { name: /^(Who is working\?|Locked)$/ });
  await tiles.getByRole('button', { name: new RegExp(`^${displayName}`) }).click();
  const pad = page.getByRole('region', { name: `PIN of ${displayName}` });
  await typeOnPad(pad, pin);
  await pad.getByRole('button', { name: /^(Sign in|Unlock)$/ }).click();
  await expect(
    page.getByRole('button', { name: new RegExp(`^${displayName}.*switch user, lock, settings`) }),
  ).toBeVisible();
}

export async function typeOnPad(pad: Locator, pin: string): Promise<void> {
  for (const digit of pin) {
    await pad.getByRole('button', { name: digit, exact: true }).click();
  }
}

export async function chooseCustomer(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name: 'Fitbay, go to the start page' }).click();
  await page.getByRole('button', { name }).click();
  await expect(page.getByRole('heading', { name: 'Scan a unit' })).toBeVisible();
}

/** Answers the question for the PIN that stands before a transfer. */
export async function confirmByPin(page: Page, name: string): Promise<void> {
  const dialog = page.getByRole('alertdialog', { name: 'Confirm the transfer' });
  await typeOnPad(dialog, person(name).pin);
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await expect(dialog).toBeHidden();
}

/** Holds a label of the demo's tray under the reader. */
export async function takeLabel(page: Page, text: string): Promise<void> {
  const tray = page.getByRole('region', { name: 'Demo: labels to scan' });
  await tray.getByRole('button', { name: new RegExp(`^${text}(?!\\d)`) }).click();
}

/** Goes to a place of the page by its address, as a bookmark would. */
export async function goTo(page: Page, route: string): Promise<void> {
  await page.goto(page.url().replace(/(#.*)?$/, `#${route}`));
}

/** Goes back to a sheet from the bench's list. */
export async function openSheet(page: Page, serial: string): Promise<void> {
  await goTo(page, '/bench');
  await page
    .getByRole('region', { name: 'Sheets' })
    .getByRole('button', { name: new RegExp(`^${groupSerial(serial)}`) })
    .click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(groupSerial(serial));
}

/** The open step's card. */
export function card(page: Page): Locator {
  return page.getByRole('main').getByRole('article');
}

/** Presses a button of the open step's card. */
export async function press(page: Page, name: string | RegExp): Promise<void> {
  await card(page)
    .getByRole('button', { name, exact: typeof name === 'string' })
    .click();
}

/** The card's heading is the verdict of the step. */
export function verdict(page: Page): Locator {
  return card(page).getByRole('heading', { level: 2 });
}

/** Buttons that are filled, i.e. offered as the next action, in the part given. */
export function filledButtons(within: Locator): Locator {
  return within.locator('button.button-go');
}

export async function openStep(page: Page, name: string): Promise<void> {
  await page
    .getByRole('list', { name: 'Steps of this sheet' })
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .click();
}

export const events = (page: Page): Locator =>
  page.getByRole('region', { name: 'Scans and events' }).getByRole('listitem');

/** Opens the page and brings a technician to the bench of a customer, whoever was there before. */
export async function takeSeat(page: Page, world: DemoWorld, who: string, customer: string): Promise<void> {
  const seat = await world.client().access.seat();
  if (seat.kind === 'signed-in' && seat.displayName !== who) {
    await world.client().access.signOut();
  }
  await world.open(page);
  const person = page.getByRole('button', { name: new RegExp(`^${who}.*switch user, lock, settings`) });
  const tile = page.getByRole('button', { name: new RegExp(`^${who}`) });
  await expect(person.or(tile).first()).toBeVisible();
  if (!(await person.isVisible())) {
    await signIn(page, who);
  }
  await chooseCustomer(page, customer);
}
