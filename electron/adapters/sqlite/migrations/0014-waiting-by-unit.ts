import type { Migration } from '../migrate.ts';

/** Every verdict asks whether something of its unit waits here, on a pallet a hundred times in a row. */
export const waitingByUnit: Migration = {
  version: 14,
  sql: `
CREATE INDEX operation_waiting_by_unit ON operation (unit, generation, seq) WHERE standing = 0;
`,
};
