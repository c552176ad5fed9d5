import type { Migration } from '../migrate.ts';

/** Finds the sheets of a unit, and the sheet of a printed report, however many others there are since. */
export const sheetsByUnit: Migration = {
  version: 21,
  sql: `
CREATE INDEX bench_session_of_serial ON bench_session (serial);
CREATE INDEX bench_session_of_report ON bench_session (json_extract(json, '$.signOff.reportNumber'))
  WHERE json_extract(json, '$.signOff.reportNumber') IS NOT NULL;
`,
};
