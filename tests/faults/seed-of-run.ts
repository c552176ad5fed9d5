/** Any number would do, as long as it stays. */
const seedOfEveryTest = 20_261_121;

/**
 * What the suites draw their accidents from. In `npm test` it is always the same, so that a red test tells of the change it stands beside;
 * `npm run faults` sets FITBAY_SEED to another one each time, and that finds what nobody thought of. Set by hand, it repeats a run.
 */
export function seedOfRun(): number {
  return Number(process.env['FITBAY_SEED'] ?? seedOfEveryTest);
}
