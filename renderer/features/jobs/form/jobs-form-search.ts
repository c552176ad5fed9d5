import { type JobKind, jobKind } from '#core/domain/jobs/job-fields.ts';

/** What the form of a new job begins with, kept in its address. */
export interface NewJobAddress {
  readonly kind?: JobKind;
  /** Id of a template. */
  readonly template?: string;
  /** Id of the job that is to be repeated. */
  readonly repeats?: string;
}

export function readNewJobAddress(search: Readonly<Record<string, unknown>>): NewJobAddress {
  const kind = jobKind.safeParse(search['kind']).data;
  return {
    ...(kind === undefined ? {} : { kind }),
    ...idIn('template', search['template']),
    ...idIn('repeats', search['repeats']),
  };
}

/** What the form of a new template begins with: another one, copied. */
export interface NewTemplateAddress {
  readonly copy?: string;
}

export function readNewTemplateAddress(search: Readonly<Record<string, unknown>>): NewTemplateAddress {
  return idIn('copy', search['copy']);
}

const longestId = 64;

function idIn<Key extends string>(key: Key, value: unknown): { readonly [K in Key]?: string } {
  const isId = typeof value === 'string' && value !== '' && value.length <= longestId;
  // A computed key is a string to the compiler, whatever it was declared as.
  return (isId ? { [key]: value } : {}) as { readonly [K in Key]?: string };
}
