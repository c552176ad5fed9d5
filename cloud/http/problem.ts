import { ORPCError } from '@orpc/server';
import { z } from 'zod';
import { sqlStateOf } from '../database/open-database.ts';

/** Every error that the API answers with, by its stable code (RFC 9457). Stations act on the code, people read the title. */
const problems = {
  malformed: { status: 400, title: 'The request does not have the form that the contract demands' },
  'key-missing': { status: 400, title: 'This call needs an Idempotency-Key' },
  unauthorized: { status: 401, title: 'A valid station token and a proof of its key are needed' },
  'nonce-wanted': { status: 401, title: 'The proof must carry the nonce that comes with this answer' },
  'station-revoked': { status: 401, title: 'This station was revoked; enrol it again' },
  'wrong-station': { status: 403, title: 'The request speaks for another station than its token' },
  'not-your-organization': { status: 403, title: 'This organization does not trust yours now' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'too-slow': { status: 408, title: 'The request did not arrive in time' },
  'station-forked': { status: 409, title: 'Another disk speaks with the name of this station; enrol it anew' },
  'request-running': { status: 409, title: 'The same request is being worked on; ask again for its answer' },
  resync: { status: 410, title: 'This cursor is of no use any more; pull from the beginning' },
  'version-changed': { status: 412, title: 'Somebody else changed it since; look at it again' },
  'too-large': { status: 413, title: 'The request is larger than is taken here' },
  'unsupported-media-type': { status: 415, title: 'Only application/json is taken here' },
  'key-reused': { status: 422, title: 'This Idempotency-Key stands for another request' },
  'too-old': { status: 426, title: 'This program is too old for this centre; update it, everything it holds is kept' },
  'version-missing': { status: 428, title: 'An edit must name the version it was made for, as If-Match' },
  'too-many-requests': { status: 429, title: 'Too many requests; come back after the time that Retry-After names' },
  'headers-too-large': { status: 431, title: 'The headers are larger than is taken here' },
  fault: { status: 500, title: 'The server made a mistake' },
  stopping: { status: 503, title: 'This server is about to end; another one takes over' },
  unavailable: { status: 503, title: 'The server cannot reach its database now' },
  overdue: { status: 503, title: 'The server did not come to an answer in time' },
} as const;
export type ProblemCode = keyof typeof problems;

/** All of them, for the description of the API. */
export const problemCodes = Object.keys(problems) as readonly ProblemCode[];

export function meaningOf(code: ProblemCode): { readonly status: number; readonly title: string } {
  return problems[code];
}

/** The body of an error. `traceId` finds the cause in the server's log. */
export const problemBody = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string().optional(),
  traceId: z.string().optional(),
  violations: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  /** With `version-changed` and `key-reused`: what the contract's own answer says, with how the thing stands now. */
  refusal: z.looseObject({ kind: z.literal('refused'), code: z.string() }).optional(),
});
export type ProblemBody = z.infer<typeof problemBody>;

/** Media type of problem details, RFC 9457 §3. */
export const problemMediaType = 'application/problem+json';

type ProblemExtras = Pick<ProblemBody, 'detail' | 'traceId' | 'violations' | 'refusal'>;

export function problemOf(code: ProblemCode, extra: ProblemExtras = {}): ProblemBody {
  return { type: 'about:blank', ...problems[code], code, ...extra };
}

/** For handlers: answers the call with this problem. */
export function problem(code: ProblemCode, traceId?: string): ORPCError<ProblemCode, ProblemExtras> {
  return problemWith(code, traceId === undefined ? {} : { traceId });
}

export function problemWith(code: ProblemCode, extras: ProblemExtras): ORPCError<ProblemCode, ProblemExtras> {
  return new ORPCError(code, { ...problems[code], message: problems[code].title, data: extras });
}

/** From what oRPC throws at us to the body that goes out. */
export function encodeProblem(error: ORPCError<string, unknown>, trace: Pick<ProblemBody, 'traceId'>): ProblemBody {
  if (error.code in problems) {
    // The check above is the proof, which the type of `in` does not carry over to the key.
    return problemOf(error.code as ProblemCode, { ...trace, ...extras.safeParse(error.data).data });
  }
  return error.status === 400
    ? problemOf('malformed', { ...trace, violations: violationsOf(error.data) })
    : problemOf('fault', trace);
}

/** What Fastify and Node say of requests that never reach a handler. */
const codesOfStatus: Readonly<Record<number, ProblemCode>> = {
  404: 'not-found',
  408: 'too-slow',
  413: 'too-large',
  414: 'too-large',
  415: 'unsupported-media-type',
  431: 'headers-too-large',
  503: 'overdue',
};

export function codeOfStatus(status: number): ProblemCode {
  return codesOfStatus[status] ?? (status < 500 ? 'malformed' : 'fault');
}

/**
 * PostgreSQL error classes 08 (connection), 40 (a transaction that met others in a circle, once too often), 53 (resources), 57P (operator
 * intervention), and what Node says of sockets: all of them pass, and coming back helps.
 */
export function isUnavailable(error: unknown): boolean {
  return /^(08|40|53|57P)|^E(CONNREFUSED|CONNRESET|PIPE|TIMEDOUT|NOTFOUND|AI_AGAIN)$/.test(sqlStateOf(error));
}

/** PostgreSQL error class 22: a value that no column of that kind holds, e.g. a number of more than 32 bits. */
export function isUnstorable(error: unknown): boolean {
  return sqlStateOf(error).startsWith('22');
}

const extras = problemBody.pick({ detail: true, traceId: true, violations: true, refusal: true });

const issueList = z.object({
  issues: z.array(z.object({ message: z.string(), path: z.array(z.unknown()).optional() })),
});

/** What is wrong with an input; `headers`: by which header a field of it came, for callers know no other name of it. */
export function violationsOf(
  data: unknown,
  headers: ReadonlyMap<string, string> = new Map(),
): { path: string; message: string }[] {
  const { issues } = issueList.safeParse(data).data ?? { issues: [] };
  return issues.map((issue) => {
    const path = (issue.path ?? []).map(String).join('.');
    return { path: headers.get(path) ?? path, message: issue.message };
  });
}
