import { ipcRenderer } from 'electron';
import { pagePortMessages } from '#core/contract/page-port.ts';

/**
 * Runs sandboxed beside our page and does one thing: carries the page's wish for a port to the shell and the port back.
 * Nothing is put on the page's `window`, so there is nothing to call.
 */
window.addEventListener('message', (event) => {
  const isOwnPage = event.source === window && event.origin === window.origin;
  if (isOwnPage && event.data === pagePortMessages.wanted) {
    ipcRenderer.send(pagePortMessages.wanted);
  }
});

ipcRenderer.on(pagePortMessages.handedOver, (event) => {
  const [port] = event.ports;
  if (port !== undefined) {
    window.postMessage(pagePortMessages.handedOver, window.origin, [port]);
  }
});
