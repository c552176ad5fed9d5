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
 * a dialog that asks for a code says so in `awaiting`. `carton`: units are gathered and no sheet is opened. `test`: the readers page shows
 * what a reader sends. `asset`: the form of an asset takes VINs and units itself. `other`: any page without a meaning of its own for scans.
 */
export type ScanScreen =
  | 'sign-in'
  | 'locked'
  | 'home'
  | 'customers'
  | 'bench'
  | 'sheet'
  | 'carton'
  | 'dialog'
  | 'test'
  | 'asset'
  | 'other';

/**
 * What a readable scan can be taken for. `control`: drives the bench. `back`: the one control code that harms nowhere. `closing`: the two
 * codes that give up a sheet. `other` opens nothing, e.g. a SIM card's number.
 */
export const SCAN_KINDS = [
  'unit',
  'vin',
  'job',
  'badge',
  'report',
  'customer',
  'control',
  'back',
  'closing',
  'other',
] as const;
export type ScanKind = (typeof SCAN_KINDS)[number];
