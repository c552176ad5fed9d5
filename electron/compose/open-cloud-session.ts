import { systemClock } from '../adapters/clock/system-clock.ts';
import { type CloudSession, createCloudSession } from '../adapters/cloud/cloud-session.ts';
import { createCredentialFile } from '../adapters/cloud/credential-file.ts';
import { createSecretSeal } from '../adapters/secrets/secret-seal.ts';

/** The standing of the station of this data folder with its cloud. */
export function openCloudSession(place: { readonly directory: string; readonly cloudUrl: string }): CloudSession {
  const { directory, cloudUrl } = place;
  const credentials = createCredentialFile({ directory, seal: createSecretSeal({ directory }) });
  return createCloudSession({ cloudUrl, credentials, clock: systemClock });
}
