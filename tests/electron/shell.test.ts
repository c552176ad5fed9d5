import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { PreventableEvent } from './electron-double.ts';
import { settle } from './manual-clock.ts';
import { type StartedShell, type StartOptions, startShellForTest } from './started-shell.ts';

const started: StartedShell[] = [];
async function start(options?: StartOptions): Promise<StartedShell> {
  const shell = await startShellForTest(options);
  started.push(shell);
  return shell;
}
afterEach(() => {
  for (const shell of started.splice(0)) {
    shell.dispose();
  }
});

describe('the window', () => {
  it('gives the page no power beyond its port', async () => {
    const shell = await start();
    expect(shell.electron.windows).toHaveLength(1);
    expect(shell.window().options.webPreferences).toEqual({
      preload: join(shell.folder, 'electron', 'preload.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    });
  });

  it('opens our page when it can be shown, and remembers its place', async () => {
    const shell = await start();
    const window = shell.window();
    expect(window.calls).toEqual(['loadURL app://fitbay/index.html']);
    window.emit('ready-to-show');
    expect(window.calls).toContain('show');
    window.emit('close', new PreventableEvent());
    expect(JSON.parse(readFileSync(join(shell.folder, 'window-state.json'), 'utf8'))).toEqual({
      x: 10,
      y: 20,
      width: 1500,
      height: 950,
      maximized: false,
    });
  });

  it('loads the page again when its process dies, and not when it ended on purpose', async () => {
    const shell = await start();
    const { webContents } = shell.window();
    webContents.emit('render-process-gone', {}, { reason: 'clean-exit', exitCode: 0 });
    expect(webContents.reloads).toBe(0);
    webContents.emit('render-process-gone', {}, { reason: 'oom', exitCode: 5 });
    expect(webContents.reloads).toBe(1);
  });
});

describe('the app:// scheme', () => {
  it('is registered before Electron is ready, without rights of other origins', async () => {
    const { electron } = await start();
    expect(electron.protocol.schemes).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
    ]);
  });

  it('serves the page with the content security policy as a header', async () => {
    const { electron } = await start();
    const answer = electron.protocol.handlers.get('app');
    const page = await answer?.(new Request('app://fitbay/index.html'));
    expect(await page?.text()).toContain('<title>Fitbay</title>');
    expect(page?.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page?.headers.get('content-security-policy')).not.toMatch(/'unsafe-(inline|eval)'|\*/);
    expect((await answer?.(new Request('app://fitbay/electron/main.cjs')))?.status).toBe(404);
  });
});

describe('what the page asks of the machine', () => {
  it('is denied, but for the picture of the camera on a scanning screen', async () => {
    const { electron, window } = await start();
    const contents = window().webContents;
    const ask = (permission: string, details: object) => {
      let granted: boolean | undefined;
      Reflect.apply(electron.session.request ?? (() => undefined), undefined, [
        contents,
        permission,
        (answer: boolean) => {
          granted = answer;
        },
        { isMainFrame: true, requestingUrl: contents.getURL(), ...details },
      ]);
      return granted;
    };
    const camera = { mediaTypes: ['video'], securityOrigin: 'app://fitbay/' };
    expect(ask('media', camera)).toBe(false);
    contents.mainFrame.url = 'app://fitbay/index.html#/scan?camera=on';
    expect(ask('media', camera)).toBe(true);
    for (const permission of [
      'geolocation',
      'notifications',
      'serial',
      'usb',
      'hid',
      'clipboard-read',
      'midi',
      'unknown',
    ]) {
      expect(ask(permission, camera)).toBe(false);
    }
    expect(Reflect.apply(electron.session.device ?? (() => true), undefined, [{}])).toBe(false);
  });
});

describe('where the page may go', () => {
  it('is nowhere else; known hosts open outside', async () => {
    const { electron, window } = await start();
    const contents = window().webContents;
    const away = Object.assign(new PreventableEvent(), { url: 'https://evil.example/' });
    contents.emit('will-navigate', away);
    expect(away.defaultPrevented).toBe(true);
    const home = Object.assign(new PreventableEvent(), { url: 'app://fitbay/index.html#/x' });
    contents.emit('will-navigate', home);
    expect(home.defaultPrevented).toBe(false);
    const webview = new PreventableEvent();
    contents.emit('will-attach-webview', webview);
    expect(webview.defaultPrevented).toBe(true);
    expect(contents.openHandler?.({ url: 'https://evil.example/' })).toEqual({ action: 'deny' });
    expect(contents.openHandler?.({ url: 'https://support.example.com/' })).toEqual({ action: 'deny' });
    expect(electron.opened).toEqual(['https://support.example.com/']);
  });
});

describe('a second start', () => {
  it('ends at once and touches nothing', async () => {
    const { electron, outcome } = await start({
      prepare: ({ app }) => {
        app.hasLock = false;
      },
    });
    expect(outcome).toBe('already-running');
    expect(electron.app.hasQuit).toBe(true);
    expect(electron.windows).toHaveLength(0);
    expect(electron.stations).toHaveLength(0);
  });

  it('ORG-4 brings the first one to the front and its link to the page', async () => {
    const { electron, window } = await start();
    window().calls.push('minimize');
    electron.app.emit('second-instance', {}, ['fitbay', 'fitbay://workshop/T1E2S'], '/');
    expect(window().calls.slice(-3)).toEqual(['restore', 'focus', 'loadURL app://fitbay/index.html#/workshop/T1E2S']);
    electron.app.emit('second-instance', {}, ['fitbay', 'fitbay://format/c'], '/');
    expect(window().calls.at(-1)).toBe('focus');
  });

  it('on its own data folder is a station of its own', async () => {
    const { electron, station } = await start({ commandLine: ['--data', '/bench-2'] });
    expect(electron.app.calls.indexOf('setPath userData')).toBeLessThan(
      electron.app.calls.indexOf('requestSingleInstanceLock'),
    );
    expect(electron.app.getPath('userData')).toBe(join('/bench-2', 'desktop'));
    expect(station().startArguments).toEqual(['--data', '/bench-2']);
  });
});

describe('the station process', () => {
  it('is started with its data folder, and a page that asks gets one port to it', async () => {
    const { station, window, askForPort, folder } = await start({
      commandLine: ['--cloud', 'http://127.0.0.1:9', '--demo'],
    });
    expect(station().modulePath).toBe(join(folder, 'electron', 'station.cjs'));
    expect(station().startArguments).toEqual([
      '--data',
      join(folder, 'station'),
      '--cloud',
      'http://127.0.0.1:9',
      '--demo',
    ]);
    station().say({ kind: 'ready' });
    askForPort();
    expect(station().kinds()).toEqual(['connect']);
    expect(station().received[0]?.ports).toHaveLength(1);
    const [handed] = window().webContents.posted;
    expect(handed?.channel).toBe('fitbay:station-port');
    expect(handed?.ports).toHaveLength(1);
    expect(handed?.ports[0]).not.toBe(station().received[0]?.ports[0]);
  });

  it.each(['https://evil.example/', 'app://other/index.html', 'app://fitbay/index.html'])(
    'gives no port to a frame that is not our main frame, even at %s',
    async (address) => {
      const { askForPort, station, window, logged } = await start();
      station().say({ kind: 'ready' });
      askForPort(address);
      expect(station().received).toEqual([]);
      expect(window().webContents.posted).toEqual([]);
      expect(logged).toContain('shell.port-refused');
    },
  );

  it('gives no port to our window once it shows something else', async () => {
    const { askForPort, station, window } = await start();
    station().say({ kind: 'ready' });
    window().webContents.mainFrame.url = 'https://evil.example/';
    askForPort();
    expect(station().received).toEqual([]);
  });

  it('lets a page wait that asks before the station is ready', async () => {
    const { station, window, askForPort } = await start();
    askForPort();
    askForPort();
    expect(station().received).toEqual([]);
    station().say({ kind: 'ready' });
    expect(station().kinds()).toEqual(['connect']);
    expect(window().webContents.posted).toHaveLength(1);
  });

  it('forgets a page that is gone before it could be served', async () => {
    const { station, window, askForPort } = await start();
    askForPort();
    window().webContents.emit('destroyed');
    station().say({ kind: 'ready' });
    expect(station().received).toEqual([]);
  });

  it('STA-4 comes back after a crash and serves the page that asks again meanwhile, once', async () => {
    const { electron, station, window, askForPort, clock } = await start();
    station().say({ kind: 'ready' });
    askForPort();
    station().emit('exit', 139);
    askForPort();
    expect(electron.stations).toHaveLength(1);
    await clock.advance(250);
    expect(electron.stations).toHaveLength(2);
    expect(window().webContents.posted).toHaveLength(1);
    station().say({ kind: 'ready' });
    expect(window().webContents.posted).toHaveLength(2);
    expect(station().kinds()).toEqual(['connect']);
  });

  it('is given up after five crashes in a row, with a sentence', async () => {
    const { electron, station, clock } = await start();
    for (let crash = 1; crash <= 5; crash += 1) {
      station().emit('exit', 1);
      await clock.advance(4_000);
    }
    expect(electron.stations).toHaveLength(5);
    expect(electron.dialog.errors[0]).toContain('The station has stopped');
    expect(electron.app.exitCode).toBe(1);
  });

  it('says itself why it cannot start, and is not started again', async () => {
    const { electron, station, clock } = await start();
    station().say({ kind: 'cannot-start', message: 'Another program holds the data folder.' });
    station().emit('exit', 75);
    await clock.advance(60_000);
    expect(electron.stations).toHaveLength(1);
    expect(electron.dialog.errors).toEqual(['The station has stopped: Another program holds the data folder.']);
  });

  it('is not believed when it says something unknown', async () => {
    const { station, logged } = await start();
    station().say({ kind: 'ready', extra: 1 });
    station().say('ready');
    expect(logged.filter((event) => event === 'shell.station-message-unreadable')).toHaveLength(2);
  });
});

describe('the end', () => {
  const startReady = async () => {
    const shell = await start();
    shell.station().say({ kind: 'ready' });
    return shell;
  };
  const answer = (shell: StartedShell, reply: unknown) => {
    const asked = shell.station().received.at(-1)?.message;
    shell.station().say({ kind: 'quit-answer', requestId: Reflect.get(Object(asked), 'requestId'), answer: reply });
    return settle();
  };

  it('asks the station, closes it first and then quits', async () => {
    const shell = await startReady();
    shell.electron.app.quit();
    expect(shell.electron.app.hasQuit).toBe(false);
    await answer(shell, { kind: 'free' });
    expect(shell.station().kinds()).toEqual(['may-quit', 'stop']);
    expect(shell.electron.app.hasQuit).toBe(false);
    shell.station().emit('exit', 0);
    await settle();
    expect(shell.electron.app.hasQuit).toBe(true);
    expect(shell.electron.stations).toHaveLength(1);
  });

  it('by the window goes the same way', async () => {
    const shell = await startReady();
    const close = new PreventableEvent();
    shell.window().emit('close', close);
    expect(close.defaultPrevented).toBe(true);
    await answer(shell, { kind: 'free' });
    shell.station().emit('exit', 0);
    await settle();
    expect(shell.electron.app.hasQuit).toBe(true);
    const second = new PreventableEvent();
    shell.window().emit('close', second);
    expect(second.defaultPrevented).toBe(false);
  });

  it('is refused while a cable is at work, and can be asked for again', async () => {
    const shell = await startReady();
    shell.electron.app.quit();
    await answer(shell, { kind: 'cable-busy', bays: [2] });
    expect(shell.electron.dialog.boxes[0]).toMatchObject({ type: 'warning', buttons: ['Keep working'] });
    expect(shell.electron.dialog.boxes[0]?.detail).toContain('bay 2');
    expect(shell.station().kinds()).toEqual(['may-quit']);
    shell.electron.app.quit();
    expect(shell.station().kinds()).toEqual(['may-quit', 'may-quit']);
  });

  it.each([
    [0, ['may-quit', 'stop']],
    [1, ['may-quit']],
  ])('only mentions what waits for the cloud (button %i)', async (button, kinds) => {
    const shell = await startReady();
    shell.electron.dialog.response = button;
    shell.electron.app.quit();
    await answer(shell, { kind: 'unsent', count: 3 });
    expect(shell.electron.dialog.boxes[0]?.detail).toContain('3 records');
    expect(shell.station().kinds()).toEqual(kinds);
  });

  it('does not hang on a silent station', async () => {
    const shell = await startReady();
    shell.electron.app.quit();
    await shell.clock.advance(2_000);
    await shell.clock.advance(5_000);
    expect(shell.station().wasKilled).toBe(true);
    expect(shell.electron.app.hasQuit).toBe(true);
  });

  it('does not ask a station that is still starting, but lets it close', async () => {
    const shell = await start();
    shell.electron.app.quit();
    await settle();
    expect(shell.station().kinds()).toEqual(['stop']);
  });

  it('asks once, however often it is asked for', async () => {
    const shell = await startReady();
    shell.electron.app.quit();
    shell.electron.app.quit();
    shell.electron.app.emit('window-all-closed');
    expect(shell.station().kinds()).toEqual(['may-quit']);
  });
});
