import fc from 'fast-check';

/** One request as it goes over the wire. */
export interface MadeRequest {
  readonly method: string;
  /** Path and query, as written. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
}

/** A request that fits the description, still in parts. */
export interface DraftRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined: there is none. */
  readonly body: unknown;
}

/** Values of which each has broken a server somewhere. */
const nasty: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1e308,
    -0.5,
    2 ** 31,
    2 ** 53,
    Number.MIN_SAFE_INTEGER,
    '',
    ' ',
    '\u0000',
    'a\u0000b',
    '\ud800',
    '\u202e\u200b\ufeff',
    '%00',
    "'; drop table units; --",
    '../../etc/passwd',
    'NaN',
    '9999-99-99T99:99:99.999Z',
    '0000-00-00T00:00:00.000Z',
    '2026-02-31T08:00:00.000Z',
    '+275760-09-13T00:00:00.001Z',
    [],
    {},
    [[]],
    [null],
    { kind: 'x' },
    { length: -1 },
    { toString: 1, valueOf: null },
  ),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constant('x').map((one) => one.repeat(9_000)),
  fc.integer({ min: 20, max: 400 }).map(nested),
  fc.array(fc.constant(0), { minLength: 900, maxLength: 1_500 }),
  fc.jsonValue({ maxDepth: 4 }),
);

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level += 1) {
    value = level % 2 === 0 ? [value] : { a: value };
  }
  return value;
}

/** The same draft as text, often with something wrong. */
export function requestsFrom(draft: fc.Arbitrary<DraftRequest>): fc.Arbitrary<MadeRequest> {
  return fc.oneof(
    { weight: 3, arbitrary: draft.map(asWritten) },
    {
      weight: 4,
      arbitrary: fc
        .tuple(draft, fc.infiniteStream(fc.nat()), nasty)
        .map(([one, dice, value]) => asWritten({ ...one, body: withValue(one.body, dice, value) })),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(draft, fc.nat(), nasty).map(([one, place, value]) => withTarget(one, place, value)),
    },
    { weight: 2, arbitrary: fc.tuple(draft.map(asWritten), rawBody).map(([one, spoil]) => spoil(one)) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(draft.map(asWritten), strangeHeaders)
        .map(([one, more]) => ({ ...one, headers: { ...one.headers, ...more } })),
    },
  );
}

/** The draft as text, with nothing wrong. */
export function asWritten({ method, path, query, headers, body }: DraftRequest): MadeRequest {
  const hasBody = body !== undefined && method !== 'GET';
  return {
    method,
    target: query === '' ? path : `${path}?${query}`,
    headers: hasBody ? { 'content-type': 'application/json', ...headers } : headers,
    body: hasBody ? Buffer.from(JSON.stringify(body) ?? '', 'utf8') : null,
  };
}

/** Puts the value somewhere into the body: instead of a part of it, or beside the fields that are known. */
function withValue(body: unknown, dice: fc.Stream<number>, value: unknown): unknown {
  const next = (below: number): number => (dice.next().value ?? 0) % below;
  const place = (node: unknown): unknown => {
    if (Array.isArray(node) && node.length > 0 && next(4) > 0) {
      const index = next(node.length);
      return node.map((one, at) => (at === index ? place(one) : one));
    }
    if (typeof node === 'object' && node !== null && !Array.isArray(node) && next(6) > 0) {
      return inObject(node);
    }
    return value;
  };
  const inObject = (node: object): object => {
    const names = Object.keys(node);
    const name = names[next(Math.max(1, names.length))];
    switch (next(8)) {
      case 0:
        return { ...node, unknown: value };
      case 1:
        return Object.fromEntries(Object.entries(node).filter(([key]) => key !== name));
      default:
        return name === undefined ? { ...node, a: value } : { ...node, [name]: place(Reflect.get(node, name)) };
    }
  };
  return place(body);
}

const queries = [
  'serial[]=1',
  'serial[a][b]=1',
  'limit=1e9',
  'limit=-1',
  'limit=0x10',
  'from=9007199254740993',
  '__proto__[a]=1',
  'constructor[prototype][a]=1',
  'a[99999999]=1',
  'cursor=%00',
  'cursor=%f0%28%8c%28',
  'unit=%00',
  '&&==&%',
  'before=99999999999',
];

function withTarget(draft: DraftRequest, place: number, value: unknown): MadeRequest {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const parts = draft.path.split('/');
  const at = 1 + (place % Math.max(1, parts.length - 1));
  const written = encoded(text.slice(0, 1_500));
  const path = place % 3 === 0 ? parts.map((part, index) => (index === at ? written : part)).join('/') : draft.path;
  const strange = queries[place % queries.length] ?? '';
  const query = place % 3 === 1 ? `${draft.query}&${strange}` : place % 3 === 2 ? `${strange}=${written}` : draft.query;
  return asWritten({ ...draft, path, query });
}

/** Half a character has no form in an address. */
function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

/** Bodies that are no JSON value any more, or more than one. */
const rawBody: fc.Arbitrary<(request: MadeRequest) => MadeRequest> = fc.oneof(
  fc.constantFrom<(request: MadeRequest) => MadeRequest>(
    (request) => changed(request, (text) => text.slice(0, text.length / 2)),
    (request) => changed(request, (text) => text.replace('{', '{"__proto__":{"a":1},')),
    (request) => changed(request, (text) => text.replace('{', '{"constructor":{"prototype":{"a":1}},')),
    // The same field twice, the second time as something else.
    (request) => changed(request, (text) => text.replace(/^\{("\w+":)/, '{$1null,$1')),
    (request) => changed(request, (text) => text.replace(/\}$/, `,${text.slice(1)}`)),
    (request) => changed(request, (text) => `\ufeff${text}`),
    (request) => changed(request, (text) => `${text}${text}`),
    (request) => changed(request, () => ''),
    (request) => changed(request, () => '['.repeat(5_000)),
    (request) => changed(request, () => `"${'a'.repeat(70_000)}"`),
    (request) => ({
      ...request,
      body: request.body === null ? null : Buffer.from(request.body.toString('utf8'), 'utf16le'),
    }),
    (request) => ({ ...request, headers: { ...request.headers, 'content-encoding': 'gzip' } }),
  ),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => (request: MadeRequest) => ({
    ...request,
    body: request.body === null ? null : Buffer.from(bytes),
  })),
  fc
    .constantFrom(
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      'multipart/form-data; boundary=x',
      'application/json; charset=utf-16',
      'application/merge-patch+json',
      'x',
      '/',
      '',
    )
    .map((type) => (request: MadeRequest) => ({ ...request, headers: { ...request.headers, 'content-type': type } })),
);

function changed(request: MadeRequest, change: (text: string) => string): MadeRequest {
  return request.body === null
    ? request
    : { ...request, body: Buffer.from(change(request.body.toString('utf8')), 'utf8') };
}

const headerText = fc.string({ unit: 'grapheme-ascii', maxLength: 60 }).map((text) => text.trim());

const strangeHeaders: fc.Arbitrary<Readonly<Record<string, string>>> = fc.oneof(
  headerText.map((text) => ({ 'idempotency-key': text })),
  headerText.map((text) => ({ 'if-match': text })),
  headerText.map((text) => ({ traceparent: text })),
  headerText.map((text) => ({ accept: text })),
  headerText.map((text) => ({ 'accept-language': text })),
  headerText.map((text) => ({ 'x-forwarded-for': text })),
  headerText.map((text) => ({ 'x-forwarded-host': text })),
  fc.constantFrom(
    { 'last-event-id': '1' },
    { 'x-http-method-override': 'DELETE' },
    { range: 'bytes=0-1' },
    { expect: 'x' },
    { 'standard-server': 'x' },
    { 'content-disposition': 'attachment; filename="x"' },
  ),
);
