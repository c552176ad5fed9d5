/**
 * Barcodes printed on the bench sheet that drive the bench without touching anything, e.g. `FB:NEXT` (ux rule 8). They are recognized
 * here; whether one has an effect is decided by the table of scans, and what gives up work by `closing-codes`.
 */
export const CONTROL_CODES = {
  next: 'FB:NEXT',
  back: 'FB:BACK',
  pass: 'FB:PASS',
  fail: 'FB:FAIL',
  print: 'FB:PRINT',
  'lane-1': 'FB:LANE1',
  'lane-2': 'FB:LANE2',
  'lane-3': 'FB:LANE3',
  'lane-4': 'FB:LANE4',
  'lane-5': 'FB:LANE5',
  'lane-6': 'FB:LANE6',
  'lane-7': 'FB:LANE7',
  'lane-8': 'FB:LANE8',
  /** Gives nothing up by itself: `close-confirm` must follow. */
  close: 'FB:CLOSE',
  'close-confirm': 'FB:CLOSE-YES',
} as const;

export type ControlCommand = keyof typeof CONTROL_CODES;

/** The codes of the bays painted on the bench. */
export type LaneCommand = Extract<ControlCommand, `lane-${number}`>;

/** In the order in which they are printed. */
// `Object.keys` forgets the key type of a literal.
export const CONTROL_COMMANDS = Object.keys(CONTROL_CODES) as readonly ControlCommand[];

const COMMANDS: ReadonlyMap<string, ControlCommand> = new Map(
  CONTROL_COMMANDS.map((command) => [CONTROL_CODES[command], command]),
);

export type ControlReading =
  | { readonly kind: 'control'; readonly command: ControlCommand }
  | { readonly kind: 'no-control' };

/** Reads the text of a control barcode; case does not matter. */
export function readControlCode(text: string): ControlReading {
  const command = COMMANDS.get(text.toUpperCase());
  return command === undefined ? { kind: 'no-control' } : { kind: 'control', command };
}

export function isLane(command: ControlCommand): command is LaneCommand {
  return command.startsWith('lane-');
}

/** The number painted on the bench. */
export function laneNumber(command: LaneCommand): number {
  return Number(command.slice('lane-'.length));
}

/** The two codes that give up a sheet. */
export function isClosing(command: ControlCommand): command is 'close' | 'close-confirm' {
  return command === 'close' || command === 'close-confirm';
}
