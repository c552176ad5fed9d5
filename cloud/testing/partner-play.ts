import type { Role } from '#core/domain/access/roles.ts';
import { mailAddress } from '#core/domain/organizations/mail-address.ts';
import type {
  FleetCommand,
  InvitationAnswer,
  InvitationWish,
  PartnerView,
} from '#core/domain/organizations/partner-exchange.ts';
import { createIds } from '../world/create-ids.ts';
import type { CloudApi, TestCloud, TestStation } from './test-cloud.ts';
import { createTestWorld, type TestWorld } from './test-world.ts';

/** A fleet that has no partner yet, a workshop, and what their people do about each other, said shortly. */
export interface PartnerPlay {
  readonly world: TestWorld;
  /** The fleet's organization. */
  readonly fleet: string;
  readonly office: TestStation;
  readonly bench: TestStation;
  invite(invitation?: InvitationWish, by?: TestStation): ReturnType<CloudApi['partners']['invite']>;
  /** The same, where it must succeed. */
  invited(invitation?: InvitationWish): Promise<PartnerView>;
  act(
    partner: Pick<PartnerView, 'id' | 'version'>,
    command: FleetCommand,
    by?: TestStation,
  ): ReturnType<CloudApi['partners']['act']>;
  /** The secret of the link in the newest mail to this address, as somebody reads it there. */
  tokenFor(email: string | null): Promise<string>;
  answerByLink(
    token: string,
    answer?: InvitationAnswer,
    how?: { readonly by?: TestStation; readonly expectedVersion?: number },
  ): ReturnType<CloudApi['invitations']['answer']>;
  /** An invitation that was accepted. */
  active(invitation?: InvitationWish): Promise<PartnerView>;
  /** What the fleet's list shows. */
  partners(): Promise<readonly PartnerView[]>;
}

const ids = createIds();
export const nextId = (): string => ids.next();

/** Somebody whose roles the station vouches for. */
export const acting = (role: Role) => ({ personId: null, name: 'T. Ester', roles: [role] });

export const accept: InvitationAnswer = { act: 'accept', agreed: true };

/** To an address that nobody else has. */
export function wish(extra: Partial<InvitationWish> = {}): InvitationWish {
  const email = mailAddress.parse(`workshop-${nextId()}@example.com`);
  return { email, validTo: null, overrideAllowed: false, agreement: null, locale: 'en', ...extra };
}

export async function createPartnerPlay(cloud: TestCloud): Promise<PartnerPlay> {
  const world = await createTestWorld(cloud);
  const fleet = await world.addOrganization(['fleet-customer'], { name: 'Young fleet' });
  const office = await cloud.addStation(fleet, 'office');
  const bench = await cloud.addStation(world.partner);
  const play: PartnerPlay = {
    world,
    fleet,
    office,
    bench,
    invite: (invitation = wish(), by = office) =>
      by.api.partners.invite({ requestId: nextId(), actor: acting('fleet-manager'), invitation }),
    async invited(invitation) {
      const answer = await play.invite(invitation);
      return answer.kind === 'done' ? answer.partner : unexpected(answer);
    },
    act: ({ id, version }, command, by = office) =>
      by.api.partners.act({
        id,
        expectedVersion: version,
        requestId: nextId(),
        actor: acting('fleet-manager'),
        command,
      }),
    async tokenFor(email) {
      await cloud.mailer.idle();
      const mail = cloud.mails.findLast(({ recipient }) => recipient === email);
      return /fitbay:\/\/workshop\/([\w-]+)/.exec(mail?.text ?? '')?.[1] ?? unexpected(mail);
    },
    answerByLink: (token, answer = accept, { by = bench, expectedVersion = 1 } = {}) =>
      by.api.invitations.answer({
        requestId: nextId(),
        actor: acting('supervisor'),
        invitation: { kind: 'link', token },
        expectedVersion,
        answer,
      }),
    async active(invitation) {
      const { id, email } = await play.invited(invitation);
      await play.answerByLink(await play.tokenFor(email));
      const found = (await play.partners()).find((one) => one.id === id);
      return found?.standing === 'active' ? found : unexpected(found);
    },
    partners: async () => (await office.api.partners.list()).partners,
  };
  return play;
}

function unexpected(answer: unknown): never {
  throw new Error(`this is not what was to come: ${JSON.stringify(answer)}`);
}
