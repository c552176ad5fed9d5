import { z } from 'zod';
import { personId } from '../../kernel/entity-ids.ts';
import { takenName } from '../../kernel/plain-name.ts';

/** Who gave a command, on the station's word; the cloud looks up what this person may do (ORG-2). */
export const statedActor = z.strictObject({
  /** Null for the command line and the system, for which the station's word counts. */
  personId: personId.nullable(),
  name: takenName(200),
  roles: z.array(z.string().max(40)).max(10),
});
export type StatedActor = z.infer<typeof statedActor>;

/** Number of a request, made by whoever asks and the same when the same is asked again (reliability.md §3.2). */
export const requestNumber = z.string().min(8).max(64);
