import { organizationId, stationId } from '#core/kernel/entity-ids.ts';
import { invariant } from '#core/kernel/invariant.ts';
import { demoFleet } from '#resources/demo/demo-fleet.ts';
import { type RegisterStation, registerDirectly } from '../compose/register-directly.ts';
import { type StationFile, writeStationFile } from '../compose/station-file.ts';

export interface DemoEnrolment {
  readonly dataFolder: string;
  readonly cloudUrl: string;
  readonly register: RegisterStation;
  /** Which of the demo's seats; default: the workshop's bench. */
  readonly seat?: 'bench' | 'office';
}

/** Makes a data folder one of the demo's stations, without a person who approves: keys, registration at the cloud, `station.json`. */
export async function enrolDemoStation(enrolment: DemoEnrolment): Promise<StationFile> {
  const { dataFolder, cloudUrl, register, seat = 'bench' } = enrolment;
  const { id, name, organization } = seat === 'office' ? demoFleet.office : demoFleet.station;
  const owner = demoFleet.organizations.find(({ key }) => key === organization);
  invariant(owner !== undefined, `the demo has an organization ${organization}`);
  const [bench = name, place = ''] = name.split(' · ');
  const station = { stationId: id, name: bench, place, organizationId: owner.id };
  const { generation } = await registerDirectly({ directory: dataFolder, station, register });
  const file: StationFile = {
    version: 2,
    stationId: stationId.parse(id),
    generation,
    name: bench,
    place,
    organizationId: organizationId.parse(owner.id),
    cloudUrl,
    demo: true,
  };
  writeStationFile(dataFolder, file);
  return file;
}
