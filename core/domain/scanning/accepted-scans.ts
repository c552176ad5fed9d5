import type { ScanContext, ScanKind } from './scan-context.ts';

/**
 * The table behind `scanAction` and `scanWill`: which kinds of scan have an effect where. One table, so that the header never
 * promises what a scan then does not do.
 */
export function acceptedScans(context: ScanContext): readonly ScanKind[] {
  switch (context.screen) {
    case 'sign-in':
    case 'locked':
      return ['badge'];
    case 'dialog':
      // A scan never answers a question; `back` may close it, as that changes nothing.
      return context.awaiting === 'anything' ? ['back'] : [context.awaiting, 'back'];
    case 'bench':
    case 'sheet':
      return [...awaitedKinds(context), ...EVERYWHERE, 'control'];
    case 'home':
    case 'customers':
    case 'other':
      return [...awaitedKinds(context), ...EVERYWHERE];
  }
}

/** These codes name exactly one thing and cannot be meant for another. */
const EVERYWHERE: readonly ScanKind[] = ['job', 'badge', 'report', 'customer', 'back'];

function awaitedKinds({ awaiting, sheetOpen }: ScanContext): readonly ScanKind[] {
  if (awaiting !== 'anything') {
    return [awaiting];
  }
  return sheetOpen ? ['unit', 'vin'] : ['unit'];
}
