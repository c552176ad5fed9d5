import type { AnyContractProcedure } from '@orpc/contract';
import type { OpenAPI } from '@orpc/openapi';
import { traverseContractProcedures } from '@orpc/server';
import { type CallRules, keptKeyDays } from '#core/contract/cloud/call-rules.ts';
import { cloudContract } from '#core/contract/cloud-contract.ts';
import { describeProblems, limitHeaders } from './describe-problems.ts';

/** Writes into the OpenAPI document what calls demand beside their form: fields that travel as headers, and the problems that go with them. */
export function describeRules(document: OpenAPI.Document): void {
  traverseContractProcedures({ router: cloudContract, path: [] }, ({ contract, path }) => {
    const operation = operationOf(document, contract);
    const rules: CallRules = contract['~orpc'].meta;
    if (operation === undefined) {
      return;
    }
    const name = path.join('.');
    describeParameters(operation, name);
    describeProblems(operation, { name, method: contract['~orpc'].route.method ?? 'POST', rules });
    describeKey(operation, rules);
    describeVersion(operation, rules);
    describeTag(operation, rules);
    if (operation.security === undefined) {
      addHeaders(operation, limitHeaders);
    }
  });
}

function operationOf(document: OpenAPI.Document, contract: AnyContractProcedure): OpenAPI.OperationObject | undefined {
  const { path, method } = contract['~orpc'].route;
  const item = document.paths?.[path ?? ''];
  const byMethod = { GET: item?.get, POST: item?.post, PUT: item?.put, PATCH: item?.patch, DELETE: item?.delete };
  return method === undefined || method === 'HEAD' ? undefined : byMethod[method];
}

function describeKey(operation: OpenAPI.OperationObject, { repeat }: CallRules): void {
  if (repeat?.kind === 'harmless') {
    const words = `A repetition does nothing twice: ${repeat.why}.`;
    operation.description = operation.description === undefined ? words : `${operation.description} ${words}`;
  }
  if (repeat?.kind !== 'by-key') {
    return;
  }
  moveToHeader(operation, {
    field: repeat.field,
    name: 'Idempotency-Key',
    schema: { type: 'string', pattern: '^"[\\x21\\x23-\\x5b\\x5d-\\x7e]{8,64}"$' },
    description: `A string in quotes, made by the caller, the same when the same is asked again (draft-ietf-httpapi-idempotency-key-header). The answer is kept for ${keptKeyDays} days; after that the key is as good as new.`,
  });
}

function describeVersion(operation: OpenAPI.OperationObject, { version }: CallRules): void {
  if (version === undefined) {
    return;
  }
  moveToHeader(operation, {
    field: version.field,
    name: 'If-Match',
    schema: { type: 'string', pattern: '^"\\d{1,9}"$' },
    description: 'The version that the caller saw, as the ETag of the thing gives it.',
  });
}

function describeTag(operation: OpenAPI.OperationObject, { tag }: CallRules): void {
  if (tag !== undefined) {
    const schema = { type: 'string' } as const;
    addHeaders(operation, { ETag: { schema, description: 'Version of the thing that is shown' } });
  }
}

function addHeaders(operation: OpenAPI.OperationObject, headers: OpenAPI.ResponseObject['headers']): void {
  const success = Object.entries(operation.responses ?? {}).find(([status]) => status.startsWith('2'))?.[1];
  if (success !== undefined && !('$ref' in success)) {
    success.headers = { ...success.headers, ...headers };
  }
}

const parameterWords: Readonly<Record<string, string>> = {
  cursor: 'The `next` of the page before. Opaque, good for this list only; left out: the first page.',
  before: 'The `number` of the last row of the page before; left out: the newest.',
  limit: 'The most rows of a page.',
  from: 'A size of the log for which a head was seen before: the answer proves that the log only grew since.',
  unitId: 'Unit type and serial, e.g. `tp:890123847562332`.',
};
const feedWords: Readonly<Record<string, string>> = {
  cursor: 'The `cursor` of the answer before. Opaque; left out: everything from the beginning.',
};

function describeParameters(operation: OpenAPI.OperationObject, name: string): void {
  const words = name === 'sync.changes' ? { ...parameterWords, ...feedWords } : parameterWords;
  for (const parameter of operation.parameters ?? []) {
    const described = 'name' in parameter ? words[parameter.name] : undefined;
    if (described !== undefined && 'name' in parameter) {
      parameter.description = described;
    }
  }
}

interface HeaderField {
  readonly field: string;
  readonly name: string;
  readonly schema: { readonly type: 'string'; readonly pattern: string };
  readonly description: string;
}

function moveToHeader(operation: OpenAPI.OperationObject, { field, ...header }: HeaderField): void {
  const body = operation.requestBody;
  const schema = body !== undefined && 'content' in body ? body.content['application/json']?.schema : undefined;
  if (schema !== undefined && typeof schema === 'object' && 'properties' in schema && schema.properties !== undefined) {
    const { [field]: _moved, ...left } = schema.properties;
    schema.properties = left;
    schema.required = (schema.required ?? []).filter((name) => name !== field);
  }
  const parameter: OpenAPI.ParameterObject = { ...header, in: 'header', required: true };
  operation.parameters = [...(operation.parameters ?? []), parameter];
}
