/**
 * Where a scan arrives: the same code means different things on different screens (SCAN-4).
 */
export interface ScanContext {
  readonly screen: ScanScreen;
  /** Whether a work sheet is open, on this screen or behind it. */
  readonly sheetOpen: boolean;
  /** What the open step waits for; `anything` where no step waits. */
  readonly awaiting: 'unit' | 'vin' | 'anything';
}

/**
 * `sign-in`: nobody is signed in. `locked`: somebody is, but away. `dialog`: a question stands open and must be answered by hand;
 * a dialog that asks for a code says so in `awaiting`. `other`: any page without a meaning of its own for scans.
 */
export type ScanScreen = 'sign-in' | 'locked' | 'home' | 'customers' | 'bench' | 'sheet' | 'dialog' | 'other';

/** What a readable scan can be taken for. `back` is the one control code that harms nowhere; `other` opens nothing, e.g. a SIM card's number. */
export type ScanKind = 'unit' | 'vin' | 'job' | 'badge' | 'report' | 'customer' | 'control' | 'back' | 'other';
