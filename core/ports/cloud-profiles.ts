import type { ProfileActor, ProfileHistory, SecretGiven } from '../domain/installation/profile-exchange.ts';
import type { ProfileId } from '../kernel/entity-ids.ts';
import type { CloudFailure } from './cloud-client.ts';

/** The central API's side of profiles that needs an answer now: older versions, and the value of a secret, which waits in no queue (INST-7). */
export interface CloudProfiles {
  history(id: ProfileId): Promise<ProfileHistory | CloudFailure>;
  giveSecret(secret: {
    readonly name: string;
    readonly actor: ProfileActor;
    readonly value: string;
  }): Promise<SecretGiven | CloudFailure>;
}
