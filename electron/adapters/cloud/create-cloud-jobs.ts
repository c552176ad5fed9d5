import type { CloudJobs } from '#core/ports/cloud-jobs.ts';
import { askCloud } from './ask-cloud.ts';
import { type CloudClientOptions, createContractClient } from './contract-client.ts';

const patience = { timeoutMs: 10_000 };
/** A thousand jobs take their time. */
const patienceForMany = { timeoutMs: 60_000 };

/** Jobs at the central API, over HTTP. Never retries: the person decides, and the request id keeps it from being done twice. */
export function createCloudJobs(options: CloudClientOptions): CloudJobs {
  const { jobs, jobTemplates } = createContractClient(options);
  return {
    create: (request) => askCloud(patience, (signal) => jobs.create(request, { signal })),
    order: (request) => askCloud(patience, (signal) => jobs.order(request, { signal })),
    orderMany: (request) => askCloud(patienceForMany, (signal) => jobs.orderMany(request, { signal })),
    importMany: (request) => askCloud(patienceForMany, (signal) => jobs.importMany(request, { signal })),
    setVisits: (request) => askCloud(patience, (signal) => jobs.setVisits(request, { signal })),
    putTemplate: (request) => askCloud(patience, (signal) => jobTemplates.put(request, { signal })),
    removeTemplate: (request) => askCloud(patience, (signal) => jobTemplates.remove(request, { signal })),
  };
}
