import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Page, WebSocketRoute } from '@playwright/test';
import { chooseCustomer, goTo, signIn, takeSeat } from './testing/bench.ts';
import { type DemoGround, prepareDemoGround } from './testing/demo-world.ts';
import { demoWorldOfFile, expect, test } from './testing/test.ts';

const lost = 'The station does not answer at the moment.';

test.describe('the page and its host', () => {
  const world = demoWorldOfFile();

  test('STA-1 stays signed in over a reload, at the same place', async ({ quietPage: page }) => {
    await takeSeat(page, world(), 'M. Kaya', 'Nordfracht Logistik');
    await page.reload();
    await expect(page.getByRole('heading', { name: 'Scan a unit' })).toBeVisible();
    await expect(page.getByRole('banner')).toContainText('for Nordfracht Logistik');
    await expect(page.getByRole('button', { name: /^M\. Kaya/ })).toBeVisible();
  });

  test('STA-1 a second window shows the same bench and follows what the first does', async ({
    quietPage: page,
    browser,
  }) => {
    await takeSeat(page, world(), 'M. Kaya', 'Nordfracht Logistik');
    const second = await browser.newPage();
    await world().open(second);
    await goTo(second, '/bench');
    await expect(second.getByRole('banner')).toContainText('for Nordfracht Logistik');
    await chooseCustomer(page, 'Alpen Kühltransporte');
    await expect(second.getByRole('banner')).toContainText('for Alpen Kühltransporte');
    await page.keyboard.press('Control+l');
    await expect(second.getByRole('heading', { name: 'Locked' })).toBeVisible();
    await expect(second.locator('body')).not.toContainText('Alpen');
    await second.close();
  });

  test('an address is good once, and nothing opens without one', async ({ page, browser }) => {
    const [spent] = await Promise.all([
      page.waitForRequest((request) => new URL(request.url()).pathname === '/open'),
      world().open(page),
    ]);
    const stranger = await browser.newPage();
    const again = await stranger.goto(spent.url());
    expect(again?.status()).toBe(404);
    await expect(stranger.locator('body')).toHaveText('This address was used already. The station prints a new one.');
    const bare = await stranger.goto(new URL('/', spent.url()).href);
    expect(bare?.status()).toBe(404);
    await expect(stranger.getByText('Who is working?')).toBeHidden();
    await stranger.close();
  });

  test('STA-4 a cut wire is told, and the page comes back by itself', async ({ page }) => {
    const wires: WebSocketRoute[] = [];
    let mended = Promise.resolve();
    await page.routeWebSocket(/\/station$/, async (wire) => {
      await mended;
      wire.connectToServer();
      wires.push(wire);
    });
    await takeSeat(page, world(), 'M. Kaya', 'Nordfracht Logistik');
    const mending = Promise.withResolvers<void>();
    mended = mending.promise;
    await Promise.all(wires.map((wire) => wire.close()));
    await expect(page.getByRole('alert').filter({ hasText: lost })).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Scan a unit' })).toBeVisible();
    mending.resolve();
    await expect(page.getByText(lost)).toBeHidden();
    await chooseCustomer(page, 'Groupe Vallon');
    await expect(page.getByRole('banner')).toContainText('for Groupe Vallon');
  });
});

test.describe('the content security policy', () => {
  const world = demoWorldOfFile();

  test('a script that is put into the page does not run', async ({ page }) => {
    await world().open(page);
    await expect(page.getByRole('heading', { name: 'Who is working?' })).toBeVisible();
    const attempts = await page.evaluate(async () => {
      const take = 'document.title = "taken over"';
      const refused: string[] = [];
      document.addEventListener('securitypolicyviolation', (event) => refused.push(event.effectiveDirective));
      const pause = () => new Promise((resolve) => setTimeout(resolve, 150));
      const ways: Readonly<Record<string, () => unknown>> = {
        'inline script': () => {
          const script = document.createElement('script');
          script.append(take);
          document.body.append(script);
        },
        'script with an address of its own': () => {
          const script = document.createElement('script');
          script.src = `data:text/javascript,${take}`;
          document.body.append(script);
        },
        'event handler': () => {
          const picture = document.createElement('img');
          picture.setAttribute('onerror', take);
          picture.src = 'missing';
          document.body.append(picture);
        },
        'text as code': () => Reflect.apply(setTimeout, window, [take, 0]),
      };
      const outcomes: Record<string, string> = {};
      for (const [name, attempt] of Object.entries(ways)) {
        try {
          attempt();
        } catch {
          // Refused at once, by Trusted Types.
        }
        await pause();
        outcomes[name] = document.title === 'taken over' ? 'ran' : 'did not run';
        document.title = 'Fitbay';
      }
      const frame = document.createElement('iframe');
      frame.src = 'https://example.com/';
      document.body.append(frame);
      await pause();
      outcomes['page of a stranger'] = refused.includes('frame-src') ? 'refused' : 'let through';
      outcomes['word to a stranger'] = await fetch('https://example.com/', { method: 'POST', body: 'x' }).then(
        () => 'let through',
        async () => {
          await pause();
          return refused.includes('connect-src') ? 'refused' : 'lost on the way';
        },
      );
      return outcomes;
    });
    expect(attempts).toEqual({
      'inline script': 'did not run',
      'script with an address of its own': 'did not run',
      'event handler': 'did not run',
      'text as code': 'did not run',
      'page of a stranger': 'refused',
      'word to a stranger': 'refused',
    });
  });
});

test.describe('the program', () => {
  let ground: DemoGround;
  let program: Program | undefined;

  test.beforeAll(async () => {
    ground = await prepareDemoGround();
  });
  test.afterAll(async () => {
    await program?.kill();
    await ground.close();
  });

  test('STA-4 killed in the middle: the page says so, and the next start goes on where it was', async ({ page }) => {
    program = await startProgram(ground.dataFolder);
    await page.goto(program.address);
    await signIn(page, 'M. Kaya');
    await chooseCustomer(page, 'Nordfracht Logistik');
    await openUnit(page, 'EVP-866344054201822');

    await program.kill();
    await expect(page.getByRole('alert').filter({ hasText: lost })).toBeVisible();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('866 344 054 201822');

    program = await startProgram(ground.dataFolder);
    await page.goto(program.address);
    await signIn(page, 'M. Kaya');
    await goTo(page, '/bench');
    await expect(page.getByRole('region', { name: 'Sheets' })).toContainText('866 344 054 201822');
    await expect(page.getByText(lost)).toBeHidden();
  });
});

async function openUnit(page: Page, label: string): Promise<void> {
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: 'What is printed on the label' }).fill(label);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('866 344 054 201822');
}

interface Program {
  readonly address: string;
  /** As a power cut would: no chance to tidy up. */
  kill(): Promise<void>;
}

/** The browser host as a process of its own, as `npm start` runs it without Electron. */
async function startProgram(dataFolder: string): Promise<Program> {
  const program = join(import.meta.dirname, 'testing', 'host-program.ts');
  const child = spawn(process.execPath, [program, dataFolder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const kill = async () => {
    child.kill('SIGKILL');
    await exited;
  };
  for await (const address of createInterface({ input: child.stdout })) {
    return { address, kill };
  }
  throw new Error('the program ended before it was ready');
}
