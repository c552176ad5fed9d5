import { appendFileSync, existsSync, readFileSync } from 'node:fs';

/** One line of the table that `npm run faults` ends with. */
export interface FaultResult {
  readonly promise: string;
  readonly fault: string;
  readonly times: number;
  readonly lost: number;
}

/** Keeps a result where the run wants a table; nothing else hears of it. */
export function noteResult(result: FaultResult): void {
  const file = process.env['FITBAY_FAULT_RESULTS'];
  if (file !== undefined) {
    appendFileSync(file, `${JSON.stringify(result)}\n`);
  }
}

/** What was kept there, in order. */
export function readResults(file: string): readonly unknown[] {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line));
}
