import type { App, Shell } from 'electron';
import type { Log } from '#core/ports/log.ts';
import { isAppUrl } from './app-origin.ts';

/**
 * Where a page may go: nowhere but inside itself. A link to one of our known https hosts opens in the person's own browser;
 * everything else is refused. Holds for every web contents that will ever exist, not just for our window.
 */
export type NavigationVerdict =
  | { readonly kind: 'stay' }
  | { readonly kind: 'open-outside'; readonly url: string }
  | { readonly kind: 'refuse' };

/** Hosts that may be opened in the person's browser. Exact names: a sub-domain is another host. */
const outsideHosts: readonly string[] = ['fitbay.example.com', 'support.example.com'];

/** Judges an address that a page wants to load or open. Pure; the fragment of our own page counts as staying. */
export function judgeNavigation(address: string): NavigationVerdict {
  if (isAppUrl(address)) {
    return { kind: 'stay' };
  }
  const url = URL.parse(address);
  const isKnownOutside =
    url !== null &&
    url.protocol === 'https:' &&
    url.port === '' &&
    url.username === '' &&
    url.password === '' &&
    outsideHosts.includes(url.hostname);
  return isKnownOutside ? { kind: 'open-outside', url: url.href } : { kind: 'refuse' };
}

export interface NavigationPolicyParts {
  readonly app: Pick<App, 'on'>;
  readonly shell: Pick<Shell, 'openExternal'>;
  readonly log: Log;
}

/** Puts the policy on every web contents. Call once, before the first window. */
export function enforceNavigationPolicy({ app, shell, log }: NavigationPolicyParts): void {
  const openOutside = (address: string) => {
    const verdict = judgeNavigation(address);
    if (verdict.kind === 'open-outside') {
      shell.openExternal(verdict.url).catch((error: unknown) => {
        log.warn('shell.open-external-failed', { reason: String(error) });
      });
    } else {
      log.warn('shell.navigation-refused', { address: address.slice(0, 200) });
    }
  };
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (details) => {
      if (judgeNavigation(details.url).kind !== 'stay') {
        details.preventDefault();
        openOutside(details.url);
      }
    });
    contents.on('will-frame-navigate', (details) => {
      if (!details.isMainFrame && judgeNavigation(details.url).kind !== 'stay') {
        details.preventDefault();
      }
    });
    contents.on('will-redirect', (details) => {
      if (judgeNavigation(details.url).kind !== 'stay') {
        details.preventDefault();
      }
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      openOutside(url);
      return { action: 'deny' };
    });
  });
}
