import type { StatedActor } from '../domain/access/stated-actor.ts';
import type {
  FleetCommand,
  InvitationAnswer,
  InvitationChange,
  InvitationKey,
  InvitationLookUp,
  InvitationView,
  InvitationWish,
  PartnerChange,
  PartnerView,
} from '../domain/organizations/partner-exchange.ts';
import type { IsoTime } from '../kernel/iso-time.ts';
import type { CloudFailure } from './cloud-client.ts';

/** The central API's side of service partners (ORG-3, ORG-4). Nothing of it can wait: without an answer nothing was promised. */
export interface CloudPartners {
  /** Our own service partners, for a fleet. */
  partners(): Promise<
    { readonly kind: 'partners'; readonly partners: readonly PartnerView[]; readonly asOf: IsoTime } | CloudFailure
  >;
  invite(request: PartnerRequest & { readonly invitation: InvitationWish }): Promise<PartnerChange | CloudFailure>;
  change(
    request: PartnerRequest & {
      readonly id: string;
      readonly expectedVersion: number;
      readonly command: FleetCommand;
    },
  ): Promise<PartnerChange | CloudFailure>;
  /** The fleets that invited us, for a service partner. */
  invitations(): Promise<
    | { readonly kind: 'invitations'; readonly invitations: readonly InvitationView[]; readonly asOf: IsoTime }
    | CloudFailure
  >;
  lookUpInvitation(token: string): Promise<InvitationLookUp | CloudFailure>;
  answerInvitation(
    request: PartnerRequest & {
      readonly invitation: InvitationKey;
      readonly expectedVersion: number;
      readonly answer: InvitationAnswer;
    },
  ): Promise<InvitationChange | CloudFailure>;
}

export interface PartnerRequest {
  /** The same when the same is asked again because no answer came: it is done once. */
  readonly requestId: string;
  readonly actor: StatedActor;
}
