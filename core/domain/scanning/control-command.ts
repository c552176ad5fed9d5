/**
 * Barcodes printed on the bench sheet that drive the bench without touching anything, e.g. `FB:NEXT`. They are recognized here;
 * whether one has an effect is decided by `scanAction`.
 */
export const CONTROL_CODES = {
  next: 'FB:NEXT',
  pass: 'FB:PASS',
  fail: 'FB:FAIL',
  print: 'FB:PRINT',
  back: 'FB:BACK',
  'lane-1': 'FB:LANE1',
  'lane-2': 'FB:LANE2',
  'lane-3': 'FB:LANE3',
  'lane-4': 'FB:LANE4',
} as const;

export type ControlCommand = keyof typeof CONTROL_CODES;

const COMMANDS: ReadonlyMap<string, ControlCommand> = new Map(
  // `Object.keys` forgets the key type of a literal.
  (Object.keys(CONTROL_CODES) as ControlCommand[]).map((command) => [CONTROL_CODES[command], command]),
);

export type ControlReading =
  | { readonly kind: 'control'; readonly command: ControlCommand }
  | { readonly kind: 'no-control' };

/** Reads the text of a control barcode; case does not matter. */
export function readControlCode(text: string): ControlReading {
  const command = COMMANDS.get(text.toUpperCase());
  return command === undefined ? { kind: 'no-control' } : { kind: 'control', command };
}
