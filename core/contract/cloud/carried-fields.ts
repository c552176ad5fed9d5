import { z } from 'zod';
import { cloudContract } from '../cloud-contract.ts';
import type { CallRules } from './call-rules.ts';

/**
 * Two fields of inputs travel as headers: the number of a request as `Idempotency-Key`, and the version that was seen as `If-Match`; and two
 * of the contract's refusals travel as problems, 422 and 412 (`call-rules.ts` says which). Here is the caller's half; the server's is
 * `cloud/http/carried-input.ts`. So neither handlers nor whoever calls the typed client know of headers.
 */
export const keyHeader = 'idempotency-key';
export const versionHeader = 'if-match';

interface WireRequest {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: unknown;
}

/** The request as it goes out. `body` is what the contract's input came to, before it is text. */
export function carryFields<Request extends WireRequest>(path: readonly string[], request: Request): Request {
  const { repeat, version } = rulesAt(path);
  const { body } = request;
  if (!isRecord(body)) {
    return request;
  }
  const left = { ...body };
  const headers = { ...request.headers };
  if (repeat?.kind === 'by-key') {
    headers[keyHeader] = `"${String(left[repeat.field])}"`;
    delete left[repeat.field];
  }
  if (version !== undefined) {
    headers[versionHeader] = `"${String(left[version.field])}"`;
    delete left[version.field];
  }
  return { ...request, headers, body: left };
}

/** What a problem says in the contract's own words; undefined: it is a problem and nothing else. */
async function refusalIn(response: LinkResponse): Promise<unknown> {
  if (response.status !== 412 && response.status !== 422) {
    return undefined;
  }
  const body = problemWithRefusal.safeParse(await readJson(await response.body()));
  return body.data?.refusal;
}

const problemWithRefusal = z.object({ refusal: z.unknown() });

/** The link reads `application/json` and leaves every other type, that of problems too, as something with a text. */
async function readJson(body: unknown): Promise<unknown> {
  if (!isRecord(body) || typeof body['text'] !== 'function') {
    return body;
  }
  const text: unknown = await body['text']();
  return jsonText.safeParse(text).data;
}

const jsonText = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'no JSON' });
    return z.NEVER;
  }
});

interface LinkOptions<Request extends WireRequest, Response> {
  readonly path: readonly string[];
  readonly request: Request;
  readonly next: (options: this) => Promise<Response>;
}

interface LinkResponse {
  readonly status: number;
  readonly body: () => Promise<unknown>;
}

/** For the contract's typed client: stands between it and the wire. */
export async function carryAcross<
  Request extends WireRequest,
  Response extends LinkResponse,
  Options extends LinkOptions<Request, Response>,
>(options: Options): Promise<Response> {
  const response = await options.next({ ...options, request: carryFields(options.path, options.request) });
  const refusal = await refusalIn(response);
  return refusal === undefined ? response : { ...response, status: 200, body: () => Promise.resolve(refusal) };
}

function rulesAt(path: readonly string[]): CallRules {
  let place: unknown = cloudContract;
  for (const name of path) {
    place = isRecord(place) ? place[name] : undefined;
  }
  return isRecord(place) && isRecord(place['~orpc']) && isRecord(place['~orpc']['meta']) ? place['~orpc']['meta'] : {};
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
