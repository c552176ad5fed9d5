import type { Locator, Page } from '@playwright/test';
import { goTo, openStep, person, takeLabel, takeSeat } from './testing/bench.ts';
import { type EndKey, type KeyboardReader, plugInReader } from './testing/keyboard-reader.ts';
import { demoWorldOfFile, expect, test } from './testing/test.ts';

const world = demoWorldOfFile();

interface Place {
  readonly name: string;
  /** Brings the page there and answers the control that gets the focus; null for none. */
  readonly reach: (page: Page) => Promise<Locator | null>;
}

/** Every kind of control that the page has; each would do something if it got the keys of a scan. */
const places: readonly Place[] = [
  {
    name: 'nothing',
    reach: async (page) => {
      await goTo(page, '/bench');
      return null;
    },
  },
  {
    name: 'a button',
    reach: async (page) => {
      await goTo(page, '/bench');
      return page.getByRole('region', { name: 'Demo: labels to scan' }).getByRole('button').first();
    },
  },
  {
    name: 'a switch',
    reach: async (page) => {
      await goTo(page, '/bench');
      return page.getByRole('switch', { name: 'Network' });
    },
  },
  {
    name: 'a link',
    reach: async (page) => {
      await goTo(page, '/bench');
      return page.getByRole('link', { name: 'Fitbay, go to the start page' });
    },
  },
  {
    name: 'a radio',
    reach: async (page) => {
      await goTo(page, '/bench');
      await page.getByRole('region', { name: 'Sheets' }).getByRole('button').first().click();
      await openStep(page, 'Identity');
      return page.getByRole('radio').first();
    },
  },
  {
    name: 'a choice of several',
    reach: async (page) => {
      await goTo(page, '/person');
      return page.getByRole('radiogroup', { name: 'Language' }).getByRole('radio', { name: 'Deutsch' });
    },
  },
  {
    name: 'a search field',
    reach: async (page) => {
      await goTo(page, '/');
      const field = page.getByRole('searchbox');
      await field.fill('nord');
      await expect(page.getByRole('region', { name: 'Customers' }).getByRole('listitem')).toHaveCount(1);
      return field;
    },
  },
  {
    name: 'a text field in a dialog',
    reach: async (page) => {
      await goTo(page, '/bench');
      await page.keyboard.press('F2');
      const field = page.getByRole('dialog').getByRole('textbox');
      await field.fill('EVP-35');
      return field;
    },
  },
  {
    name: 'a text area in a dialog',
    reach: async (page) => {
      await goTo(page, '/bench');
      await page.getByRole('region', { name: 'Sheets' }).getByRole('button').first().click();
      await openStep(page, 'Sign off');
      await page.getByRole('main').getByRole('button', { name: 'Close without signing' }).click();
      const field = page.getByRole('alertdialog').getByRole('textbox');
      await field.fill('Because');
      return field;
    },
  },
  {
    name: 'a button in a dialog',
    reach: async (page) => {
      await goTo(page, '/bench');
      await page.getByRole('region', { name: 'Sheets' }).getByRole('button').first().click();
      await openStep(page, 'Owner');
      await page
        .getByRole('main')
        .getByRole('button', { name: /^Transfer to/ })
        .click();
      return page.getByRole('alertdialog').getByRole('button', { name: /^Transfer to/ });
    },
  },
];

const gapsMs = [4, 12, 20, 35];
const ends: readonly EndKey[] = ['Enter', 'Tab', 'none'];

test.describe('SCAN-4 a scan does what a scan does and nothing else, whatever has the focus', () => {
  for (const [number, place] of places.entries()) {
    test(`focus on ${place.name}: ${gapsMs.join(', ')} ms, ended by Enter, by Tab and by silence`, async ({
      quietPage: page,
    }) => {
      const reader = await plugInReader(page);
      await begin(page);
      const focus = await place.reach(page);
      await focus?.focus();
      const before = await look(page);
      const codes: string[] = [];
      for (const [turn, gapMs] of gapsMs.entries()) {
        for (const end of ends) {
          // A space would press buttons and switches; every code is another one, because a repeated one counts once.
          const code = `QX ${number}${turn}${end.at(0)} ZW`;
          codes.push(code);
          await reader.scan(code, { gapMs, end });
          await expectRhythm(reader, gapMs);
        }
      }
      await expect.poll(() => scansOf(`QX ${number}`)).toEqual([...codes].reverse());
      await expect.poll(() => look(page)).toEqual(before);
    });
  }
});

test('STA-1 SCAN-4 a scan leaves the half typed PIN of a locked bench alone', async ({ quietPage: page }) => {
  const reader = await plugInReader(page);
  await begin(page);
  await page.keyboard.press('Control+l');
  const field = page.getByRole('textbox', { name: 'PIN' });
  await field.fill('47');
  await reader.scan('EVP-359315075384726', { gapMs: 12 });
  await expect(page.getByText('Sign in first.').first()).toBeVisible();
  await expect(field).toHaveValue('47');
  await reader.scan(`badge:${person('S. Brandt').badge}`, { gapMs: 12 });
  await expect(page.getByRole('region', { name: 'PIN of S. Brandt' })).toBeVisible();
});

test.describe('SCAN-4 hands are no readers', () => {
  test('typing at 90 to 140 ms a key arrives in full and is never a scan', async ({ quietPage: page }) => {
    const reader = await plugInReader(page);
    await begin(page);
    await page.keyboard.press('F2');
    const field = page.getByRole('dialog').getByRole('textbox');
    await expect(field).toBeFocused();
    await reader.type('evp-359315', [90, 140, 110]);
    for (const gapMs of await reader.seenGaps()) {
      expect(gapMs).toBeGreaterThan(80);
    }
    await expect(field).toHaveValue('evp-359315');
    expect(await scansOf('evp')).toEqual([]);
  });

  test('Enter after typing still does what Enter does', async ({ quietPage: page }) => {
    const reader = await plugInReader(page);
    await begin(page);
    await goTo(page, '/');
    await page.getByRole('searchbox').focus();
    await reader.type('vallon', [95, 130]);
    await expect(page.getByRole('region', { name: 'Customers' }).getByRole('listitem')).toHaveCount(1);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('banner')).toContainText('for Groupe Vallon');
  });

  test('chords reach the page, also right after a scan', async ({ quietPage: page }) => {
    const reader = await plugInReader(page);
    await begin(page);
    await page.keyboard.press('F2');
    const field = page.getByRole('dialog').getByRole('textbox');
    await field.fill('EVP-35');
    await reader.scan('QX 90 ZW');
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Backspace');
    await expect(field).toHaveValue('');
    await page.keyboard.press('Escape');
    await reader.scan('QX 91 ZW');
    await page.keyboard.press('Control+l');
    await expect(page.getByRole('heading', { name: 'Locked' })).toBeVisible();
  });
});

/** At the bench with one open sheet that can be transferred. */
async function begin(page: Page): Promise<void> {
  await takeSeat(page, world(), 'M. Kaya', 'Nordfracht Logistik');
  const sheets = await world().client().bench.sheets({ limit: 5 });
  if (sheets.length === 0) {
    await takeLabel(page, 'EVP-359315075384726');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('359 315 075 384726');
  }
}

/** The page really saw the rhythm that the test meant. */
async function expectRhythm(reader: KeyboardReader, gapMs: number): Promise<void> {
  for (const seenMs of await reader.seenGaps()) {
    expect(Math.abs(seenMs - gapMs)).toBeLessThan(1.5);
  }
}

/** Scanned texts in the station's list of events that begin like this, newest first. */
async function scansOf(beginning: string): Promise<readonly string[]> {
  const feed = await world().client().scan.feed({ limit: 200 });
  return feed.flatMap(({ detail }) => (detail['text']?.startsWith(beginning) ? [detail['text']] : []));
}

/** Everything that keys could change: place, work, questions, what the controls hold, and where the focus is. */
async function look(page: Page) {
  return {
    address: page.url(),
    parts: await Promise.all(
      (await page.locator('main, [role="dialog"], [role="alertdialog"], [aria-labelledby="bays"]').all()).map((part) =>
        part.ariaSnapshot(),
      ),
    ),
    focus: await page.evaluate(() => {
      const { activeElement: element } = document;
      return element === document.body
        ? 'nothing'
        : [element?.tagName, element?.className, element?.textContent].join(' ');
    }),
  };
}
