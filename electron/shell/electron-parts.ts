import type * as electronModule from 'electron';

/**
 * What the shell uses of Electron, handed in by `electron/main.ts`. Nothing in this folder loads the module itself,
 * so the whole shell runs under plain Node against a double that has these parts.
 */
export type ElectronParts = Pick<
  typeof electronModule,
  | 'app'
  | 'BrowserWindow'
  | 'dialog'
  | 'ipcMain'
  | 'Menu'
  | 'MessageChannelMain'
  | 'protocol'
  | 'screen'
  | 'session'
  | 'shell'
  | 'utilityProcess'
>;
