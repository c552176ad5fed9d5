import { z } from 'zod';
import { pinChange } from '../../domain/access/pin-change.ts';
import { personId } from '../../kernel/entity-ids.ts';
import { cloudCall } from './call-rules.ts';

/** People of the calling station's own organization. The list of them comes signed with every pull (`domain/access/roster.ts`). */
export const peopleContract = {
  /** Gives somebody a new PIN for the old one (STA-1). Stations hear of it with their next pull. */
  changePin: cloudCall
    .route({ method: 'POST', path: '/v1/people/{personId}/pin', summary: 'A new PIN for the old one' })
    .meta({ repeat: { kind: 'harmless', why: 'the old PIN is right only once' } })
    .input(z.object({ personId, oldPin: z.string().max(32), newPin: z.string().max(32) }))
    .output(pinChange),
};
