/**
 * Barcodes printed on the bench sheet that drive the bench without touching anything, e.g. `FB:NEXT`. They are recognized here;
 * whether one has an effect is decided by `scanAction`.
 */
export type ControlCommand = 'next' | 'pass' | 'fail' | 'print' | 'back' | 'lane-1' | 'lane-2' | 'lane-3' | 'lane-4';

/** The code text of each command, as it is printed and read. */
export const CONTROL_CODES: Readonly<Record<ControlCommand, string>> = {
  next: 'FB:NEXT',
  pass: 'FB:PASS',
  fail: 'FB:FAIL',
  print: 'FB:PRINT',
  back: 'FB:BACK',
  'lane-1': 'FB:LANE1',
  'lane-2': 'FB:LANE2',
  'lane-3': 'FB:LANE3',
  'lane-4': 'FB:LANE4',
};
