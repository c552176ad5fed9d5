import { type OpenAPI, OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { keptKeyDays } from '#core/contract/cloud/call-rules.ts';
import { cloudContract } from '#core/contract/cloud-contract.ts';
import { cloudVersion } from '../cloud-version.ts';
import { describeProblemSchema, tableOfProblems } from './describe-problems.ts';
import { describeRules } from './describe-rules.ts';
import { problemBody } from './problem.ts';

const description = `What workshop stations tell the cloud and hear from it. A program of a fleet's own calls it as a station does.

*Errors* are problem details (RFC 9457) with a stable \`code\` and a \`traceId\`; a \`traceparent\` header (W3C Trace Context) gives the trace its id. What a call
refuses by its own rules is no error: its answer says \`kind: "refused"\` and why.

*Limits* count by station, organization and person; every answer says in \`RateLimit\` what is left, and 429 in \`Retry-After\` when to come back.

*Pages* end with \`next\`; null: that was the last. What is written meanwhile shifts nothing.

*Repetitions*: where an \`Idempotency-Key\` is asked for, a call is done once per key, organization and content for ${keptKeyDays} days. Everything else may be repeated as it is.

${tableOfProblems()}`;

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
          description:
            'Token of an enrolled station, with a proof of its key (RFC 9449). Enrolment is by device code (RFC 8628); where, says /.well-known/openid-configuration.',
        },
      },
    },
    commonSchemas: { Problem: { schema: problemBody } },
  });
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    if (path.startsWith('/health') && item?.get !== undefined) {
      item.get.security = [];
    }
  }
  describeProblemSchema(document);
  describeRules(document);
  return document;
}
