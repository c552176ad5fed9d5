import type { Protocol } from 'electron';
import { type PageFile, type PageFiles, pagePermissions, pagePolicy } from '../host/page-files.ts';
import { appScheme, isAppUrl } from './app-origin.ts';

/**
 * `app://fitbay/…`: the built page from the fixed map of its files, with the same policy the loopback host sends. No path of a
 * request reaches the file system, so `..`, encodings and NUL bytes have nothing to work on.
 */
export type AppRequestVerdict =
  | { readonly kind: 'found'; readonly file: PageFile }
  | { readonly kind: 'refused'; readonly status: 403 | 404 | 405 };

/**
 * Makes `app://` a scheme with an origin. Must run before Electron is ready. Deliberately without `corsEnabled` and
 * `bypassCSP`: other origins have no business reading it (CVE-2026-70604).
 */
export function registerAppScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the built page and nothing else under `app://`. */
export function serveApp(protocol: Pick<Protocol, 'handle'>, files: PageFiles): void {
  protocol.handle(appScheme, (request) => {
    const verdict = judgeAppRequest(files, request);
    return verdict.kind === 'found'
      ? new Response(new Uint8Array(verdict.file.body), { headers: pageHeaders(verdict.file.type) })
      : new Response(null, { status: verdict.status, headers: pageHeaders('text/plain') });
  });
}

/** Which file a request names, or why it gets none. Query and fragment do not matter. Pure. */
export function judgeAppRequest(files: PageFiles, request: Pick<Request, 'method' | 'url'>): AppRequestVerdict {
  if (request.method !== 'GET') {
    return { kind: 'refused', status: 405 };
  }
  if (!isAppUrl(request.url)) {
    return { kind: 'refused', status: 403 };
  }
  const file = files.get(new URL(request.url).pathname);
  return file === undefined ? { kind: 'refused', status: 404 } : { kind: 'found', file };
}

function pageHeaders(contentType: string): Record<string, string> {
  return {
    'content-type': contentType,
    'content-security-policy': pagePolicy,
    'permissions-policy': pagePermissions,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cache-control': 'no-cache',
  };
}
