import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { z } from 'zod';
import type { ApiAnswer, ApiOperation, DescribedApi } from './api-operations.ts';

/** What came back, as bytes and headers. */
export interface GivenAnswer {
  readonly status: number;
  readonly mediaType: string;
  readonly text: string;
}

/** Answers what is wrong with the answer of an operation, or of none; null: nothing. */
export type AnswerJudge = (operation: ApiOperation | null, answer: GivenAnswer) => string | null;

const problem = z.looseObject({
  status: z.number(),
  code: z.string().min(1),
  traceId: z.string().regex(/^[0-9a-f]{32}$/),
});

const problemsOnly: ApiOperation['answers'] = new Map([
  ['default', { mediaType: 'application/problem+json', schema: { $ref: '#/components/schemas/Problem' } }],
]);

/** Holds every answer against the description, with a schema validator that shares nothing with the server. */
export function createAnswerJudge({ components }: DescribedApi): AnswerJudge {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema({ $id: 'api', components });
  const validators = new Map<unknown, ValidateFunction>();
  const validatorOf = (answer: ApiAnswer): ValidateFunction => {
    const known = validators.get(answer) ?? ajv.compile(withoutLocalRefs(answer.schema));
    validators.set(answer, known);
    return known;
  };
  return (operation, answer) => {
    if (answer.status === 0 || answer.status >= 500) {
      return `${answer.status} ${answer.text.slice(0, 300)}`;
    }
    const answers = operation?.answers ?? problemsOnly;
    const described = answers.get(String(answer.status)) ?? answers.get('default');
    if (described === undefined || (answer.status < 400 && !answers.has(String(answer.status)))) {
      return `the description has no ${answer.status}`;
    }
    if (!answer.mediaType.startsWith(described.mediaType)) {
      return `${answer.status} came as "${answer.mediaType}"`;
    }
    const body = bodyOf(answer.text);
    if (body === undefined) {
      return `${answer.status} is no JSON: ${answer.text.slice(0, 100)}`;
    }
    const validate = validatorOf(described);
    if (!validate(body)) {
      return `${answer.status} does not fit: ${ajv.errorsText(validate.errors)}; ${answer.text.slice(0, 300)}`;
    }
    return answer.status >= 400 ? faultOfProblem(answer, body) : null;
  };
}

/** An error names itself, its status and its trace, whoever found it. */
function faultOfProblem({ status, text }: GivenAnswer, body: unknown): string | null {
  const parsed = problem.safeParse(body);
  return parsed.success && parsed.data.status === status
    ? null
    : `${status} is no whole problem: ${text.slice(0, 300)}`;
}

function bodyOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `#/components/…` leads into the description, not into this schema. */
function withoutLocalRefs(schema: unknown): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"api#/'));
}
