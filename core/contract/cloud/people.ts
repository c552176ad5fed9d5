import { z } from 'zod';
import { pinChange } from '../../domain/access/pin-change.ts';
import { personId } from '../../kernel/entity-ids.ts';
import { cloudCall } from './call-rules.ts';

/** People of the calling station's own organization. The list of them comes signed with every pull (`domain/access/roster.ts`). */
export const peopleContract = {
  changePin: cloudCall
    .route({
      method: 'POST',
      path: '/v1/people/{personId}/pin',
      summary: 'A new PIN for the old one',
      description: 'Gives somebody a new PIN for the old one. Stations hear of it with their next pull.',
    })
    .meta({ repeat: { kind: 'harmless', why: 'the old PIN is right only once' } })
    .input(z.object({ personId, oldPin: z.string().max(32), newPin: z.string().max(32) }))
    .output(pinChange),
};
