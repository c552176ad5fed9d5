import { registerStation } from '#cloud/stations/register-station.ts';
import { registerDirectly } from '#electron/compose/register-directly.ts';
import type { WiredSite } from './wired-site.ts';

/** A supervisor enrols this disk once more under the same name; answers its new generation. */
export async function enrolAnew(
  { cloud, database, world }: WiredSite,
  { directory, id }: { readonly directory: string; readonly id: string },
): Promise<number> {
  const { generation } = await registerDirectly({
    directory,
    station: { stationId: id, name: 'Bench', organizationId: world.partner },
    register: (station) => registerStation(database, station, cloud.clock.now()),
  });
  return generation;
}
