import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { ResponseValidationPlugin } from '@orpc/contract/plugins';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { type CloudContract, cloudContract } from '#core/contract/cloud-contract.ts';
import type { CancelSignal } from '#core/ports/clock.ts';
import type { CloudClient, CloudFailure } from '#core/ports/cloud-client.ts';
import { isGone, toCloudFailure } from './cloud-failure.ts';
import type { CloudSession } from './cloud-session.ts';
import { createGuardedFetch, type NetworkSwitch } from './guarded-fetch.ts';

export interface CloudClientOptions {
  /** For example `https://centre.example.com`; paths of the contract are appended. */
  readonly baseUrl: string;
  /** How the station proves itself. */
  readonly session: CloudSession;
  /** Lets the demo pull the plug. A real station's is always connected and finds out by trying. */
  readonly network?: NetworkSwitch;
}

const pushTimeoutMs = 30_000;
const questionTimeoutMs = 10_000;
const changesPerPage = 500;
const alwaysConnected: NetworkSwitch = { connected: () => true };

/** The central API over HTTP. Answers are checked against the contract; every way to fail comes back as a `CloudFailure`. */
export function createCloudClient({ baseUrl, session, network = alwaysConnected }: CloudClientOptions): CloudClient {
  const link = new OpenAPILink(cloudContract, {
    url: baseUrl,
    fetch: createGuardedFetch(session, network),
    plugins: [new ResponseValidationPlugin(cloudContract)],
  });
  const client: ContractRouterClient<CloudContract> = createORPCClient(link);

  return {
    lookUpUnits: (serial, timeoutMs) =>
      ask({ timeoutMs }, async (signal) => {
        const { units, asOf } = await client.units.lookUp({ serial }, { signal });
        return { kind: 'found', units, asOf };
      }),
    push: (request, cancel) =>
      ask({ timeoutMs: pushTimeoutMs, cancel }, async (signal) => {
        const response = await client.sync.push(request, { signal });
        return { kind: 'pushed', response };
      }),
    async changes(cursor, cancel) {
      const position = cursor === null ? {} : { cursor };
      const answer = await ask(
        { timeoutMs: pushTimeoutMs, cancel },
        async (signal) => {
          const page = await client.sync.changes({ ...position, limit: changesPerPage }, { signal });
          return { kind: 'changes', page } as const;
        },
        (error) => (isGone(error) ? ({ kind: 'resync' } as const) : toCloudFailure(error)),
      );
      return answer;
    },
    organizationAudit: (organizationId, query) =>
      ask({ timeoutMs: questionTimeoutMs }, async (signal) => {
        const { rows } = await client.organizations.audit({ organizationId, ...query }, { signal });
        return { kind: 'rows', rows };
      }),
  };
}

interface Patience {
  readonly timeoutMs: number;
  readonly cancel?: CancelSignal | undefined;
}

/** Calls with a time limit and turns what is thrown into an outcome; what is no failure of the cloud is thrown on. */
async function ask<Answer, Failure = CloudFailure>(
  { timeoutMs, cancel }: Patience,
  call: (signal: AbortSignal) => Promise<Answer>,
  translate: (error: unknown) => Failure | CloudFailure = toCloudFailure,
): Promise<Answer | Failure | CloudFailure> {
  const stop = new AbortController();
  const onCancel = (): void => stop.abort();
  cancel?.addEventListener('abort', onCancel, { once: true });
  if (cancel?.aborted === true) {
    stop.abort();
  }
  try {
    return await call(AbortSignal.any([stop.signal, AbortSignal.timeout(timeoutMs)]));
  } catch (error: unknown) {
    return translate(error);
  } finally {
    cancel?.removeEventListener('abort', onCancel);
  }
}
