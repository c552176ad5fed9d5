import { type OpenAPI, OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { cloudContract } from '#core/contract/cloud-contract.ts';
import { cloudVersion } from '../cloud-version.ts';
import { describeRules } from './describe-rules.ts';
import { problemBody, problemMediaType } from './problem.ts';

const description = `What workshop stations tell the cloud and hear from it.

Errors are problem details (RFC 9457) with a stable \`code\` and a \`traceId\`; a \`traceparent\` header (W3C Trace Context) gives the trace its id.
Calls are counted by station, organization and person; every answer says in \`RateLimit\` what is left, and 429 in \`Retry-After\` when to come back.`;

/** The OpenAPI 3.1 description of this server, generated from the contract that it serves. */
export async function describeApi(serverUrl: string): Promise<OpenAPI.Document> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const document = await generator.generate(cloudContract, {
    info: { title: 'Fitbay central API', version: cloudVersion, description },
    servers: [{ url: serverUrl }],
    security: [{ station: [] }],
    components: {
      securitySchemes: {
        station: {
          type: 'http',
          scheme: 'DPoP',
          description: 'Token of an enrolled station, with a proof of its key (RFC 9449)',
        },
      },
    },
    commonSchemas: { Problem: { schema: problemBody } },
  });
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const operation of [item?.get, item?.post, item?.put, item?.patch, item?.delete]) {
      addProblems(operation, path);
    }
  }
  describeRules(document);
  return document;
}

function addProblems(operation: OpenAPI.OperationObject | undefined, path: string): void {
  if (operation === undefined) {
    return;
  }
  operation.responses = { ...operation.responses, default: problemResponse('Problem details with a stable code') };
  if (path.startsWith('/health')) {
    operation.security = [];
  }
}

function problemResponse(what: string): OpenAPI.ResponseObject {
  return {
    description: what,
    content: { [problemMediaType]: { schema: { $ref: '#/components/schemas/Problem' } } },
  };
}
