import { readChangesAnswer } from '#core/domain/sync/read-changes-answer.ts';
import type { CloudClient } from '#core/ports/cloud-client.ts';
import { askCloud } from './ask-cloud.ts';
import { isGone, toCloudFailure } from './cloud-failure.ts';
import { type CloudClientOptions, createContractClient } from './contract-client.ts';

const pushTimeoutMs = 30_000;
const questionTimeoutMs = 10_000;
const changesPerPage = 500;

/** The central API over HTTP. Answers are checked against the contract; every way to fail comes back as a `CloudFailure`. */
export function createCloudClient(options: CloudClientOptions): CloudClient {
  const client = createContractClient(options);

  return {
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
  };
}
