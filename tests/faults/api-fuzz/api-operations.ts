import { z } from 'zod';
import { jsonSchema } from './schema-arbitrary.ts';

/** The API as its own description tells it, which is all that the proof knows of it. */
export interface ApiOperation {
  /** `POST /v1/assets`. */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly ApiParameter[];
  /** Schema of the body; null: it has none. */
  readonly body: unknown;
  /** Schemas of answers by status and `default`, with the media type that they come in. */
  readonly answers: ReadonlyMap<string, ApiAnswer>;
}

export interface ApiParameter {
  readonly in: 'path' | 'query' | 'header';
  readonly name: string;
  readonly required: boolean;
  readonly schema: unknown;
}

export interface ApiAnswer {
  readonly mediaType: string;
  readonly schema: unknown;
}

export interface DescribedApi {
  readonly operations: readonly ApiOperation[];
  /** What `$ref` leads to, by its path. */
  readonly components: unknown;
}

const content = z.record(z.string(), z.looseObject({ schema: z.unknown() }));
const operationObject = z.looseObject({
  parameters: z
    .array(
      z.looseObject({
        in: z.enum(['path', 'query', 'header']),
        name: z.string(),
        required: z.boolean().default(false),
        schema: z.unknown(),
      }),
    )
    .default([]),
  requestBody: z.looseObject({ content }).optional(),
  responses: z.record(z.string(), z.looseObject({ content: content.optional() })),
});
const document = z.looseObject({
  openapi: z.string().startsWith('3.1'),
  paths: z.record(z.string(), z.record(z.string(), operationObject)),
  components: z.unknown(),
});

export function readDescription(raw: unknown): DescribedApi {
  const { paths, components } = document.parse(raw);
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, { parameters, requestBody, responses }]) => ({
      name: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      path,
      parameters,
      body: requestBody?.content['application/json']?.schema ?? null,
      answers: new Map(Object.entries(responses).flatMap(([status, one]) => answerOf(status, one.content))),
    })),
  );
  return { operations, components };
}

/** Which operation a request comes to, whatever it was meant for; null: none, so that only an error can be right. */
export function operationAt({ operations }: DescribedApi, method: string, target: string): ApiOperation | null {
  const path = target.split('?')[0]?.replace(/(?<=.)\/+$/, '') ?? '';
  const isAt = (one: ApiOperation): boolean => one.path === path || templateOf(one).test(path);
  const found = operations.filter((one) => one.method === method && isAt(one));
  // `/v1/units/look-up` is itself before it is a unit.
  return found.find((one) => one.path === path) ?? found[0] ?? null;
}

function templateOf({ path }: ApiOperation): RegExp {
  return new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`);
}

function answerOf(status: string, types: z.infer<typeof content> | undefined): [string, ApiAnswer][] {
  const [first] = Object.entries(types ?? {});
  return first === undefined ? [] : [[status, { mediaType: first[0], schema: jsonSchema.parse(first[1].schema) }]];
}
