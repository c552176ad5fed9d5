import { z } from 'zod';
import { type AuditSeal, auditBundle } from '#core/domain/audit/audit-bundle.ts';
import { type StoredAuditEntry, storedAuditEntry } from '#core/domain/audit/audit-entry.ts';
import { piecesOf } from './bundle-pieces.ts';

/**
 * An exported trail as a file of any length (REP-1), for that of some years is longer than one text may be. It is read twice: first what
 * stands around the entries, wherever that is, then the entries one at a time.
 */
export interface BundleFile {
  readonly kind: 'bundle';
  readonly seal: AuditSeal;
  /** Read while somebody walks through them; they end before one that is none. */
  readonly entries: Iterable<StoredAuditEntry>;
  /** Why the entries ended too early; null where they did not. */
  flaw(): string | null;
}

export type BundleReading =
  | BundleFile
  /** It is there and is something else. */
  | { readonly kind: 'no-bundle'; readonly detail: string }
  /** There is no such file, or no right to it. */
  | { readonly kind: 'unreadable'; readonly detail: string };

export function readBundleFile(path: string): BundleReading {
  const around = readAround(path);
  if (around.kind === 'unreadable') {
    return around;
  }
  const value = parsedOf(around.text);
  if (value === undefined) {
    return { kind: 'no-bundle', detail: noJsonWords(around.text) };
  }
  const bundle = auditBundle.safeParse(value);
  if (!bundle.success) {
    return { kind: 'no-bundle', detail: newerWords(value) ?? firstOf(bundle.error) };
  }
  if (bundle.data.entries.length > 0) {
    return { kind: 'no-bundle', detail: 'its entries are written in a way that is not read here' };
  }
  return bundleFile(path, bundle.data);
}

function bundleFile(path: string, seal: AuditSeal): BundleFile {
  let flaw: string | null = null;
  function* walk(): Generator<StoredAuditEntry> {
    let count = 0;
    for (const { kind, bytes } of piecesOf(path)) {
      const text = kind === 'entry' ? bytes.toString('utf8').trim() : '';
      if (kind === 'entry' && (count > 0 || text !== '')) {
        count += 1;
        const entry = storedAuditEntry.safeParse(parsedOf(text));
        if (!entry.success) {
          flaw = `what stands as entry ${count} is none (${firstOf(entry.error)})`;
          return;
        }
        yield entry.data;
      }
    }
  }
  return { kind: 'bundle', seal, entries: { [Symbol.iterator]: walk }, flaw: () => flaw };
}

function readAround(path: string): { readonly kind: 'around'; readonly text: string } | Unreadable {
  const around: Buffer[] = [];
  try {
    for (const { kind, bytes } of piecesOf(path)) {
      if (kind === 'around') {
        around.push(bytes);
      }
    }
  } catch (error: unknown) {
    return { kind: 'unreadable', detail: error instanceof Error ? error.message : String(error) };
  }
  // A byte order mark is what some editors put before JSON.
  return {
    kind: 'around',
    text: Buffer.concat(around)
      .toString('utf8')
      .replace(/^\uFEFF/, '')
      .trim(),
  };
}

type Unreadable = Extract<BundleReading, { kind: 'unreadable' }>;

/** Undefined where the text is no JSON. */
function parsedOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function noJsonWords(text: string): string {
  if (text === '') {
    return 'it is empty';
  }
  return text.startsWith('{') ? 'it was cut off, or is JSON no more' : 'it is no JSON';
}

const laterExport = z.object({ kind: z.literal('fitbay-audit'), version: z.number().int().min(3) });

function newerWords(value: unknown): string | null {
  return laterExport.safeParse(value).success ? 'it was written by a newer Fitbay; update this one' : null;
}

function firstOf({ issues }: z.ZodError): string {
  const [issue] = issues;
  const path = issue?.path.join('.') ?? '';
  return `${path === '' ? '' : `${path}: `}${issue?.message ?? ''}`;
}
