import { z } from 'zod';
import { organizationAuditRow } from '../domain/audit/organization-audit-row.ts';
import { unitFacts } from '../domain/ownership/unit-facts.ts';
import { unitMessage } from '../domain/pairing/unit-message.ts';
import { changesAnswer } from '../domain/sync/changes.ts';
import { pushRequest, pushResponse } from '../domain/sync/push.ts';
import { organizationId, stationId } from '../kernel/entity-ids.ts';
import { isoTime } from '../kernel/iso-time.ts';
import { assetsContract } from './cloud/assets.ts';
import { auditCheckpointContract, auditProofContract } from './cloud/audit.ts';
import { cloudCall } from './cloud/call-rules.ts';
import { eventSubscriptionsContract } from './cloud/events.ts';
import { jobPhotosContract } from './cloud/job-photos.ts';
import { jobsContract, jobTemplatesContract } from './cloud/jobs.ts';
import { invitationsContract, partnersContract } from './cloud/partners.ts';
import { peopleContract } from './cloud/people.ts';
import { profilesContract } from './cloud/profiles.ts';
import { assetListContract, unitListContract } from './cloud/registry-lists.ts';
import { reservationsContract } from './cloud/reservations.ts';
import { supportContract } from './cloud/support.ts';

/**
 * The central API (HTTPS, OpenAPI 3.1 generated from this). Stations call it with a token that stands for the station and, in every call,
 * a proof that they hold its key (RFC 9449). How they come by the token is OAuth's device code (RFC 8628), found by discovery.
 * Errors are problem details (RFC 9457) with a stable `code`.
 */
const unitId = z.string().regex(/^[a-z0-9-]+:\d{15}$/);

export const health = z.strictObject({
  status: z.enum(['ok']),
  /** `none`: PGlite does not sync to disk (development and demo). `full`: PostgreSQL. */
  durability: z.enum(['none', 'full']),
  database: z.string(),
  version: z.string(),
  time: isoTime,
});

const wellness = z.strictObject({ status: z.enum(['ok']) });

export const pairingEvent = z.strictObject({
  id: z.string(),
  organizationId,
  registeredOn: z.string(),
  /** The stored bodies exactly as a subscriber of that version would get them; v2 is null for `unit.unpaired`. */
  v1: z.unknown(),
  v2: z.unknown().nullable(),
});

/** A station as the cloud knows it. */
export const stationSelf = z.strictObject({
  stationId,
  /** Counts enrolments (reliability.md §3.3). */
  generation: z.number().int().positive(),
  name: z.string(),
  place: z.string(),
  organizationId,
  organizationName: z.string(),
  enrolledAt: isoTime,
  /** Who approved it; null where nobody was asked. */
  approvedBy: z.string().nullable(),
  /** Until then it renews its token by itself; after that a person approves again. */
  validUntil: isoTime,
});
export type StationSelf = z.infer<typeof stationSelf>;

/** From the page before; opaque. */
const cursor = z.string().max(200).optional();
/** For the page after this one; null where this was the last. */
const next = z.string().nullable();

export const cloudContract = {
  health: cloudCall
    .route({ method: 'GET', path: '/health', summary: 'State and durability of this server' })
    .output(health),
  live: cloudCall
    .route({
      method: 'GET',
      path: '/health/live',
      summary: 'Whether this server runs',
      description: 'The program runs. Nothing else is asked, so that an outage of the database restarts no server.',
    })
    .output(wellness),
  ready: cloudCall
    .route({
      method: 'GET',
      path: '/health/ready',
      summary: 'Whether this server takes calls',
      description:
        'It takes calls: the database answers, and it is not about to end. Otherwise 503, and calls had better go elsewhere.',
    })
    .output(wellness),
  units: {
    lookUp: cloudCall
      .route({
        method: 'GET',
        path: '/v1/units',
        summary: 'Units by serial',
        description:
          "Every unit with this serial that the station's organization may know of, with the owner's name where that is public.",
      })
      .input(z.object({ serial: z.string().regex(/^\d{15}$/) }))
      .output(z.strictObject({ units: z.array(unitFacts), asOf: isoTime })),
    lookUpMany: cloudCall
      .route({
        method: 'POST',
        path: '/v1/units/look-up',
        summary: 'Units by many serials',
        description: 'As by one serial, for up to 100 in one question: a pallet.',
      })
      .meta({ repeat: { kind: 'only-reads' } })
      .input(
        z.strictObject({
          serials: z
            .array(z.string().regex(/^\d{15}$/))
            .min(1)
            .max(100),
        }),
      )
      .output(z.strictObject({ units: z.array(unitFacts), asOf: isoTime })),
    read: cloudCall
      .route({
        method: 'GET',
        path: '/v1/units/{unitId}',
        summary: 'A unit',
        description: "One unit by type and serial, as the station's organization may see it.",
      })
      .input(z.object({ unitId }))
      .output(
        z.discriminatedUnion('kind', [
          z.strictObject({ kind: z.literal('unit'), unit: unitFacts, asOf: isoTime }),
          z.strictObject({ kind: z.literal('unknown') }),
        ]),
      ),
    message: cloudCall
      .route({
        method: 'POST',
        path: '/v1/units/{unitId}/messages',
        summary: 'A message of a unit',
        description:
          'A message of a unit itself, passed on by its owner or who serves that. The first after installation may pair it automatically. One that the unit made before another that came already decides nothing, and a time that is still to come counts as now.',
        successStatus: 202,
      })
      .meta({
        bucket: 'messages',
        repeat: { kind: 'harmless', why: 'the first message that pairs the unit leaves nothing to the second' },
      })
      .input(unitMessage.extend({ unitId }))
      .output(
        z.discriminatedUnion('kind', [
          z.strictObject({ kind: z.literal('taken'), pairing: z.string().nullable() }),
          z.strictObject({ kind: z.literal('unknown-unit') }),
        ]),
      ),
  },
  stations: {
    self: cloudCall
      .route({
        method: 'GET',
        path: '/v1/station',
        summary: 'The calling station',
        description: 'The station that asks: the first thing it does with a new token.',
      })
      .output(stationSelf),
  },
  sync: {
    push: cloudCall
      .route({
        method: 'POST',
        path: '/v1/sync/push',
        summary: 'Operations and audit entries of a station',
        description:
          'Takes operations and audit entries; answers with the one stored verdict of each operation, also on a repeat.',
      })
      .meta({
        bucket: 'sync',
        judgedInParts: ['operations'],
        repeat: {
          kind: 'harmless',
          why: 'each operation has an id and one stored verdict, each entry its place in a chain',
        },
      })
      .input(pushRequest)
      .output(pushResponse),
    changes: cloudCall
      .route({
        method: 'GET',
        path: '/v1/sync/changes',
        summary: 'Changes since a cursor',
        description: "What changed since a cursor, for this station's scope. Without a cursor: everything.",
      })
      .meta({ bucket: 'sync' })
      .input(z.object({ cursor: z.string().optional(), limit: z.coerce.number().int().min(1).max(1000).optional() }))
      .output(changesAnswer),
  },
  people: peopleContract,
  organizations: {
    audit: cloudCall
      .route({
        method: 'GET',
        path: '/v1/organizations/{organizationId}/audit',
        summary: 'Audit log of an organization',
        description:
          "An organization's part of the trail, newest first. A station sees its own and those of customers that trust it.",
      })
      .input(
        z.object({
          organizationId,
          sessionId: z.string().optional(),
          unit: z.string().optional(),
          transferId: z.string().optional(),
          cartonId: z.string().optional(),
          cursor,
          limit: z.coerce.number().int().min(1).max(500).optional(),
        }),
      )
      .output(z.strictObject({ rows: z.array(organizationAuditRow), next })),
    auditCheckpoint: auditCheckpointContract,
    auditProof: auditProofContract,
    pairingEvents: cloudCall
      .route({
        method: 'GET',
        path: '/v1/organizations/{organizationId}/pairing-events',
        summary: 'Pairing events of an organization',
        description: 'Pairing events stored for an organization, newest first.',
      })
      .input(
        z.object({
          organizationId,
          unit: z.string().optional(),
          cursor,
          limit: z.coerce.number().int().min(1).max(500).optional(),
        }),
      )
      .output(z.strictObject({ events: z.array(pairingEvent), next })),
    units: unitListContract,
    assets: assetListContract,
  },
  eventSubscriptions: eventSubscriptionsContract,
  partners: partnersContract,
  assets: assetsContract,
  profiles: profilesContract,
  reservations: reservationsContract,
  jobs: jobsContract,
  jobPhotos: jobPhotosContract,
  jobTemplates: jobTemplatesContract,
  invitations: invitationsContract,
  support: supportContract,
};
export type CloudContract = typeof cloudContract;
