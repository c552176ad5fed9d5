import { createHmac } from 'node:crypto';
import type { Page } from '@playwright/test';
import { startReceiver, type TestReceiver } from '#cloud/testing/test-receiver.ts';
import { signIn } from './testing/bench.ts';
import { look } from './testing/look-at-screen.ts';
import { type PartnerWorld, startPartnerWorld } from './testing/partner-world.ts';
import { expect, test } from './testing/test.ts';

/** The fleet manager in the office, and a receiver of the fleet's own that refuses the first message. */
let world: PartnerWorld;
let page: Page;
let receiver: TestReceiver;
let refusals = 1;
/** Its host takes connections and answers nobody. */
let isAway = false;

test.describe.configure({ mode: 'serial', timeout: 180_000 });
/** What comes by itself: a batch waits a second, and the first retry five more. */
const live = { timeout: 60_000 };
test.use({ viewport: { width: 1366, height: 768 } });

test.beforeAll(async ({ browser }) => {
  receiver = await startReceiver((_batch, response) => {
    if (isAway) {
      response.destroy();
      return 'answered';
    }
    if (refusals > 0) {
      refusals -= 1;
      response.writeHead(503, { 'content-type': 'text/plain' }).end('closed for maintenance');
      return 'answered';
    }
    return 204;
  });
  world = await startPartnerWorld();
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  page = await context.newPage();
  await world.office.open(page);
  await signIn(page, 'H. Petersen');
});
test.afterAll(async () => {
  await page?.context().close();
  await world?.close();
  await receiver?.close();
});

const dialog = () => page.getByRole('alertdialog');
const button = (name: string | RegExp) => page.getByRole('button', { name });
let secret = '';

test('PAIR-7 the fleet manager adds a webhook and is shown its secret once', async () => {
  await button(/^Events/).click();
  await expect(page.getByText('No webhook is told of events yet.')).toBeVisible();
  await button('Add a webhook').click();
  const address = dialog().getByRole('textbox', { name: 'Address of the webhook' });
  await address.fill('http://hooks.example.com/fitbay');
  await dialog().getByRole('button', { name: 'Add the webhook' }).click();
  await expect(dialog()).toContainText('Only https is allowed.');
  await look(page, 'events-add');
  await address.fill('https://hooks.example.com/'.padEnd(1_001, 'x'));
  await expect(dialog()).toContainText('At most 1,000 characters; 1,001 stand here.');
  await expect(dialog().getByRole('button', { name: 'Add the webhook' })).toBeDisabled();
  await address.fill('https://hooks.example.com/half');
  await dialog().getByText('Unpaired').click();
  await page.reload();
  await button('Add a webhook').click();
  await expect(address).toHaveValue('https://hooks.example.com/half');
  await expect(dialog().getByRole('checkbox', { name: /^Unpaired/ })).not.toBeChecked();
  await dialog().getByText('Unpaired').click();
  await address.fill(receiver.url);
  await dialog().getByRole('button', { name: 'Add the webhook' }).click();
  const shown = dialog().getByRole('textbox', { name: 'Secret' });
  await expect(shown).toHaveValue(/^whsec_/);
  secret = await shown.inputValue();
  await look(page, 'events-secret');
  await dialog().getByRole('button', { name: 'Copy the secret' }).click();
  await expect(dialog()).toContainText('Copied');
  await dialog().getByRole('button', { name: 'I have kept it' }).click();
  await expect(page.getByRole('row').filter({ hasText: receiver.url })).toContainText('Active');
  expect(await page.content()).not.toContain(secret);
});

test('PAIR-7 the log shows the failed and the good try of a message, its text, and sends it again', async () => {
  await world.hear('evopulse:866344054201822', 'WSM00000003119999');
  await expect(page.getByRole('row').filter({ hasText: receiver.url })).toContainText('0 waiting', live);
  await expect.poll(() => receiver.received.filter((one) => one.accepted).length, live).toBe(1);
  await look(page, 'events');
  await button(`Open ${receiver.url}`).click();
  const row = page.getByRole('row').filter({ hasText: 'Delivered' });
  await expect(row).toContainText('1 failed try', live);
  await look(page, 'events-one');
  await row.getByRole('button', { name: 'Open message 1' }).click();
  const opened = page.getByRole('dialog');
  await expect(opened).toContainText('503 · refused');
  await expect(opened).toContainText('closed for maintenance');
  await expect(opened).toContainText('204 · accepted');
  await expect(opened.getByRole('textbox', { name: 'What was sent' })).toHaveValue(/"reason": "NotFound"/);
  await look(page, 'events-batch');
  await opened.getByRole('button', { name: 'Send again' }).click();
  await expect.poll(() => receiver.received.filter((one) => one.accepted).length, live).toBe(2);
  const [first, again] = receiver.received.filter((one) => one.accepted);
  expect(again?.webhookId).toBe(first?.webhookId);
  const signed = `${again?.webhookId}.${again?.timestamp}.${again?.body}`;
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  expect(again?.signature).toBe(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
  await opened.getByRole('button', { name: 'Close' }).click();
});

test('PAIR-7 a range and all since a moment are sent again, each under its own id', async () => {
  const sent = () => receiver.received.filter((one) => one.accepted).length;
  const before = sent();
  await button('Send many again').click();
  await expect(dialog()).toContainText('Messages of the last 30 days can be sent.');
  const send = dialog().getByRole('button', { name: 'Send again' });
  await expect(send).toBeDisabled();
  await dialog().getByRole('radio', { name: 'From number to number' }).click();
  await dialog().getByRole('textbox', { name: 'From number' }).fill('2');
  await dialog().getByRole('textbox', { name: 'To number' }).fill('1');
  await expect(send).toBeDisabled();
  await dialog().getByRole('textbox', { name: 'From number' }).fill('1');
  await look(page, 'events-replay');
  await send.click();
  await expect(page.getByText('1 message is sent again.')).toBeVisible();
  await expect.poll(sent, live).toBe(before + 1);
  await button('Send many again').click();
  await dialog().getByRole('radio', { name: 'All since' }).click();
  await dialog().getByLabel('Since').fill('2020-01-01T00:00');
  await send.click();
  await expect.poll(sent, live).toBe(before + 2);
  expect(new Set(receiver.received.map(({ webhookId }) => webhookId)).size).toBe(1);
});

test('PAIR-4 of a host that does not answer the page says that it is left alone, and until when', async () => {
  const minuteMs = 60_000;
  const accepted = () => receiver.received.filter((one) => one.accepted).length;
  const [before, alreadyTried] = [accepted(), receiver.received.length];
  isAway = true;
  await button('Send many again').click();
  await dialog().getByRole('radio', { name: 'From number to number' }).click();
  await dialog().getByRole('textbox', { name: 'From number' }).fill('1');
  await dialog().getByRole('textbox', { name: 'To number' }).fill('1');
  await dialog().getByRole('button', { name: 'Send again' }).click();
  // The waits of one message between its tries, each with the fifth by which it may be longer.
  const waitsMs = [0.2, 7, 40, 150].map((minutes) => minutes * minuteMs);
  for (const [index, waitMs] of waitsMs.entries()) {
    await expect.poll(() => receiver.received.length - alreadyTried, live).toBe(index + 1);
    world.advance(waitMs);
  }
  await expect(page.getByText(/host has not answered since/)).toBeVisible(live);
  await look(page, 'events-held');

  isAway = false;
  world.advance(400 * minuteMs);
  // The hours that went by brought more events of a unit that nobody has a vehicle for.
  await expect.poll(accepted, live).toBeGreaterThan(before);
  await expect(page.getByText(/host has not answered since/)).toBeHidden(live);
});

test('PAIR-7 it is paused, resumed, given a new secret and removed', async () => {
  await button('Pause').click();
  await expect(page.getByText('Events that happen meanwhile are not sent later.')).toBeVisible();
  await button('Resume').click();
  await expect(button('Pause')).toBeVisible();
  await button('New secret').click();
  await dialog().getByRole('button', { name: 'New secret' }).click();
  await expect(dialog().getByRole('textbox', { name: 'Secret' })).toHaveValue(/^whsec_/);
  await dialog().getByRole('button', { name: 'I have kept it' }).click();
  await expect(page.getByText(/signs along until/)).toBeVisible();
  await button('Change').click();
  await dialog().getByRole('radio', { name: 'Version 2' }).click();
  await dialog().getByRole('button', { name: 'Save the change' }).click();
  await expect(page.getByText('Paired, or pairing failed, version 2')).toBeVisible();
  await button('Remove').click();
  await dialog().getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText('No webhook is told of events yet.')).toBeVisible();
});
