import { z } from 'zod';

/** Identifiers of the things Fitbay speaks of. Branded, so that an organization's id cannot stand where a person's is wanted. */
export const organizationId = z.string().min(1).max(64).brand<'OrganizationId'>();
export type OrganizationId = z.infer<typeof organizationId>;

export const personId = z.string().min(1).max(64).brand<'PersonId'>();
export type PersonId = z.infer<typeof personId>;

export const stationId = z.string().min(1).max(64).brand<'StationId'>();
export type StationId = z.infer<typeof stationId>;

/** A bench session: one unit on one work sheet. */
export const sessionId = z.string().min(1).max(64).brand<'SessionId'>();
export type SessionId = z.infer<typeof sessionId>;

export const assetId = z.string().min(1).max(64).brand<'AssetId'>();
export type AssetId = z.infer<typeof assetId>;

export const profileId = z.string().min(1).max(64).brand<'ProfileId'>();
export type ProfileId = z.infer<typeof profileId>;

/** An operation on its way to the cloud; made before the first try and the same on every retry (reliability.md §3.2). */
export const operationId = z.string().min(1).max(64).brand<'OperationId'>();
export type OperationId = z.infer<typeof operationId>;

/** A carton: many units on their way to one customer in one confirmed step (OWN-12). */
export const cartonId = z.string().min(1).max(64).brand<'CartonId'>();
export type CartonId = z.infer<typeof cartonId>;

/** What a fleet wants done to one vehicle (JOB-1). */
export const jobId = z.string().min(1).max(64).brand<'JobId'>();
export type JobId = z.infer<typeof jobId>;

/** One go at a job; the id of the operation that started it. */
export const jobRunId = z.string().min(1).max(64).brand<'JobRunId'>();
export type JobRunId = z.infer<typeof jobRunId>;

export const jobTemplateId = z.string().min(1).max(64).brand<'JobTemplateId'>();
export type JobTemplateId = z.infer<typeof jobTemplateId>;
