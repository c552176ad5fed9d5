import { z } from 'zod';
import { profileActor, profileHistory, secretGiven } from '../../domain/installation/profile-exchange.ts';
import { secretName } from '../../domain/installation/profile-template.ts';
import { profileId } from '../../kernel/entity-ids.ts';
import { cloudCall } from './call-rules.ts';

/** Profiles at the central API (INST-3). New versions come as operations by `sync.push`; what is here cannot wait. */
export const profilesContract = {
  history: cloudCall
    .route({
      method: 'GET',
      path: '/v1/profiles/{id}/versions',
      summary: 'Versions of a configuration profile',
      description: 'Every version that the calling organization may know, the newest 50.',
    })
    .input(z.strictObject({ id: profileId }))
    .output(profileHistory),
  giveSecret: cloudCall
    .route({
      method: 'PUT',
      path: '/v1/secrets/{name}',
      summary: 'Value of a secret that profiles name',
      description:
        'Gives a secret of the calling organization its value. It can be written into units from then on, and read by nobody.',
    })
    .meta({ repeat: { kind: 'harmless', why: 'the same value again is the same value' } })
    .input(z.strictObject({ name: secretName, actor: profileActor, value: z.string().min(1).max(256) }))
    .output(secretGiven),
};
