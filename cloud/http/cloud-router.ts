import { implement } from '@orpc/server';
import { cloudContract } from '#core/contract/cloud-contract.ts';
import { readOrganizationLog } from '../audit/read-organization-log.ts';
import { readChanges } from '../changes/read-changes.ts';
import { cloudVersion } from '../cloud-version.ts';
import type { CloudDatabase } from '../database/open-database.ts';
import { readPairingEvents } from '../pairing/read-pairing-events.ts';
import { takeMessage } from '../pairing/take-message.ts';
import { takePush } from '../push/take-push.ts';
import { lookUpUnits } from '../registry/look-up-units.ts';
import { findStation } from '../stations/find-station.ts';
import type { CloudClock, CloudIds, CloudLog } from '../world/world.ts';
import { problem } from './problem.ts';

/** The cloud contract, procedure by procedure. Every call but `health` belongs to a station, and its organization is the tenant. */
export interface CloudParts {
  readonly database: CloudDatabase;
  readonly clock: CloudClock;
  readonly ids: CloudIds;
  readonly log: CloudLog;
}

export interface CallContext {
  readonly authorization: string | undefined;
  readonly traceId: string;
}

const defaultLimit = { changes: 500, rows: 100 } as const;

export function createCloudRouter(parts: CloudParts) {
  const open = implement(cloudContract).$context<CallContext>();
  return open.router({
    health: open.health.handler(() => healthOf(parts)),
    units: unitProcedures(parts),
    sync: syncProcedures(parts),
    organizations: organizationProcedures(parts),
  });
}

async function healthOf({ database, clock }: CloudParts) {
  await database.read((transaction) => transaction.selectFrom('stations').select('id').limit(1).execute());
  const { durability, description } = database;
  return { status: 'ok' as const, durability, database: description, version: cloudVersion, time: clock.now() };
}

/** Finds out who calls, before anything of the input is looked at. */
function forStations(parts: CloudParts) {
  return implement(cloudContract)
    .$context<CallContext>()
    .use(async ({ context, next }) => {
      const found = await findStation(parts.database, context.authorization);
      if (found.kind !== 'station') {
        throw problem('unauthorized', context.traceId);
      }
      return next({ context: { station: found.station } });
    });
}

function unitProcedures(parts: CloudParts) {
  const { database, clock } = parts;
  const { units } = forStations(parts);
  return {
    lookUp: units.lookUp.handler(async ({ input, context }) => {
      const asOf = clock.now();
      const question = { serial: input.serial, askedBy: context.station.organizationId, now: asOf };
      return { units: await database.read((transaction) => lookUpUnits(transaction, question)), asOf };
    }),
    message: units.message.handler(({ input: { unitId, ...message }, context }) =>
      takeMessage(parts, { unit: unitId, sentBy: context.station.organizationId, message }),
    ),
  };
}

function syncProcedures(parts: CloudParts) {
  const { sync } = forStations(parts);
  return {
    push: sync.push.handler(async ({ input, context }) => {
      const outcome = await takePush(parts, context.station, input);
      switch (outcome.kind) {
        case 'answered':
          return outcome.response;
        case 'wrong-station':
          throw problem('wrong-station', context.traceId);
        case 'forked':
          throw problem('station-forked', context.traceId);
      }
    }),
    changes: sync.changes.handler(async ({ input, context }) => {
      const outcome = await readChanges(parts.database, {
        organizationId: context.station.organizationId,
        cursor: input.cursor ?? null,
        limit: input.limit ?? defaultLimit.changes,
        now: parts.clock.now(),
      });
      if (outcome.kind === 'resync') {
        throw problem('resync', context.traceId);
      }
      return outcome.page;
    }),
  };
}

function organizationProcedures(parts: CloudParts) {
  const { database, clock } = parts;
  const { organizations } = forStations(parts);
  return {
    audit: organizations.audit.handler(async ({ input, context }) => {
      const question = {
        organizationId: input.organizationId,
        askedBy: context.station.organizationId,
        sessionId: input.sessionId,
        unit: input.unit,
        limit: input.limit ?? defaultLimit.rows,
        now: clock.now(),
      };
      const outcome = await database.read((transaction) => readOrganizationLog(transaction, question));
      if (outcome.kind === 'not-yours') {
        throw problem('not-your-organization', context.traceId);
      }
      return { rows: outcome.rows };
    }),
    pairingEvents: organizations.pairingEvents.handler(async ({ input, context }) => {
      const question = {
        organizationId: input.organizationId,
        askedBy: context.station.organizationId,
        unit: input.unit,
        limit: input.limit ?? defaultLimit.rows,
        now: clock.now(),
      };
      const outcome = await database.read((transaction) => readPairingEvents(transaction, question));
      if (outcome.kind === 'not-yours') {
        throw problem('not-your-organization', context.traceId);
      }
      return { events: outcome.events };
    }),
  };
}
