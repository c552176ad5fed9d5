import { jobChange, jobsChange, jobsImported, jobTemplateChange } from '#core/domain/jobs/job-exchange.ts';
import { createJob, importJobs } from '../jobs/create-jobs.ts';
import { readPhoto, takePhoto } from '../jobs/job-photos.ts';
import { putJobTemplate, readJobTemplates, removeJobTemplate } from '../jobs/job-templates.ts';
import { orderJob, orderJobs } from '../jobs/order-jobs.ts';
import { readJob, readJobs } from '../jobs/read-jobs.ts';
import { setVisits } from '../jobs/set-visits.ts';
import type { CloudParts } from './cloud-router.ts';
import { forStations } from './for-stations.ts';
import { pageOf, placeOf } from './page-cursor.ts';

const usualLimit = 100;

/** Jobs by the API (JOB-1, JOB-2, JOB-4). */
export function jobProcedures(parts: CloudParts) {
  const { jobs } = forStations(parts);
  return {
    list: jobs.list.handler(async ({ input, context: { tenant, station, traceId } }) => {
      const { kind, status, cursor, limit = usualLimit } = input;
      const before = placeOf('jobs', cursor, traceId);
      const question = { kind, status, before, askedBy: station.organizationId, limit: limit + 1 };
      const found = await tenant.read((transaction) => readJobs(transaction, question));
      const { rows, next } = pageOf('jobs', { rows: found, limit }, ({ id }) => id);
      return { jobs: rows, next };
    }),
    read: jobs.read.handler(async ({ input, context: { tenant, station } }) => {
      const job = await tenant.read((transaction) =>
        readJob(transaction, { id: input.id, askedBy: station.organizationId }),
      );
      return job === null ? { kind: 'unknown' as const } : { kind: 'job' as const, job };
    }),
    create: jobs.create.handler(async ({ input: { actor, requestId, ...asked }, context: { station } }) =>
      jobChange.parse(await createJob(parts, { station, actor, requestId }, asked)),
    ),
    order: jobs.order.handler(async ({ input: { actor, requestId, ...asked }, context: { station } }) =>
      jobChange.parse(await orderJob(parts, { station, actor, requestId }, asked)),
    ),
    orderMany: jobs.orderMany.handler(async ({ input: { actor, requestId, ...asked }, context: { station } }) =>
      jobsChange.parse(await orderJobs(parts, { station, actor, requestId }, asked.jobs)),
    ),
    importMany: jobs.importMany.handler(async ({ input: { actor, requestId, ...asked }, context: { station } }) =>
      jobsImported.parse(await importJobs(parts, { station, actor, requestId }, asked)),
    ),
    setVisits: jobs.setVisits.handler(async ({ input, context: { station } }) => setVisits(parts, station, input)),
  };
}

/** What was seen at jobs that failed (JOB-7). */
export function jobPhotoProcedures(parts: CloudParts) {
  const { jobPhotos } = forStations(parts);
  return {
    give: jobPhotos.give.handler(({ input: { jpegBase64, ...photo }, context: { station } }) =>
      takePhoto(parts, { ...photo, station, jpeg: Buffer.from(jpegBase64, 'base64') }),
    ),
    read: jobPhotos.read.handler(async ({ input, context: { tenant, station } }) => {
      const jpeg = await tenant.read((transaction) =>
        readPhoto(transaction, { ...input, askedBy: station.organizationId }),
      );
      return jpeg === null
        ? { kind: 'unknown' as const }
        : { kind: 'photo' as const, jpegBase64: Buffer.from(jpeg).toString('base64') };
    }),
  };
}

/** What jobs are made from (JOB-3). */
export function jobTemplateProcedures(parts: CloudParts) {
  const { jobTemplates } = forStations(parts);
  return {
    list: jobTemplates.list.handler(async ({ context: { tenant, station } }) => {
      const templates = await tenant.read((transaction) => readJobTemplates(transaction, station.organizationId));
      return { templates: [...templates] };
    }),
    put: jobTemplates.put.handler(async ({ input: { actor, requestId, ...asked }, context: { station } }) =>
      jobTemplateChange.parse(await putJobTemplate(parts, { station, actor, requestId }, asked)),
    ),
    remove: jobTemplates.remove.handler(async ({ input: { actor, requestId, ...asked }, context: { station } }) =>
      jobTemplateChange.parse(await removeJobTemplate(parts, { station, actor, requestId }, asked)),
    ),
  };
}
