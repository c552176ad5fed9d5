import { z } from 'zod';
import { logSeal } from '#core/domain/audit/log-seal.ts';
import { readChangesAnswer } from '#core/domain/sync/read-changes-answer.ts';
import type { CloudClient } from '#core/ports/cloud-client.ts';
import { askCloud } from './ask-cloud.ts';
import { isGone, toCloudFailure } from './cloud-failure.ts';
import { type CloudClientOptions, createContractClient } from './contract-client.ts';

const pushTimeoutMs = 30_000;
const questionTimeoutMs = 10_000;
const signOfLifeTimeoutMs = 4_000;
const changesPerPage = 500;

/** The central API over HTTP. Answers are checked against the contract; every way to fail comes back as a `CloudFailure`. */
export function createCloudClient(options: CloudClientOptions): CloudClient {
  const client = createContractClient(options);

  return {
    async answers(cancel) {
      const asked = await askCloud({ timeoutMs: signOfLifeTimeoutMs, cancel }, (signal) => askForLife(options, signal));
      return asked === 'alive';
    },
    lookUpUnits: (serial, timeoutMs) =>
      askCloud({ timeoutMs }, async (signal) => {
        const { units, asOf } = await client.units.lookUp({ serial }, { signal });
        return { kind: 'found', units, asOf };
      }),
    lookUpManyUnits: (serials, timeoutMs) =>
      askCloud({ timeoutMs }, async (signal) => {
        const { units, asOf } = await client.units.lookUpMany({ serials: [...serials] }, { signal });
        return { kind: 'found', units, asOf };
      }),
    push: (request, cancel) =>
      askCloud({ timeoutMs: pushTimeoutMs, cancel }, async (signal) => {
        const response = await client.sync.push(request, { signal });
        return { kind: 'pushed', response };
      }),
    async changes(cursor, cancel) {
      const position = cursor === null ? {} : { cursor };
      const answer = await askCloud(
        { timeoutMs: pushTimeoutMs, cancel },
        async (signal) => {
          const page = await client.sync.changes({ ...position, limit: changesPerPage }, { signal });
          return { kind: 'changes', page: readChangesAnswer(page) } as const;
        },
        (error) => (isGone(error) ? ({ kind: 'resync' } as const) : toCloudFailure(error)),
      );
      return answer;
    },
    changePin: (change) =>
      askCloud({ timeoutMs: questionTimeoutMs }, (signal) => client.people.changePin(change, { signal })),
    organizationAudit: (organizationId, query) =>
      askCloud({ timeoutMs: questionTimeoutMs }, async (signal) => {
        const { rows } = await client.organizations.audit({ organizationId, ...query }, { signal });
        return { kind: 'rows', rows };
      }),
    auditProof: (wish) =>
      askCloud({ timeoutMs: questionTimeoutMs }, async (signal) => {
        const { kind, ...rest } = await client.organizations.auditProof(wish, { signal });
        return kind === 'proof' ? { kind, seal: logSeal.parse(rest) } : { kind };
      }),
  };
}

const signOfLife = z.looseObject({ status: z.literal('ok') });

/** Without token and proof, which would have to be renewed first; read, because a guest network answers every question with its own page. */
async function askForLife({ baseUrl, network }: CloudClientOptions, signal: AbortSignal): Promise<'alive' | 'other'> {
  if (network?.connected() === false) {
    return 'other';
  }
  const response = await fetch(new URL('/health/live', baseUrl), { signal });
  const body: unknown = await response.json().catch(() => null);
  return response.ok && signOfLife.safeParse(body).success ? 'alive' : 'other';
}
