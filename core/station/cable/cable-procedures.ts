import type { LinkProblem } from '../../contract/station/cable.ts';
import { secretMask } from '../../domain/installation/difference.ts';
import type {
  ConfigReading,
  DriverCapabilities,
  DriverContext,
  DriverId,
  UnitDriver,
  UnitIdentity,
} from '../../ports/unit-driver.ts';
import { backupOnPort, restoreOnPort } from '../backups/backup-on-port.ts';
import { auditActor, type Principal } from '../principal.ts';
import type { AreaProcedures } from '../procedures.ts';
import type { StationContext } from '../station-context.ts';
import { linkProblem } from './link-problem.ts';
import { type PortWritten, writeOnPort } from './write-on-port.ts';

/** Bays, and units on a port without a work sheet: what the command line and the settings page need (STA-7). */
export function cableProcedures(context: StationContext): AreaProcedures<'cable'> {
  const { bays } = context;
  return {
    bays: async () => [...bays.views()],
    capture: async ({ bay }) => [...bays.capture(bay)],

    ports: async () => {
      const ports = await bays.ports();
      return Promise.all(
        ports.map(async ({ path, usb }) => {
          const answer = await bays.runOnPort(path, (link) => find(context, link, undefined));
          const found = answer.kind === 'found';
          return {
            port: path,
            usb: usb ?? null,
            driver: found ? answer.driver.id : null,
            identity: found ? identityView(answer.identity) : null,
            problem: found ? null : answer.reason,
          };
        }),
      );
    },

    identifyPort: async ({ port, driver }) =>
      bays.runOnPort(port, async (link) => {
        const answer = await find(context, link, driver);
        return answer.kind === 'found' ? identityView(answer.identity) : answer;
      }),

    readPort: async ({ port, driver }) =>
      bays.runOnPort(port, async (link) => {
        const answer = await find(context, link, driver);
        if (answer.kind !== 'found') {
          return answer;
        }
        const read = await answer.driver.readConfiguration(link);
        return read.kind === 'read'
          ? { kind: 'config' as const, values: masked(read.values, answer.driver.capabilities(answer.identity)) }
          : linkProblem(read);
      }),

    healthPort: async ({ port, driver }) =>
      bays.runOnPort(port, async (link) => {
        const answer = await find(context, link, driver);
        if (answer.kind !== 'found') {
          return answer;
        }
        const health = await answer.driver.readHealth(link);
        return health.kind === 'measured'
          ? { kind: 'health' as const, fields: { ...health.fields } }
          : linkProblem(health);
      }),

    backupPort: async ({ port, driver, name }, { principal }) =>
      bays.runOnPort(port, async (link, reopen) => {
        const found = await find(context, link, driver);
        return found.kind === 'found'
          ? backupOnPort(context, principal, { unit: { ...found, port: { link, reopen } }, name })
          : found;
      }),

    restorePort: async ({ port, driver, text, dryRun }, { principal }) =>
      bays.runOnPort(port, async (link, reopen) => {
        const found = await find(context, link, driver);
        return found.kind === 'found'
          ? restoreOnPort(context, principal, { unit: { ...found, port: { link, reopen } }, text, dryRun })
          : found;
      }),

    writePort: async (wish, { principal }) =>
      bays.runOnPort(wish.port, async (link, reopen) => {
        const answer = await find(context, link, wish.driver);
        if (answer.kind !== 'found') {
          return answer;
        }
        const written = await writeOnPort({ link, reopen }, answer, wish);
        keepPortWrite(context, principal, { imei: answer.identity.imei, written });
        return written;
      }),
  };
}

export interface FoundOnPort {
  readonly kind: 'found';
  readonly driver: UnitDriver;
  readonly identity: UnitIdentity;
}

async function find(
  context: StationContext,
  link: DriverContext,
  driverId: DriverId | undefined,
): Promise<FoundOnPort | LinkProblem> {
  const named = driverId === undefined ? null : context.drivers.byId(driverId);
  if (named !== null) {
    const identified = await named.identify(link);
    return identified.kind === 'identified'
      ? { kind: 'found', driver: named, identity: identified.identity }
      : linkProblem(identified);
  }
  const found = await context.drivers.find(link);
  return found.kind === 'found' ? found : linkProblem(found);
}

interface PortWriteRecord {
  readonly imei: string | null;
  readonly written: PortWritten;
}

/** What was written without a sheet stands in the trail all the same: keys and how they ended, never values, which may be secrets. */
function keepPortWrite({ store, identity }: StationContext, principal: Principal, record: PortWriteRecord): void {
  const { imei, written } = record;
  if ('changes' in written && written.kind !== 'planned' && written.changes.length > 0) {
    store.transact((write) =>
      write.appendAudit({
        actor: auditActor(principal),
        organizations: [identity.organizationId],
        action: 'configuration.written',
        outcome: written.kind === 'verified' ? 'done' : 'failed',
        after: { imei: imei ?? '', ...Object.fromEntries(written.changes.map(({ key, state }) => [key, state])) },
      }),
    );
  }
}

/** Readings as they may leave the station: without the values of secret keys (INST-7). */
function masked(
  values: Readonly<Record<string, ConfigReading>>,
  { keys }: DriverCapabilities,
): Record<string, ConfigReading> {
  return Object.fromEntries(
    Object.entries(values).map(([key, reading]) => [
      key,
      reading.kind === 'value' && keys[key]?.secret === true ? { kind: 'value', value: secretMask } : reading,
    ]),
  );
}

function identityView(identity: UnitIdentity) {
  return { kind: 'identity' as const, ...identity };
}
