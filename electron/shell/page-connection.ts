import type { IpcMain, IpcMainEvent, WebContents } from 'electron';
import { pagePortMessages } from '#core/contract/page-port.ts';
import type { Log } from '#core/ports/log.ts';
import { isAppUrl } from './app-origin.ts';
import type { Connection } from './station-process.ts';

export interface PageConnectionParts {
  readonly ipcMain: Pick<IpcMain, 'on'>;
  /** A fresh port to the station, if it is up. */
  readonly connect: () => Connection;
  readonly log: Log;
}

export interface PageConnections {
  /** Gives a port to every page that asked while the station was not up. */
  serveWaiting(): void;
}

/**
 * The only channel between a page and this process: "give me a port". It is answered to the main frame of our own page and to
 * nobody else; what the page says beside that is not read at all.
 */
export function connectPages({ ipcMain, connect, log }: PageConnectionParts): PageConnections {
  const waiting = new Set<WebContents>();
  const serve = (page: WebContents) => {
    const connection = connect();
    if (connection.kind === 'connected') {
      waiting.delete(page);
      page.postMessage(pagePortMessages.handedOver, null, [connection.port]);
    } else if (!waiting.has(page)) {
      waiting.add(page);
      page.once('destroyed', () => waiting.delete(page));
    }
  };
  ipcMain.on(pagePortMessages.wanted, (event) => {
    if (isOwnMainFrame(event)) {
      serve(event.sender);
    } else {
      log.warn('shell.port-refused', { address: (event.senderFrame?.url ?? 'none').slice(0, 200) });
    }
  });
  return {
    serveWaiting() {
      for (const page of [...waiting]) {
        serve(page);
      }
    },
  };
}

function isOwnMainFrame({ senderFrame, sender }: IpcMainEvent): boolean {
  return senderFrame !== null && senderFrame === sender.mainFrame && isAppUrl(senderFrame.url);
}
