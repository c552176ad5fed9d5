import type { IpcMain, IpcMainEvent, MessagePortMain, WebContents } from 'electron';
import { pagePortMessages } from '#core/contract/page-port.ts';
import type { Log } from '#core/ports/log.ts';
import { isAppUrl } from './app-origin.ts';

export interface PageConnectionParts {
  readonly ipcMain: Pick<IpcMain, 'on'>;
  /** A fresh port to the station. */
  readonly connect: () => MessagePortMain;
  readonly log: Log;
}

export interface PageConnections {
  /** Gives every page that once asked a new port; for use after the station was restarted. */
  reconnectAll(): void;
}

/**
 * The only channel between a page and this process: "give me a port". It is answered to the main frame of our own page and to
 * nobody else; what the page says beside that is not read at all.
 */
export function connectPages({ ipcMain, connect, log }: PageConnectionParts): PageConnections {
  const pages = new Set<WebContents>();
  const handOver = (page: WebContents) => page.postMessage(pagePortMessages.handedOver, null, [connect()]);
  ipcMain.on(pagePortMessages.wanted, (event) => {
    if (!isOwnMainFrame(event)) {
      log.warn('shell.port-refused', { address: (event.senderFrame?.url ?? 'none').slice(0, 200) });
      return;
    }
    if (!pages.has(event.sender)) {
      pages.add(event.sender);
      event.sender.once('destroyed', () => pages.delete(event.sender));
    }
    handOver(event.sender);
  });
  return {
    reconnectAll() {
      for (const page of pages) {
        handOver(page);
      }
    },
  };
}

function isOwnMainFrame({ senderFrame, sender }: IpcMainEvent): boolean {
  return senderFrame !== null && senderFrame === sender.mainFrame && isAppUrl(senderFrame.url);
}
