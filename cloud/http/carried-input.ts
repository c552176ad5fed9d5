import type { CallRules } from '#core/contract/cloud/call-rules.ts';
import { keyHeader, versionHeader } from '#core/contract/cloud/carried-fields.ts';
import { type ProblemBody, problemWith } from './problem.ts';

/** The server's half of the fields that travel as headers (`core/contract/cloud/carried-fields.ts`). */
export type CarriedInput =
  | { readonly kind: 'input'; readonly input: unknown }
  | { readonly kind: 'key-missing' }
  | { readonly kind: 'version-missing' }
  | { readonly kind: 'malformed'; readonly detail: string };

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** A structured field's string (RFC 9651 §3.3.3); the quotes may be left out, as many callers do. */
const keyForm = /^(?:"([\x21\x23-\x5b\x5d-\x7e]{1,255})"|([\x21\x23-\x5b\x5d-\x7e]{1,255}))$/;
/** A strong entity tag that is a row's version. A list, a weak tag or `*` would name more than one version, and this demands the one that was seen. */
const versionForm = /^"(\d{1,9})"$/;

/** The input as the contract knows it. A field that has to be a header is not taken from the body. */
export function readCarried({ repeat, version }: CallRules, headers: Headers, input: unknown): CarriedInput {
  const fields: Record<string, unknown> = {};
  if (repeat?.kind === 'by-key') {
    const key = headers[keyHeader];
    const parts = typeof key === 'string' ? keyForm.exec(key.trim()) : null;
    if (key === undefined || parts === null) {
      return key === undefined
        ? { kind: 'key-missing' }
        : { kind: 'malformed', detail: 'Idempotency-Key is no string' };
    }
    fields[repeat.field] = parts[1] ?? parts[2];
  }
  if (version !== undefined) {
    const tag = headers[versionHeader];
    const number = typeof tag === 'string' ? versionForm.exec(tag.trim())?.[1] : undefined;
    if (number === undefined) {
      return tag === undefined
        ? { kind: 'version-missing' }
        : { kind: 'malformed', detail: 'If-Match is not the one version that was seen' };
    }
    fields[version.field] = Number(number);
  }
  const stray = Object.keys(fields).find((field) => typeof input === 'object' && input !== null && field in input);
  if (stray !== undefined) {
    return { kind: 'malformed', detail: `${stray} travels as a header` };
  }
  return { kind: 'input', input: Object.keys(fields).length === 0 ? input : { ...Object(input), ...fields } };
}

/** The fields of the input that callers know as headers only. */
export function headersOfFields({ repeat, version }: CallRules): ReadonlyMap<string, string> {
  return new Map([
    ...(repeat?.kind === 'by-key' ? [[repeat.field, 'Idempotency-Key'] as const] : []),
    ...(version === undefined ? [] : [[version.field, 'If-Match'] as const]),
  ]);
}

/** The contract's refusals that HTTP has words for leave as problems, with the refusal inside. */
export function refusedAsProblem(
  { repeat, version }: CallRules,
  output: unknown,
): ReturnType<typeof problemWith> | null {
  const refusal = refusalIn(output);
  if (refusal === undefined) {
    return null;
  }
  if (refusal.code === version?.changed) {
    return problemWith('version-changed', { refusal });
  }
  return repeat?.kind === 'by-key' && refusal.code === repeat.reused ? problemWith('key-reused', { refusal }) : null;
}

function refusalIn(output: unknown): ProblemBody['refusal'] {
  return typeof output === 'object' &&
    output !== null &&
    'kind' in output &&
    output.kind === 'refused' &&
    'code' in output &&
    typeof output.code === 'string'
    ? { ...output, kind: output.kind, code: output.code }
    : undefined;
}

/** The version in an answer, as a strong entity tag. */
export function tagOf({ tag }: CallRules, output: unknown): string | null {
  let place: unknown = output;
  for (const name of tag ?? []) {
    place =
      typeof place === 'object' && place !== null ? Object.entries(place).find(([key]) => key === name)?.[1] : null;
  }
  return tag !== undefined && typeof place === 'number' ? `"${place}"` : null;
}
