import type { Session } from 'electron';
import { appOrigin, isAppUrl } from './app-origin.ts';

/**
 * What the page may ask of the machine: the camera, while a screen that reads codes (SCAN-1) or takes photos (JOB-7) is open.
 * Everything else is denied, devices too: cable and reader belong to the station process, not to the page.
 */
export interface CameraRequest {
  readonly origin: string;
  /** The kinds of media asked for; anything beside the picture is refused. */
  readonly media: readonly string[];
  readonly isMainFrame: boolean;
  /** Address of the page as it is now; the part after `#` names the screen. */
  readonly pageUrl: string;
}

/** A screen announces its use of the camera in the query of its route: `#/bench/scan?camera=on`, `#/jobs/job/7?camera=photo`. */
const cameraMark: { readonly name: string; readonly uses: readonly (string | null)[] } = {
  name: 'camera',
  uses: ['on', 'photo'],
};

/** True if this request is our page asking for the picture from a screen that uses it. Pure. */
export function mayUseCamera(request: CameraRequest): boolean {
  return (
    request.isMainFrame &&
    request.origin.replace(/\/$/, '') === appOrigin &&
    request.media.length === 1 &&
    request.media[0] === 'video' &&
    isCameraScreen(request.pageUrl)
  );
}

function isCameraScreen(pageUrl: string): boolean {
  if (!isAppUrl(pageUrl)) {
    return false;
  }
  const query = new URL(pageUrl).hash.split('?')[1] ?? '';
  return cameraMark.uses.includes(new URLSearchParams(query).get(cameraMark.name));
}

type GuardedSession = Pick<
  Session,
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler'
  | 'setBluetoothPairingHandler'
>;

/** Puts the rule on a session. Both handlers are needed: Electron asks one for requests and the other for mere checks. */
export function guardPermissions(session: GuardedSession): void {
  // biome-ignore lint/complexity/useMaxParams: Electron calls it with these four
  session.setPermissionRequestHandler((contents, permission, decide, details) => {
    const media = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    const origin = 'securityOrigin' in details ? (details.securityOrigin ?? '') : '';
    const pageUrl = contents.getURL();
    decide(permission === 'media' && mayUseCamera({ origin, media, isMainFrame: details.isMainFrame, pageUrl }));
  });
  // biome-ignore lint/complexity/useMaxParams: Electron calls it with these four
  session.setPermissionCheckHandler((contents, permission, requestingOrigin, details) => {
    const media = details.mediaType === undefined ? [] : [details.mediaType];
    const pageUrl = contents?.getURL() ?? '';
    return (
      permission === 'media' &&
      mayUseCamera({ origin: requestingOrigin, media, isMainFrame: details.isMainFrame, pageUrl })
    );
  });
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, decide) => decide(null));
  session.setBluetoothPairingHandler((_details, decide) => decide({ confirmed: false }));
}
