import { implement } from '@orpc/server';
import type { FastifyRequest } from 'fastify';
import { cloudContract } from '#core/contract/cloud-contract.ts';
import { formatUnitKey } from '#core/domain/identity/unit-key.ts';
import { invitationChange, partnerChange } from '#core/domain/organizations/partner-exchange.ts';
import { readOrganizationLog } from '../audit/read-organization-log.ts';
import { readChanges } from '../changes/read-changes.ts';
import { cloudVersion } from '../cloud-version.ts';
import { answersWithin, watchersPatienceMs } from '../database/answers-within.ts';
import type { CloudDatabase } from '../database/open-database.ts';
import type { ProofNonces } from '../enrolment/proof-nonces.ts';
import type { CallLimits } from '../limits/call-limits.ts';
import type { Mailer } from '../mail/create-mailer.ts';
import type { CloudMeter } from '../metrics/cloud-meter.ts';
import { readPairingEvents } from '../pairing/read-pairing-events.ts';
import { takeMessage } from '../pairing/take-message.ts';
import { answerInvitation } from '../partners/answer-invitation.ts';
import { changePartner } from '../partners/change-partner.ts';
import { invitePartner } from '../partners/invite-partner.ts';
import { listInvitations, listPartners, lookUpLink } from '../partners/list-partners.ts';
import { giveSecret } from '../profiles/give-secret.ts';
import { readHistory } from '../profiles/read-history.ts';
import { takePush } from '../push/take-push.ts';
import { lookUpUnits } from '../registry/look-up-units.ts';
import { changePin } from '../roster/change-pin.ts';
import { issueRoster } from '../roster/issue-roster.ts';
import { issueScope } from '../scope/issue-scope.ts';
import { describeStation } from '../stations/describe-station.ts';
import type { CallingStation, StationCall } from '../stations/find-station.ts';
import { takeSupportRequest } from '../support/take-support-request.ts';
import type { AddressLookup, AddressRules } from '../webhooks/webhook-address.ts';
import type { CloudClock, CloudIds, CloudLog } from '../world/world.ts';
import { assetProcedures } from './asset-procedures.ts';
import { giveCheckpoint, giveProof } from './audit-proofs.ts';
import type { CarriedInput } from './carried-input.ts';
import { eventSubscriptionProcedures } from './event-subscription-procedures.ts';
import { forStations } from './for-stations.ts';
import { jobPhotoProcedures, jobProcedures, jobTemplateProcedures } from './job-procedures.ts';
import { numberOf, pageOf } from './page-cursor.ts';
import { problem } from './problem.ts';
import { registryListProcedures } from './registry-list-procedures.ts';
import { reservationProcedures } from './reservation-procedures.ts';

/** The cloud contract, procedure by procedure. Every call but `health` belongs to a station, and its organization is the tenant. */
export interface CloudParts {
  readonly database: CloudDatabase;
  readonly clock: CloudClock;
  readonly ids: CloudIds;
  readonly log: CloudLog;
  /** Sends what invitations and requests to support put into the queue; left out, they wait for a server that does. */
  readonly mailer?: Pick<Mailer, 'start' | 'wake'> | undefined;
  /** Where the service desk reads its mail; left out, requests are only stored. */
  readonly supportAddress?: string | undefined;
  /** Where webhooks may go; left out: public addresses only. */
  readonly webhookAddresses?: (AddressRules & { readonly lookup?: AddressLookup }) | undefined;
}

export interface CallContext {
  readonly call: StationCall;
  readonly nonces: ProofNonces;
  readonly limits: CallLimits;
  readonly meter: CloudMeter;
  /** Whether this server still takes new work. */
  readonly isReady: () => boolean;
  readonly headers: FastifyRequest['headers'];
  /** Stations that speak as before this number are told to update. */
  readonly oldestProtocol: number;
  /** What of the input came in headers; see there. */
  readonly carried: CarriedInput;
  readonly traceId: string;
  /** Puts a header on the answer, whatever it will be. */
  readonly setHeader: (name: string, value: string) => void;
}

const defaultLimit = { changes: 500, rows: 100 } as const;

export function createCloudRouter(parts: CloudParts) {
  const open = implement(cloudContract).$context<CallContext>();
  return open.router({
    health: open.health.handler(() => healthOf(parts)),
    live: open.live.handler(() => ({ status: 'ok' as const })),
    ready: open.ready.handler(async ({ context: { isReady, traceId } }) => {
      if (!isReady()) {
        throw problem('stopping', traceId);
      }
      await askDatabase(parts);
      return { status: 'ok' as const };
    }),
    stations: stationProcedures(parts),
    units: unitProcedures(parts),
    sync: syncProcedures(parts),
    people: peopleProcedures(parts),
    organizations: organizationProcedures(parts),
    eventSubscriptions: eventSubscriptionProcedures(parts),
    partners: partnerProcedures(parts),
    assets: assetProcedures(parts),
    profiles: profileProcedures(parts),
    reservations: reservationProcedures(parts),
    jobs: jobProcedures(parts),
    jobPhotos: jobPhotoProcedures(parts),
    jobTemplates: jobTemplateProcedures(parts),
    invitations: invitationProcedures(parts),
    support: supportProcedures(parts),
  });
}

async function askDatabase({ database }: Pick<CloudParts, 'database'>): Promise<void> {
  const asked = database.read((transaction) => transaction.selectFrom('stations').select('id').limit(1).execute());
  await answersWithin(watchersPatienceMs, asked);
}

async function healthOf({ database, clock }: CloudParts) {
  await askDatabase({ database });
  const { durability, description } = database;
  return { status: 'ok' as const, durability, database: description, version: cloudVersion, time: clock.now() };
}

function stationProcedures(parts: CloudParts) {
  const { stations } = forStations(parts);
  return { self: stations.self.handler(({ context }) => describeStation(context.tenant, context.station.id)) };
}

function unitProcedures(parts: CloudParts) {
  const { clock } = parts;
  const { units } = forStations(parts);
  return {
    lookUp: units.lookUp.handler(async ({ input, context }) => {
      const asOf = clock.now();
      const question = { serials: [input.serial], askedBy: context.station.organizationId, now: asOf };
      return { units: await context.tenant.read((transaction) => lookUpUnits(transaction, question)), asOf };
    }),
    lookUpMany: units.lookUpMany.handler(async ({ input, context }) => {
      const asOf = clock.now();
      const question = { serials: input.serials, askedBy: context.station.organizationId, now: asOf };
      return { units: await context.tenant.read((transaction) => lookUpUnits(transaction, question)), asOf };
    }),
    read: units.read.handler(async ({ input, context }) => {
      const asOf = clock.now();
      const serial = input.unitId.slice(input.unitId.indexOf(':') + 1);
      const question = { serials: [serial], askedBy: context.station.organizationId, now: asOf };
      const found = await context.tenant.read((transaction) => lookUpUnits(transaction, question));
      const unit = found.find((one) => formatUnitKey(one) === input.unitId);
      return unit === undefined ? { kind: 'unknown' as const } : { kind: 'unit' as const, unit, asOf };
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
          context.meter.notePush(outcome.response.results);
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
      return outcome.page.more ? outcome.page : { ...outcome.page, ...(await lastWords(parts, context.station)) };
    }),
  };
}

/** What every pull ends with: who may sign in, and what the station may keep. */
async function lastWords({ database, clock }: CloudParts, station: CallingStation) {
  const now = clock.now();
  return {
    roster: await issueRoster(database, { organizationId: station.organizationId, now }),
    scope: await issueScope(database, { station, now }),
  };
}

function peopleProcedures(parts: CloudParts) {
  const { people } = forStations(parts);
  return {
    changePin: people.changePin.handler(({ input, context: { station } }) =>
      changePin(parts.database, { ...input, organizationId: station.organizationId, now: parts.clock.now() }),
    ),
  };
}

function organizationProcedures(parts: CloudParts) {
  const { clock } = parts;
  const { organizations } = forStations(parts);
  return {
    audit: organizations.audit.handler(async ({ input, context }) => {
      const limit = input.limit ?? defaultLimit.rows;
      const question = {
        organizationId: input.organizationId,
        askedBy: context.station.organizationId,
        sessionId: input.sessionId,
        unit: input.unit,
        cartonId: input.cartonId,
        transferId: input.transferId,
        before: numberOf('audit', input.cursor, context.traceId),
        limit: limit + 1,
        now: clock.now(),
      };
      const outcome = await context.tenant.read((transaction) => readOrganizationLog(transaction, question));
      if (outcome.kind === 'not-yours') {
        throw problem('not-your-organization', context.traceId);
      }
      return pageOf('audit', { rows: outcome.rows, limit }, ({ index }) => index);
    }),
    auditCheckpoint: organizations.auditCheckpoint.handler(async ({ input, context }) => {
      const outcome = await giveCheckpoint(parts, context.station, input);
      if (outcome.kind === 'not-yours') {
        throw problem('not-your-organization', context.traceId);
      }
      return outcome;
    }),
    auditProof: organizations.auditProof.handler(async ({ input, context }) => {
      const outcome = await giveProof(parts, context.station, input);
      if (outcome.kind === 'not-yours') {
        throw problem('not-your-organization', context.traceId);
      }
      return outcome;
    }),
    pairingEvents: organizations.pairingEvents.handler(async ({ input, context }) => {
      const limit = input.limit ?? defaultLimit.rows;
      const question = {
        organizationId: input.organizationId,
        askedBy: context.station.organizationId,
        unit: input.unit,
        before: numberOf('pairing-events', input.cursor, context.traceId),
        limit: limit + 1,
        now: clock.now(),
      };
      const outcome = await context.tenant.read((transaction) => readPairingEvents(transaction, question));
      if (outcome.kind === 'not-yours') {
        throw problem('not-your-organization', context.traceId);
      }
      const { rows, next } = pageOf('pairing-events', { rows: outcome.events, limit }, ({ position }) => position);
      return { events: rows.map(({ position: _position, ...event }) => event), next };
    }),
    ...registryListProcedures(parts),
  };
}

function partnerProcedures(parts: CloudParts) {
  const { clock } = parts;
  const { partners } = forStations(parts);
  return {
    list: partners.list.handler(async ({ context }) => {
      const asOf = clock.now();
      const question = { askedBy: context.station.organizationId, now: asOf };
      return { partners: await context.tenant.read((transaction) => listPartners(transaction, question)), asOf };
    }),
    invite: partners.invite.handler(async ({ input: { invitation, ...call }, context: { station } }) =>
      partnerChange.parse(await invitePartner(parts, { station, ...call }, invitation)),
    ),
    act: partners.act.handler(async ({ input: { actor, requestId, ...wish }, context: { station } }) =>
      partnerChange.parse(await changePartner(parts, { station, actor, requestId }, wish)),
    ),
  };
}

function profileProcedures(parts: CloudParts) {
  const { profiles } = forStations(parts);
  return {
    history: profiles.history.handler(({ input: { id }, context }) =>
      readHistory(parts.database, {
        profileId: id,
        askedBy: context.station.organizationId,
        now: parts.clock.now(),
      }),
    ),
    giveSecret: profiles.giveSecret.handler(({ input, context }) => giveSecret(parts, context.station, input)),
  };
}

function invitationProcedures(parts: CloudParts) {
  const { database, clock } = parts;
  const { invitations } = forStations(parts);
  return {
    list: invitations.list.handler(async ({ context }) => {
      const asOf = clock.now();
      const question = { askedBy: context.station.organizationId, now: asOf };
      return { invitations: await context.tenant.read((transaction) => listInvitations(transaction, question)), asOf };
    }),
    lookUp: invitations.lookUp.handler(({ input, context }) => {
      const question = { token: input.token, askedBy: context.station.organizationId, now: clock.now() };
      // Whoever holds the link may read what it is about, and that may be anybody.
      return database.asSystem('invitation-link').read((transaction) => lookUpLink(transaction, question));
    }),
    answer: invitations.answer.handler(async ({ input: { actor, requestId, ...wish }, context: { station } }) =>
      invitationChange.parse(await answerInvitation(parts, { station, actor, requestId }, wish)),
    ),
  };
}

function supportProcedures(parts: CloudParts) {
  const { support } = forStations(parts);
  return {
    request: support.request.handler(({ input, context }) => takeSupportRequest(parts, context.station, input)),
  };
}
