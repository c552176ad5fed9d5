import fc from 'fast-check';
import { type ApiOperation, type ApiParameter, operationAt } from './api-operations.ts';
import type { FuzzSite } from './fuzz-site.ts';
import { createAnswerJudge, type GivenAnswer } from './judge-answer.ts';
import { type KnownValues, valuesOf } from './schema-arbitrary.ts';
import { asWritten, type DraftRequest, type MadeRequest, requestsFrom } from './spoil-request.ts';

export interface ApiFuzz {
  readonly requests: number;
  readonly seed: number;
  /** It ends after so many; more say nothing new. */
  readonly mostFaults?: number;
  /** Changes answers on their way to the judge, to show that it would notice. */
  readonly spoilAnswer?: (answer: GivenAnswer) => GivenAnswer;
}

export interface ApiFuzzRun {
  readonly sent: number;
  readonly byStatus: ReadonlyMap<number, number>;
  /** Operations of which at least one call got past its form, to what the operation itself decides. */
  readonly reached: ReadonlySet<string>;
  readonly faults: readonly string[];
}

/** Requests are made in blocks; the same seed makes the same ones. */
const block = 500;
const lanes = 8;
const refusedForForm: ReadonlySet<number> = new Set([0, 400, 401, 413, 415, 428]);
const wholePerOperation = 12;

export async function fuzzApi(
  site: FuzzSite,
  { requests, seed, mostFaults = 20, spoilAnswer = (one) => one }: ApiFuzz,
): Promise<ApiFuzzRun> {
  const judge = createAnswerJudge(site.api);
  const made = fc.oneof(...site.api.operations.map((operation) => callsOf(operation, site.known)));
  const byStatus = new Map<number, number>();
  const reached = new Set<string>();
  const faults: string[] = [];
  let sent = 0;

  async function sendOne({ operation, request }: MadeCall): Promise<void> {
    sent += 1;
    const answer = spoilAnswer(await site.send(request));
    byStatus.set(answer.status, (byStatus.get(answer.status) ?? 0) + 1);
    if (!refusedForForm.has(answer.status)) {
      reached.add(operation.name);
    }
    const fault = judge(operationAt(site.api, request.method, request.target), answer);
    if (fault !== null && faults.length < mostFaults) {
      faults.push(`${operation.name}: ${fault}\n  ${describe(request)}${site.causeOf(answer)}`);
    }
  }

  async function sendAll(calls: MadeCall[]): Promise<void> {
    const lane = async (): Promise<void> => {
      for (let call = calls.pop(); call !== undefined && faults.length < mostFaults; call = calls.pop()) {
        await sendOne(call);
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
  }

  // First what is right, so that every operation is seen to work and there is something to be found later.
  const whole = site.api.operations.flatMap((operation) =>
    fc.sample(wholeCallsOf(operation, site.known), { seed, numRuns: wholePerOperation }),
  );
  await sendAll(whole.slice(0, requests));
  for (let from = whole.length; from < requests && faults.length < mostFaults; from += block) {
    await sendAll(fc.sample(made, { seed: seed + from, numRuns: Math.min(block, requests - from) }));
  }
  return { sent, byStatus, reached, faults };
}

interface MadeCall {
  readonly operation: ApiOperation;
  readonly request: MadeRequest;
}

function callsOf(operation: ApiOperation, known: KnownValues): fc.Arbitrary<MadeCall> {
  return requestsFrom(draftsOf(operation, known)).map((request) => ({ operation, request }));
}

function wholeCallsOf(operation: ApiOperation, known: KnownValues): fc.Arbitrary<MadeCall> {
  return draftsOf(operation, known).map((draft) => ({ operation, request: asWritten(draft) }));
}

function draftsOf({ method, path, parameters, body }: ApiOperation, known: KnownValues): fc.Arbitrary<DraftRequest> {
  const of = (place: ApiParameter['in']): fc.Arbitrary<Record<string, string>> => {
    const list = parameters.filter((one) => one.in === place);
    const values = Object.fromEntries(
      list.map(({ name, schema }) => [name, valuesOf(schema, known, name).map(String)] as const),
    );
    return fc.record(values, { requiredKeys: list.filter(({ required }) => required).map(({ name }) => name) });
  };
  return fc
    .record({
      params: of('path'),
      query: of('query'),
      headers: of('header'),
      body: body === null ? fc.constant(undefined) : valuesOf(body, known),
    })
    .map((parts) => ({
      method,
      path: path.replace(/\{(\w+)\}/g, (_all, name: string) =>
        encodeURIComponent((parts.params[name] ?? '').toWellFormed()),
      ),
      query: Object.entries(parts.query)
        .map(([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`)
        .join('&'),
      headers: parts.headers,
      body: parts.body,
    }));
}

function describe({ method, target, headers, body }: MadeRequest): string {
  return `${method} ${target.slice(0, 300)} ${JSON.stringify(headers)} ${JSON.stringify(body?.toString('utf8').slice(0, 900) ?? null)}`;
}
