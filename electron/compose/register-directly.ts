import { toIsoTime } from '#core/kernel/iso-time.ts';
import { createCredentialFile } from '../adapters/cloud/credential-file.ts';
import { makeStationKey, thumbprintOf } from '../adapters/cloud/station-key.ts';
import { createCheckpointSigner } from '../adapters/secrets/checkpoint-signer.ts';
import { createSecretSeal } from '../adapters/secrets/secret-seal.ts';

/** What the cloud is told about a station and what it answers. The cloud's own `registerStation` fits. */
export type RegisterStation = (station: {
  readonly stationId: string;
  readonly name: string;
  readonly place?: string | undefined;
  readonly organizationId: string;
  readonly publicKey: string;
  readonly thumbprint: string;
}) => Promise<{ readonly generation: number; readonly refreshToken: string }>;

export interface DirectRegistration {
  readonly directory: string;
  readonly station: {
    readonly stationId: string;
    readonly name: string;
    readonly place?: string;
    readonly organizationId: string;
  };
  readonly register: RegisterStation;
}

/**
 * Enrols the station of a data folder without a person, where the cloud's own process can be reached: for the demo and for tests. The
 * folder ends with the same keys and the same kind of credential as after an approval.
 */
export async function registerDirectly({
  directory,
  station,
  register,
}: DirectRegistration): Promise<{ readonly generation: number }> {
  const privateKey = await makeStationKey();
  const publicKey = createCheckpointSigner({ directory }).publicKeySpki;
  const { generation, refreshToken } = await register({
    ...station,
    publicKey,
    thumbprint: await thumbprintOf(privateKey),
  });
  const madeAt = toIsoTime(Date.now());
  createCredentialFile({ directory, seal: createSecretSeal({ directory }) }).save({
    privateKey,
    refreshToken,
    keyMadeAt: madeAt,
    renewedAt: madeAt,
    validUntil: null,
  });
  return { generation };
}
