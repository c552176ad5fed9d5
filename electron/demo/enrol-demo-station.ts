import { organizationId, stationId } from '#core/kernel/entity-ids.ts';
import { invariant } from '#core/kernel/invariant.ts';
import { demoFleet } from '#resources/demo/demo-fleet.ts';
import { createCheckpointSigner } from '../adapters/secrets/checkpoint-signer.ts';
import { type StationFile, writeStationFile } from '../compose/station-file.ts';

/** What the cloud is told about the demo's station, and what it answers. The cloud's own `registerStation` fits. */
export type RegisterStation = (station: {
  readonly stationId: string;
  readonly name: string;
  readonly organizationId: string;
  readonly publicKey: string;
}) => Promise<{ readonly generation: number; readonly token: string }>;

export interface DemoEnrolment {
  readonly dataFolder: string;
  readonly cloudUrl: string;
  readonly register: RegisterStation;
}

/** Makes a data folder the demo's station, without a person who approves: key, registration at the cloud, `station.json`. */
export async function enrolDemoStation({ dataFolder, cloudUrl, register }: DemoEnrolment): Promise<StationFile> {
  const { id, name, organization } = demoFleet.station;
  const owner = demoFleet.organizations.find(({ key }) => key === organization);
  invariant(owner !== undefined, `the demo has an organization ${organization}`);
  const publicKey = createCheckpointSigner({ directory: dataFolder }).publicKeySpki;
  const { generation, token } = await register({ stationId: id, name, organizationId: owner.id, publicKey });
  const [bench = name, place = ''] = name.split(' · ');
  const file: StationFile = {
    version: 1,
    stationId: stationId.parse(id),
    generation,
    name: bench,
    place,
    organizationId: organizationId.parse(owner.id),
    cloudUrl,
    token,
    demo: true,
  };
  writeStationFile(dataFolder, file);
  return file;
}
