import { z } from 'zod';
import queclink from '#resources/unit-families/queclink.json' with { type: 'json' };
import teltonika from '#resources/unit-families/teltonika.json' with { type: 'json' };
import type { FamilyView } from '../../contract/station/profiles.ts';
import type { DriverId } from '../../ports/unit-driver.ts';
import type { UnitDrivers } from '../../ports/unit-drivers.ts';

const families = z.array(
  z.object({ id: z.string(), models: z.array(z.string()).min(1), simulated: z.boolean().optional() }),
);

/** Families whose layout depends on the model, and those that are one. */
const known: readonly { readonly driver: DriverId; readonly families: z.output<typeof families> }[] = [
  { driver: 'teltonika', families: families.parse(teltonika.families) },
  { driver: 'queclink', families: families.parse(queclink.families) },
  { driver: 'calamp', families: [{ id: 'calamp', models: ['LMU'] }] },
  { driver: 'at27007', families: [{ id: 'at27007', models: ['AT'] }] },
  { driver: 'benchunit', families: [{ id: 'benchunit', models: ['BENCHUNIT'], simulated: true }] },
];

/**
 * What units of each family take, in the words of their drivers, so that a profile can be looked at without a unit (INST-3). A driver that
 * this station does not have is left out.
 */
export function familyViews(drivers: UnitDrivers): FamilyView[] {
  return known.flatMap(({ driver: id, families: ofDriver }) => {
    const driver = drivers.byId(id);
    return driver === null
      ? []
      : ofDriver.map((family) => {
          const [model = ''] = family.models;
          const identity = { driver: id, imei: null, model, firmware: '', hardware: null, iccid: null };
          const { keys } = driver.capabilities(identity);
          return {
            id: family.id,
            driver: id,
            models: [...family.models],
            simulated: family.simulated === true,
            keys: Object.fromEntries(
              Object.entries(keys).map(([key, { write, maxLength, minimum, maximum }]) => [
                key,
                {
                  write,
                  ...(maxLength === undefined ? {} : { maxLength }),
                  ...(minimum === undefined ? {} : { minimum }),
                  ...(maximum === undefined ? {} : { maximum }),
                },
              ]),
            ),
          };
        });
  });
}
