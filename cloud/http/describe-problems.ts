import type { OpenAPI } from '@orpc/openapi';
import type { CallRules } from '#core/contract/cloud/call-rules.ts';
import { meaningOf, type ProblemCode, problemCodes, problemMediaType } from './problem.ts';

/** What the OpenAPI document says of errors: every code with its meaning once, and at each call those that it may answer with. */
export interface DescribedCall {
  /** As the contract names it, e.g. `sync.push`. */
  readonly name: string;
  readonly method: string;
  readonly rules: CallRules;
}

/** Beside those that every call of a station may answer with. */
const ownProblems: Readonly<Record<string, readonly ProblemCode[]>> = {
  'sync.push': ['wrong-station', 'station-forked'],
  'sync.changes': ['resync'],
  'organizations.audit': ['not-your-organization'],
  'organizations.auditCheckpoint': ['not-your-organization'],
  'organizations.auditProof': ['not-your-organization'],
  'organizations.pairingEvents': ['not-your-organization'],
  'organizations.units': ['not-your-organization'],
  'organizations.assets': ['not-your-organization'],
  'eventSubscriptions.log': ['not-found'],
  'eventSubscriptions.batch': ['not-found'],
};
const everyStations: readonly ProblemCode[] = [
  'malformed',
  'unauthorized',
  'nonce-wanted',
  'station-revoked',
  'too-old',
  'too-many-requests',
  'fault',
  'unavailable',
  'overdue',
];
const withBody: readonly ProblemCode[] = ['too-slow', 'too-large', 'unsupported-media-type'];

const text = { type: 'string' } as const;
const seconds = { schema: { type: 'integer' } as const, description: 'Seconds until it is worth coming back' };
const headersOfStatus: Readonly<Record<number, OpenAPI.ResponseObject['headers']>> = {
  401: {
    'WWW-Authenticate': { schema: text, description: 'Whether to prove again, to renew the token, or to enrol anew' },
    'DPoP-Nonce': { schema: text, description: 'With `nonce-wanted`: belongs into the next proof' },
  },
  409: { 'Retry-After': { ...seconds, description: 'With `request-running`: seconds until its answer may be there' } },
  429: { 'Retry-After': seconds },
  503: { 'Retry-After': seconds },
};

/** What is left of each limit, in every answer to a station. */
export const limitHeaders: OpenAPI.ResponseObject['headers'] = {
  RateLimit: {
    schema: text,
    description: 'Of each limit: calls that are left (`r`), and seconds to its next window (`t`)',
  },
  'RateLimit-Policy': { schema: text, description: 'Each limit: calls (`q`) in a window of so many seconds (`w`)' },
};

export function describeProblems(operation: OpenAPI.OperationObject, call: DescribedCall): void {
  const byStatus = Map.groupBy(problemsOf(call), (code) => meaningOf(code).status);
  const told = [...byStatus].map(([status, codes]) => [status, problemResponse(status, codes)] as const);
  operation.responses = {
    ...operation.responses,
    ...Object.fromEntries(told),
    default: { description: 'Any other problem', content: problemContent },
  };
}

function problemsOf({ name, method, rules: { repeat, version } }: DescribedCall): readonly ProblemCode[] {
  if (!name.includes('.')) {
    return name === 'live' ? [] : name === 'ready' ? ['unavailable', 'stopping'] : ['unavailable'];
  }
  return [
    ...everyStations,
    ...(method === 'GET' ? [] : withBody),
    ...(repeat?.kind === 'by-key' ? (['key-missing', 'request-running', 'key-reused'] as const) : []),
    ...(version === undefined ? [] : (['version-missing', 'version-changed'] as const)),
    ...(ownProblems[name] ?? []),
  ];
}

const problemContent = { [problemMediaType]: { schema: { $ref: '#/components/schemas/Problem' } } };

function problemResponse(status: number, codes: readonly ProblemCode[]): OpenAPI.ResponseObject {
  const headers = headersOfStatus[status];
  const tellsWhen = status !== 409 || codes.includes('request-running');
  return {
    description: codes.map((code) => `\`${code}\`: ${meaningOf(code).title}`).join('. '),
    content: problemContent,
    ...(headers === undefined || !tellsWhen ? {} : { headers }),
  };
}

/** The codes, once for all calls, as a table of Markdown. */
export function tableOfProblems(): string {
  const rows = problemCodes.map((code) => `| \`${code}\` | ${meaningOf(code).status} | ${meaningOf(code).title} |`);
  return ['| code | status | meaning |', '|---|---|---|', ...rows].join('\n');
}

/** What of a problem its schema in the contract does not say. */
export function describeProblemSchema(document: OpenAPI.Document): void {
  const schema = document.components?.schemas?.['Problem'];
  const properties = typeof schema === 'object' && 'properties' in schema ? schema.properties : undefined;
  const described: Readonly<Record<string, object>> = {
    code: { enum: [...problemCodes], description: 'Stable; act on it' },
    title: { description: 'For people' },
    detail: { description: 'What of this very request' },
    traceId: { description: 'Finds the call in the log of the server' },
    violations: { description: 'Where the request is not as described; a header is called by its name' },
    refusal: { description: 'With `version-changed` and `key-reused`: the answer that the call itself describes' },
  };
  for (const [name, words] of Object.entries(described)) {
    const property = properties?.[name];
    if (typeof property === 'object') {
      Object.assign(property, words);
    }
  }
}
