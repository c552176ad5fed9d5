import { createRequire, registerHooks } from 'node:module';
import { createElectronDouble } from './electron-double.ts';
import { settle } from './manual-clock.ts';

/**
 * Run by `built-shell.test.ts` in a process of its own: loads the built main program under plain Node, gives it the double where it
 * asks for Electron, and prints what it did as one JSON line. Arguments: the bundle, a folder for Electron's own files.
 */
const [bundle = '', userData = ''] = process.argv.slice(2);
process.argv.splice(1);
const electron = createElectronDouble();
electron.app.paths.set('userData', userData).set('logs', userData);
Reflect.set(globalThis, 'electronDouble', electron.parts);

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: 'electron-double:', format: 'commonjs', shortCircuit: true }
      : next(specifier, context),
  load: (url, context, next) =>
    url === 'electron-double:'
      ? { format: 'commonjs', source: 'module.exports = globalThis.electronDouble;', shortCircuit: true }
      : next(url, context),
});
createRequire(import.meta.url)(bundle);
await settle();

const window = electron.windows.at(0);
process.stdout.write(
  `${JSON.stringify({
    order: electron.app.calls,
    preload: window?.options.webPreferences?.preload,
    address: window?.calls.at(0),
    station: electron.stations.at(0)?.modulePath,
    schemes: [...electron.protocol.handlers.keys()],
  })}\n`,
);
