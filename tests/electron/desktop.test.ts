import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication } from 'playwright';
import { afterEach, describe, expect, it, type TestContext } from 'vitest';
import { findElectron } from '#tools/find-electron.ts';

const projectRoot = join(import.meta.dirname, '..', '..');
const opened: { readonly app: ElectronApplication; readonly folder: string }[] = [];

afterEach(async () => {
  for (const { app, folder } of opened.splice(0)) {
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

/** Starts the built program in the real runtime, or reports by name why this test did not run. Needs `npm run build` before. */
async function startDesktop(context: TestContext): Promise<ElectronApplication> {
  const runtime = findElectron();
  if (runtime.kind === 'absent') {
    return context.skip(
      'the Electron runtime is not installed; `npx install-electron` fetches it where GitHub is reachable',
    );
  }
  if (
    process.platform === 'linux' &&
    process.env['DISPLAY'] === undefined &&
    process.env['WAYLAND_DISPLAY'] === undefined
  ) {
    return context.skip('there is no display for an Electron window');
  }
  const folder = mkdtempSync(join(tmpdir(), 'fitbay-desktop-'));
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const app = await _electron.launch({
    executablePath: runtime.executable,
    args: [projectRoot, '--data', folder, '--demo', ...asRoot],
  });
  opened.push({ app, folder });
  return app;
}

describe('the desktop program in the real Electron', () => {
  it('opens one window with our page, sandboxed and isolated', async (context) => {
    const app = await startDesktop(context);
    const page = await app.firstWindow();
    expect(page.url()).toMatch(/^app:\/\/fitbay\/index\.html/);
    const preferences = await app.evaluate(({ BrowserWindow }) =>
      // Electron has the method but does not declare it.
      BrowserWindow.getAllWindows().map(({ webContents }) =>
        Reflect.get(webContents, 'getLastWebPreferences').call(webContents),
      ),
    );
    expect(preferences).toHaveLength(1);
    expect(preferences[0]).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
    });
    expect(await page.evaluate(() => ['require', 'process', 'module'].filter((name) => name in globalThis))).toEqual(
      [],
    );
  });

  it('refuses scripts, addresses and devices that are not ours', async (context) => {
    const page = await (await startDesktop(context)).firstWindow();
    const outcome = await page.evaluate(async () => {
      const inline = document.createElement('script');
      inline.textContent = 'globalThis.ranInline = true';
      document.head.append(inline);
      const settled = await Promise.allSettled([
        fetch('https://example.com/'),
        fetch('file:///etc/passwd'),
        navigator.mediaDevices.getUserMedia({ audio: true }),
      ]);
      return { ranInline: 'ranInline' in globalThis, states: settled.map(({ status }) => status) };
    });
    expect(outcome).toEqual({ ranInline: false, states: ['rejected', 'rejected', 'rejected'] });
    await page.evaluate(() => {
      location.href = 'https://example.com/';
    });
    expect(page.url()).toMatch(/^app:\/\/fitbay\//);
  });

  it('hands the page one port when it asks for it', async (context) => {
    const page = await (await startDesktop(context)).firstWindow();
    const ports = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          window.addEventListener('message', (event) => {
            if (event.data === 'fitbay:station-port') {
              resolve(event.ports.length);
            }
          });
          window.postMessage('fitbay:station-wanted', window.origin);
        }),
    );
    expect(ports).toBe(1);
  });
});
