import type { CloudPartners } from '#core/ports/cloud-partners.ts';
import { askCloud } from './ask-cloud.ts';
import { type CloudClientOptions, createContractClient } from './contract-client.ts';

/** People wait for these answers; a mail is only put into a queue. */
const patience = { timeoutMs: 10_000 };

/** Service partners at the central API, over HTTP. Never retries: the person decides, and the request id keeps it from being done twice. */
export function createCloudPartners(options: CloudClientOptions): CloudPartners {
  const { partners, invitations } = createContractClient(options);
  return {
    partners: () =>
      askCloud(patience, async (signal) => {
        const answer = await partners.list(undefined, { signal });
        return { kind: 'partners', ...answer };
      }),
    invite: (request) => askCloud(patience, (signal) => partners.invite(request, { signal })),
    change: (request) => askCloud(patience, (signal) => partners.act(request, { signal })),
    invitations: () =>
      askCloud(patience, async (signal) => {
        const answer = await invitations.list(undefined, { signal });
        return { kind: 'invitations', ...answer };
      }),
    lookUpInvitation: (token) => askCloud(patience, (signal) => invitations.lookUp({ token }, { signal })),
    answerInvitation: (request) => askCloud(patience, (signal) => invitations.answer(request, { signal })),
  };
}
