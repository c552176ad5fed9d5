import { ORPCError } from '@orpc/server';
import { z } from 'zod';
import { sqlStateOf } from '../database/open-database.ts';

/** Every error that the API answers with, by its stable code (RFC 9457). Stations act on the code, people read the title. */
const problems = {
  malformed: { status: 400, title: 'The request does not have the form that the contract demands' },
  unauthorized: { status: 401, title: 'A valid station token and a proof of its key are needed' },
  'nonce-wanted': { status: 401, title: 'The proof must carry the nonce that comes with this answer' },
  'station-revoked': { status: 401, title: 'This station was revoked; enrol it again' },
  'wrong-station': { status: 403, title: 'The request speaks for another station than its token' },
  'not-your-organization': { status: 403, title: 'This organization does not trust yours now' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'station-forked': { status: 409, title: 'Another disk speaks with the name of this station; enrol it anew' },
  resync: { status: 410, title: 'This cursor is of no use any more; pull from the beginning' },
  'too-large': { status: 413, title: 'The request is larger than is taken here' },
  'unsupported-media-type': { status: 415, title: 'Only application/json is taken here' },
  fault: { status: 500, title: 'The server made a mistake' },
  unavailable: { status: 503, title: 'The server cannot reach its database now' },
} as const;
export type ProblemCode = keyof typeof problems;

/** The body of an error. `traceId` finds the cause in the server's log. */
export const problemBody = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string().optional(),
  traceId: z.string().optional(),
  violations: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type ProblemBody = z.infer<typeof problemBody>;

/** Media type of problem details, RFC 9457 §3. */
export const problemMediaType = 'application/problem+json';

export function problemOf(
  code: ProblemCode,
  extra: Pick<ProblemBody, 'detail' | 'traceId' | 'violations'> = {},
): ProblemBody {
  return { type: 'about:blank', ...problems[code], code, ...extra };
}

/** For handlers: answers the call with this problem. */
export function problem(code: ProblemCode, traceId?: string): ORPCError<ProblemCode, { traceId: string | undefined }> {
  return new ORPCError(code, { ...problems[code], message: problems[code].title, data: { traceId } });
}

/** From what oRPC throws at us to the body that goes out. */
export function encodeProblem(error: ORPCError<string, unknown>): ProblemBody {
  if (error.code in problems) {
    // The check above is the proof, which the type of `in` does not carry over to the key.
    return problemOf(error.code as ProblemCode, traceOf(error.data));
  }
  return error.status === 400 ? problemOf('malformed', { violations: violationsOf(error.data) }) : problemOf('fault');
}

/** PostgreSQL error classes 08 (connection), 53 (resources), 57P (operator intervention), and what Node says of sockets. */
export function isUnavailable(error: unknown): boolean {
  return /^(08|53|57P)|^E(CONNREFUSED|CONNRESET|PIPE|TIMEDOUT|NOTFOUND|AI_AGAIN)$/.test(sqlStateOf(error));
}

const traced = z.object({ traceId: z.string().optional() });

function traceOf(data: unknown): Pick<ProblemBody, 'traceId'> {
  const traceId = traced.safeParse(data).data?.traceId;
  return traceId === undefined ? {} : { traceId };
}

const issueList = z.object({
  issues: z.array(z.object({ message: z.string(), path: z.array(z.unknown()).optional() })),
});

function violationsOf(data: unknown): { path: string; message: string }[] {
  const { issues } = issueList.safeParse(data).data ?? { issues: [] };
  return issues.map((issue) => ({ path: (issue.path ?? []).map(String).join('.'), message: issue.message }));
}
