import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Whether Electron's runtime is on this machine. Only looks: importing the package where it is missing would start a download. */
export type ElectronRuntime =
  | { readonly kind: 'found'; readonly executable: string }
  | { readonly kind: 'absent'; readonly lookedAt: string };

const executables: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};

export function findElectron(): ElectronRuntime {
  const packageFolder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  const distFolder = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(packageFolder, 'dist');
  const executable = join(distFolder, executables[process.platform] ?? 'electron');
  return existsSync(executable) ? { kind: 'found', executable } : { kind: 'absent', lookedAt: executable };
}
