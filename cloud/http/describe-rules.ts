import type { AnyContractProcedure } from '@orpc/contract';
import type { OpenAPI } from '@orpc/openapi';
import { traverseContractProcedures } from '@orpc/server';
import { type CallRules, keptKeyDays } from '#core/contract/cloud/call-rules.ts';
import { cloudContract } from '#core/contract/cloud-contract.ts';
import { problemMediaType } from './problem.ts';

/** Writes into the OpenAPI document what calls demand beside their form: fields that travel as headers, and the problems that go with them. */
export function describeRules(document: OpenAPI.Document): void {
  traverseContractProcedures({ router: cloudContract, path: [] }, ({ contract }) => {
    const operation = operationOf(document, contract);
    const rules: CallRules = contract['~orpc'].meta;
    if (operation === undefined) {
      return;
    }
    describeKey(operation, rules);
    describeVersion(operation, rules);
    describeTag(operation, rules);
    if (operation.security === undefined) {
      addResponse(operation, 429, {
        description: 'Over a limit',
        headers: { 'Retry-After': { schema: { type: 'integer' }, description: 'Seconds' } },
      });
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
    operation.description = `A repetition does nothing twice: ${repeat.why}.`;
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
  addResponse(operation, 409, {
    description: 'The first request with this key is not answered yet (`request-running`)',
  });
  addResponse(operation, 422, { description: 'The key stands for another request (`key-reused`)' });
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
  addResponse(operation, 412, {
    description: 'It has another version by now (`version-changed`); `refusal.current` is how it stands',
  });
  addResponse(operation, 428, { description: 'If-Match is missing (`version-missing`)' });
}

function describeTag(operation: OpenAPI.OperationObject, { tag }: CallRules): void {
  const success = Object.entries(operation.responses ?? {}).find(([status]) => status.startsWith('2'))?.[1];
  if (tag !== undefined && success !== undefined && !('$ref' in success)) {
    const schema = { type: 'string' } as const;
    success.headers = { ...success.headers, ETag: { schema, description: 'Version of the thing that is shown' } };
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

function addResponse(operation: OpenAPI.OperationObject, status: number, response: OpenAPI.ResponseObject): void {
  const content = { [problemMediaType]: { schema: { $ref: '#/components/schemas/Problem' } } };
  operation.responses = { ...operation.responses, [status]: { content, ...response } };
}
