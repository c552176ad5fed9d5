import type { BayView, LinkProblem } from '../../contract/station/cable.ts';
import { isLeftUnproven } from '../../domain/bench/left-unproven.ts';
import { secretMask } from '../../domain/installation/difference.ts';
import type { PortInfo } from '../../ports/byte-link.ts';
import type {
  ConfigReading,
  DriverCapabilities,
  DriverContext,
  DriverId,
  UnitIdentity,
} from '../../ports/unit-driver.ts';
import { backupOnPort, restoreOnPort } from '../backups/backup-on-port.ts';
import { maySee } from '../captures/capture-access.ts';
import { auditActor, type Principal } from '../principal.ts';
import type { AreaProcedures } from '../procedures.ts';
import type { StationContext } from '../station-context.ts';
import { type FoundOnPort, findUnit } from './find-unit.ts';
import { linkProblem } from './link-problem.ts';
import type { KnownPort } from './port-book.ts';
import { unitOrderProcedures } from './unit-order-procedures.ts';
import { valuesToWrite } from './values-to-write.ts';
import { type PortWritten, writeOnPort } from './write-on-port.ts';

/** Bays, and units on a port without a work sheet: what the command line and the settings page need (STA-7). */
export function cableProcedures(context: StationContext): AreaProcedures<'cable'> {
  const { bays } = context;
  return {
    ...unitOrderProcedures(context),
    bays: async () => bays.views().map((view) => ({ ...view, leftUnproven: isUnitUnproven(context, view) })),
    capture: async ({ bay }, { principal }) =>
      bays.capture(bay).flatMap(({ line, ownerId }) => (maySee(principal, [ownerId]) ? [line] : [])),

    ports: async () => {
      await bays.look();
      const answers: PortAnswers = [];
      // One after the other: a port that is no unit's should have as little typed at it as possible.
      for (const { info, known, isPresent, isReader } of bays.ports()) {
        if (isPresent && !isReader) {
          answers.push(known.bay === null ? unasked(info) : await ask(context, info, known));
        }
      }
      return answers;
    },

    identifyPort: async ({ port, driver }) =>
      bays.runOnPort(port, async (link, _reopen, known) => {
        const answer = await find(context, link, { driver, known });
        return answer.kind === 'found' ? identityView(answer.identity) : answer;
      }),

    readPort: async ({ port, driver }) =>
      bays.runOnPort(port, async (link, _reopen, known) => {
        const answer = await find(context, link, { driver, known });
        if (answer.kind !== 'found') {
          return answer;
        }
        const read = await answer.driver.readConfiguration(link);
        return read.kind === 'read'
          ? { kind: 'config' as const, values: masked(read.values, answer.driver.capabilities(answer.identity)) }
          : linkProblem(read);
      }),

    healthPort: async ({ port, driver }) =>
      bays.runOnPort(port, async (link, _reopen, known) => {
        const answer = await find(context, link, { driver, known });
        if (answer.kind !== 'found') {
          return answer;
        }
        const health = await answer.driver.readHealth(link);
        return health.kind === 'measured'
          ? { kind: 'health' as const, fields: { ...health.fields } }
          : linkProblem(health);
      }),

    backupPort: async ({ port, driver, name }, { principal }) =>
      bays.runOnPort(port, async (link, reopen, known) => {
        const found = await find(context, link, { driver, known });
        return found.kind === 'found'
          ? backupOnPort(context, principal, { unit: { ...found, port: { link, reopen } }, name })
          : found;
      }),

    restorePort: async ({ port, driver, text, dryRun }, { principal }) =>
      bays.runOnPort(port, async (link, reopen, known) => {
        const found = await find(context, link, { driver, known });
        return found.kind === 'found'
          ? restoreOnPort(context, principal, { unit: { ...found, port: { link, reopen } }, text, dryRun })
          : found;
      }),

    writePort: async (wish, { principal }) =>
      bays.runOnPort(wish.port, async (link, reopen, known) => {
        const answer = await find(context, link, { driver: wish.driver, known });
        if (answer.kind !== 'found') {
          return answer;
        }
        const chosen = valuesToWrite(context, principal, { wish, unit: answer });
        if (chosen.kind !== 'values') {
          return chosen;
        }
        const { imei, dryRun } = wish;
        const written = await writeOnPort({ link, reopen }, answer, { values: chosen.values, imei, dryRun });
        keepPortWrite(context, principal, { imei: answer.identity.imei, written });
        return written;
      }),
  };
}

function isUnitUnproven({ store }: StationContext, { sessionId }: BayView): boolean {
  const session = sessionId === null ? null : store.session(sessionId);
  return session !== null && isLeftUnproven(session);
}

type PortAnswers = Awaited<ReturnType<AreaProcedures<'cable'>['ports']>>;

function unasked({ path, usb }: PortInfo): PortAnswers[number] {
  return { port: path, usb: usb ?? null, driver: null, identity: null, problem: null };
}

async function ask(context: StationContext, info: PortInfo, known: KnownPort): Promise<PortAnswers[number]> {
  const answer = await context.bays.runOnPort(info.path, (link) => find(context, link, { driver: undefined, known }));
  return answer.kind === 'found'
    ? { ...unasked(info), driver: answer.driver.id, identity: identityView(answer.identity) }
    : { ...unasked(info), problem: answer.reason };
}

/** Asks who is on a port: the family that the caller names, otherwise the one set for the port, otherwise whichever answers. */
function find(
  { drivers }: StationContext,
  link: DriverContext,
  wish: { readonly driver: DriverId | undefined; readonly known: KnownPort | null },
): Promise<FoundOnPort | LinkProblem> {
  return findUnit(drivers, link, wish.driver ?? wish.known?.driver ?? null);
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
