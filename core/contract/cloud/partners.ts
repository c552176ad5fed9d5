import { z } from 'zod';
import { requestNumber, statedActor } from '../../domain/access/stated-actor.ts';
import type { PartnerCode } from '../../domain/codes.ts';
import {
  fleetCommand,
  invitationAnswer,
  invitationChange,
  invitationKey,
  invitationLookUp,
  invitationView,
  invitationWish,
  partnerChange,
  partnershipId,
  partnerView,
} from '../../domain/organizations/partner-exchange.ts';
import { isoTime } from '../../kernel/iso-time.ts';
import { cloudCall } from './call-rules.ts';

const onceByKey = { kind: 'by-key', field: 'requestId', reused: 'PARTNER_KEY_USED' satisfies PartnerCode } as const;
const seenVersion = { field: 'expectedVersion', changed: 'PARTNER_CHANGED' satisfies PartnerCode } as const;

/**
 * Relationships between fleets and service partners at the central API (ORG-3, ORG-4, ORG-5). The fleet's own stations invite, renew and
 * end; the partner's stations accept and decline. Every change names the version that the person saw and is made once per request id, and
 * its answer says in `code` why nothing was changed. Another organization's relationship is as unknown as one that never was.
 */
export const partnersContract = {
  list: cloudCall
    .route({
      method: 'GET',
      path: '/v1/partners',
      summary: 'Service partners of this fleet',
      description: 'Everything that this organization has with service partners, by name.',
    })
    .output(z.strictObject({ partners: z.array(partnerView), asOf: isoTime })),
  invite: cloudCall
    .route({
      method: 'POST',
      path: '/v1/partners',
      summary: 'Invite a service partner by mail',
      description: 'Invites by mail. Refused while there is anything with that address or its organization already.',
    })
    .meta({ repeat: onceByKey, tag: ['partner', 'version'] })
    .input(z.strictObject({ requestId: requestNumber, actor: statedActor, invitation: invitationWish }))
    .output(partnerChange),
  act: cloudCall
    .route({
      method: 'POST',
      path: '/v1/partners/{id}/acts',
      summary: 'Change a relationship with a service partner',
      description: 'Sends again, removes, renews, revokes, or sets what the partner may override.',
    })
    .meta({ repeat: onceByKey, version: seenVersion, tag: ['partner', 'version'] })
    .input(
      z.strictObject({
        id: partnershipId,
        requestId: requestNumber,
        actor: statedActor,
        expectedVersion: z.number().int(),
        command: fleetCommand,
      }),
    )
    .output(partnerChange),
};

export const invitationsContract = {
  list: cloudCall
    .route({
      method: 'GET',
      path: '/v1/invitations',
      summary: 'Fleets that invited this service partner',
      description:
        'Every fleet that invited this organization at an address that is known to be its own, or that it answered.',
    })
    .output(z.strictObject({ invitations: z.array(invitationView), asOf: isoTime })),
  lookUp: cloudCall
    .route({
      method: 'POST',
      path: '/v1/invitations/look-up',
      summary: 'The invitation behind a link',
      description: 'What the link of a mail is about. Asking changes nothing.',
    })
    .meta({ repeat: { kind: 'only-reads' }, tag: ['invitation', 'version'] })
    .input(z.strictObject({ token: z.string().min(1).max(64) }))
    .output(invitationLookUp),
  answer: cloudCall
    .route({
      method: 'POST',
      path: '/v1/invitations/answer',
      summary: 'Accept or decline an invitation',
      description: 'Accepts or declines, once. Whoever answers by link becomes the partner of this relationship.',
    })
    .meta({ repeat: onceByKey, version: seenVersion, tag: ['invitation', 'version'] })
    .input(
      z.strictObject({
        requestId: requestNumber,
        actor: statedActor,
        invitation: invitationKey,
        expectedVersion: z.number().int(),
        answer: invitationAnswer,
      }),
    )
    .output(invitationChange),
};
