import type { z } from 'zod';

/** A row that does not fit its schema: written by another version, or damaged. Shown as a fault, never repaired by guessing. */
export class UnreadableRow extends Error {
  constructor(table: string, cause: unknown) {
    super(`a row of ${table} cannot be read`, { cause });
    this.name = 'UnreadableRow';
  }
}

/** Parses a JSON column by its schema. */
export function readStored<Schema extends z.ZodType>(table: string, schema: Schema, text: string): z.output<Schema> {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause: unknown) {
    throw new UnreadableRow(table, cause);
  }
}

/** The same for an optional row. */
export function readStoredOrNull<Schema extends z.ZodType>(
  table: string,
  schema: Schema,
  row: { readonly json: string } | undefined,
): z.output<Schema> | null {
  return row === undefined ? null : readStored(table, schema, row.json);
}
