import { z } from 'zod';
import data from './demo-fleet.json' with { type: 'json' };

/**
 * The demo's world as data: who there is, what they own and what lies on the tray. The cloud's seed and the station's demo both read
 * it, so that a label on the tray always meets the unit it tells of. Days count from the moment of seeding, so the demo never ages.
 */
const uuid = z.uuid();
const serial = z.string().regex(/^\d{15}$/);
const key = z.string().min(1);

const demoStation = z.strictObject({ id: uuid, name: z.string(), organization: key });

const demoOrganization = z.strictObject({
  key,
  id: uuid,
  name: z.string().min(1),
  kinds: z.array(z.enum(['fleet-customer', 'service-partner', 'reseller'])),
  autoPairing: z.boolean(),
  nameIsPublic: z.boolean(),
});

const demoTrust = z.strictObject({
  id: uuid,
  customer: key,
  partner: key,
  partnerCode: z.string().regex(/^[A-Z0-9]{5}$/),
  state: z.enum(['pending', 'active', 'declined', 'revoked']),
  startedDaysAgo: z.number().int(),
  /** Whole days that remain; negative when it ended; null while it is open. */
  endsInDays: z.number().int().nullable(),
  overrideAllowed: z.boolean(),
});

const demoPerson = z.strictObject({
  id: uuid,
  organization: key,
  displayName: z.string().min(1),
  givenName: z.string().min(1),
  roles: z.array(z.enum(['technician', 'installer', 'supervisor', 'fleet-manager', 'station-admin'])).min(1),
  badge: z.string().min(1),
  /** Shown on the demo's sign-in page. Nobody real has it. */
  pin: z.string().regex(/^\d{6}$/),
});

const demoAsset = z.strictObject({
  key,
  id: uuid,
  organization: key,
  category: z.enum(['truck', 'trailer', 'van', 'other']),
  plate: z.string().nullable(),
  vin: z.string().nullable(),
  code: z.string().nullable(),
});

const demoUnit = z.strictObject({
  unitType: z.string().regex(/^[a-z0-9-]+$/),
  serial,
  owner: key,
  subscription: z.strictObject({ state: z.enum(['active', 'expired']), endsInDays: z.number().int() }),
  configuration: z.enum(['configured', 'needs-configuration']),
  pairedWith: key.nullable(),
  lastContactMinutesAgo: z.number().int().nonnegative().nullable(),
});

const demoProfile = z.strictObject({
  id: key,
  /** Whose it is; null for one of the platform, which everybody may use. */
  organization: key.nullable(),
  /** Id of the profile that it is derived from. */
  base: key.nullable(),
  name: z.string().min(1),
  version: z.number().int().positive(),
  unitTypes: z.array(z.string()).min(1),
  minimumFirmware: z.string().nullable(),
  values: z.array(
    z.strictObject({
      key,
      value: z.string(),
      source: z.enum(['profile', 'job', 'unit']),
      /** The profile names a secret by its key; this is the value behind that name. */
      secret: z.boolean().optional(),
    }),
  ),
});

const demoLabel = z.strictObject({
  id: key,
  /** As printed; fed to the scanner as it stands. */
  text: z.string().min(1),
  title: z.string().min(1),
  /** Text key `demo.tray.<story>`. */
  story: key,
  kind: z.enum(['unit', 'vin', 'broken']),
  /** Key of the customer for which the label tells its story. */
  customerHint: key.nullable(),
});

export const demoFleetSchema = z.strictObject({
  version: z.literal(1),
  station: demoStation,
  /** Where a fleet's own people sit: the other side of service partners. */
  office: demoStation,
  organizations: z.array(demoOrganization),
  trusts: z.array(demoTrust),
  people: z.array(demoPerson),
  /** Mail addresses at which an organization is known to the cloud. */
  addresses: z.array(z.strictObject({ email: z.email(), organization: key })),
  assets: z.array(demoAsset),
  units: z.array(demoUnit),
  /** Units that only fill the lists: `count` of them, counted up from `serialBody` (14 digits) with their check digit added. */
  crowds: z.array(
    z.strictObject({
      owner: key,
      unitType: z.string(),
      serialBody: z.string().regex(/^\d{14}$/),
      count: z.number().int().positive(),
      /** They lie on the pallet that can be put into a carton at once (OWN-12). */
      onPallet: z.boolean().default(false),
    }),
  ),
  profiles: z.array(demoProfile),
  tray: z.array(demoLabel),
  /** Units that can lie on a bay, and the VIN that their brake system holds. */
  cables: z.array(z.strictObject({ unit: z.string(), ebsVin: z.string().nullable() })),
  /** Units on the road: each is installed somewhere, and the VIN that it sends makes a story (PAIR-2). */
  road: z.array(
    z.strictObject({
      story: z.enum(['finds', 'mistyped', 'several', 'occupied', 'silent']),
      unit: z.string(),
      sensorVin: z.string().nullable(),
    }),
  ),
});

export type DemoFleet = z.infer<typeof demoFleetSchema>;

export const demoFleet: DemoFleet = demoFleetSchema.parse(data);
