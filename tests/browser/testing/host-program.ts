import { listenForEndWish } from '#electron/compose/end-wish.ts';
import { runHeadless } from '#electron/headless.ts';
import { builtPage } from './built-page.ts';

/** The browser host as a process of its own that a test can kill, with the page that the tests built. Usage: `host-program.ts <data folder>`. */
const [dataFolder = ''] = process.argv.slice(2);
const outcome = await runHeadless({
  dataFolder,
  pageFolder: builtPage,
  showWindow: false,
  end: listenForEndWish(),
  onReady: (address) => process.stdout.write(`${address}\n`),
});
if (outcome.kind !== 'ended') {
  throw new Error(`the host does not start: ${JSON.stringify(outcome)}`);
}
