import type { Migration } from '../migrate.ts';
import { firstSchema } from './0001-first-schema.ts';

/** Every migration in order; a number that was never released may be missing. What was released is never edited; a change is a new one. */
export const stationMigrations: readonly Migration[] = [firstSchema];
