import { type OpenAPI, OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { cloudContract } from '#core/contract/cloud-contract.ts';
import { cloudVersion } from '../cloud-version.ts';
import { problemBody, problemMediaType } from './problem.ts';

/** The OpenAPI 3.1 description of this server, generated from the contract that it serves. */
export async function describeApi(serverUrl: string): Promise<OpenAPI.Document> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const document = await generator.generate(cloudContract, {
    info: {
      title: 'Fitbay central API',
      version: cloudVersion,
      description: 'What workshop stations tell the cloud and hear from it.',
    },
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
    for (const operation of [item?.get, item?.post]) {
      addProblems(operation, path);
    }
  }
  return document;
}

function addProblems(operation: OpenAPI.OperationObject | undefined, path: string): void {
  if (operation === undefined) {
    return;
  }
  operation.responses = {
    ...operation.responses,
    default: {
      description: 'Problem details (RFC 9457) with a stable code',
      content: { [problemMediaType]: { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  };
  if (path === '/health') {
    operation.security = [];
  }
}
