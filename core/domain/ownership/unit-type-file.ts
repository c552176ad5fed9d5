import { z } from 'zod';
import { lineOf } from '../../kernel/json-line.ts';
import { unitTypeMatrix } from './unit-type-matrix.ts';

/** The unit type matrix as it lies in resources/ (OWN-6): the types, and where what it says comes from. */
export const unitTypeFile = z.strictObject({
  /** Raised with every change of what it says. */
  version: z.number().int().positive(),
  updatedOn: z.iso.date(),
  source: z.string().min(1),
  types: unitTypeMatrix.min(1),
});
export type UnitTypeFile = z.infer<typeof unitTypeFile>;

/** `refused`: the file must not be used; `line` counts from 1 and `reason` says in one sentence what is wrong there. */
export type UnitTypeFileReading =
  | { readonly kind: 'read'; readonly file: UnitTypeFile }
  | { readonly kind: 'refused'; readonly line: number; readonly reason: string };

/** Reads the text of a unit type file. Nothing of a file with a fault is taken: a station with half a matrix would refuse the wrong units. */
export function readUnitTypeFile(text: string): UnitTypeFileReading {
  const json = parseJson(text);
  if (json.kind === 'broken') {
    return { kind: 'refused', line: lineAt(text, json.position), reason: json.reason };
  }
  const parsed = unitTypeFile.safeParse(json.value);
  if (parsed.success) {
    return { kind: 'read', file: parsed.data };
  }
  const [issue] = parsed.error.issues;
  const path = (issue?.path ?? []).filter((part) => typeof part === 'string' || typeof part === 'number');
  const place = path.length === 0 ? '' : `${path.join('.')}: `;
  return { kind: 'refused', line: lineOf(text, path), reason: `${place}${issue?.message ?? 'not a unit type file'}` };
}

type Json =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'broken'; readonly position: number; readonly reason: string };

function parseJson(text: string): Json {
  try {
    return { kind: 'value', value: JSON.parse(text) };
  } catch (error: unknown) {
    const reason = error instanceof Error ? error.message : String(error);
    const position = /position (\d+)/.exec(reason)?.[1];
    return { kind: 'broken', position: position === undefined ? text.length : Number(position), reason };
  }
}

function lineAt(text: string, position: number): number {
  return text.slice(0, position).split('\n').length;
}
