import type { Migration } from '../migrate.ts';
import { firstSchema } from './0001-first-schema.ts';
import { readers } from './0002-readers.ts';
import { transferReversals } from './0003-transfer-reversals.ts';
import { cartons } from './0004-cartons.ts';
import { namedBackups } from './0005-named-backups.ts';
import { roster } from './0006-roster.ts';
import { capturesAndSupport } from './0009-captures-and-support.ts';
import { profiles } from './0010-profiles.ts';
import { mirrorBeside } from './0013-mirror-beside.ts';
import { waitingByUnit } from './0014-waiting-by-unit.ts';
import { erasableAudit } from './0015-erasable-audit.ts';
import { failedPairings } from './0016-failed-pairings.ts';
import { jobs } from './0017-jobs.ts';
import { jobChanges } from './0018-job-changes.ts';
import { sealedJobValues } from './0019-sealed-job-values.ts';
import { sheetsByUnit } from './0021-sheets-by-unit.ts';
import { jobLines } from './0024-job-lines.ts';

/** Every migration in order; a number that was never released may be missing. What was released is never edited; a change is a new one. */
export const stationMigrations: readonly Migration[] = [
  firstSchema,
  readers,
  transferReversals,
  cartons,
  namedBackups,
  roster,
  capturesAndSupport,
  profiles,
  mirrorBeside,
  waitingByUnit,
  erasableAudit,
  failedPairings,
  jobs,
  jobChanges,
  sealedJobValues,
  sheetsByUnit,
  jobLines,
];
