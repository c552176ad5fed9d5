import type { BrowserWindow, MessageBoxOptions } from 'electron';
import { assertNever } from '#core/kernel/assert-never.ts';
import type { Log } from '#core/ports/log.ts';
import type { ElectronParts } from './electron-parts.ts';
import type { ShellTexts } from './shell-texts.ts';
import type { QuitAnswer } from './station-messages.ts';
import type { StationProcess } from './station-process.ts';

export interface QuitGuardParts {
  readonly electron: Pick<ElectronParts, 'app' | 'dialog'>;
  readonly station: Pick<StationProcess, 'askQuit' | 'close'>;
  readonly texts: ShellTexts['quit'];
  readonly log: Log;
}

/**
 * Stands between the wish to end and the end. Work on a cable blocks; records that wait for the cloud are only mentioned; then the
 * station is closed before Electron is, so that its last transaction is on disk. Returns what to call for each new window.
 */
export function guardQuit(parts: QuitGuardParts): { readonly watch: (window: BrowserWindow) => void } {
  const { app } = parts.electron;
  let state: 'running' | 'asking' | 'leaving' = 'running';

  async function askAndLeave(): Promise<void> {
    const answer = await parts.station.askQuit();
    if (!(await mayLeave(answer, parts))) {
      state = 'running';
      return;
    }
    await parts.station.close();
    state = 'leaving';
    app.quit();
  }

  app.on('before-quit', (event) => {
    if (state === 'leaving') {
      return;
    }
    event.preventDefault();
    if (state === 'running') {
      state = 'asking';
      askAndLeave().catch((error: unknown) => {
        // A guard that fails must not become a cage.
        parts.log.error('shell.quit-guard-failed', { reason: String(error) });
        state = 'leaving';
        app.quit();
      });
    }
  });
  app.on('window-all-closed', () => app.quit());

  return {
    watch(window) {
      window.on('close', (event) => {
        if (state !== 'leaving') {
          event.preventDefault();
          app.quit();
        }
      });
    },
  };
}

async function mayLeave(answer: QuitAnswer, { electron, texts }: QuitGuardParts): Promise<boolean> {
  switch (answer.kind) {
    case 'free':
      return true;
    case 'cable-busy':
      await electron.dialog.showMessageBox(cableBusyBox(answer.bays, texts));
      return false;
    case 'unsent':
      return (await electron.dialog.showMessageBox(unsentBox(answer.count, texts))).response === 0;
    default:
      return assertNever(answer);
  }
}

function cableBusyBox(bays: readonly number[], texts: ShellTexts['quit']): MessageBoxOptions {
  return { type: 'warning', message: texts.cableTitle, detail: texts.cableDetail(bays), buttons: [texts.keepWorking] };
}

function unsentBox(count: number, texts: ShellTexts['quit']): MessageBoxOptions {
  return {
    type: 'info',
    message: texts.unsentTitle,
    detail: texts.unsentDetail(count),
    buttons: [texts.quitNow, texts.stay],
    defaultId: 1,
    cancelId: 1,
  };
}
