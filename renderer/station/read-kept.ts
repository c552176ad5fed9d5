import type { z } from 'zod';

/** What was typed before, as it was kept; null where nothing was, and for what is no form of this release. */
export function readKept<Form>(form: z.ZodType<Form>, text: string | null): Form | null {
  try {
    return text === null ? null : (form.safeParse(JSON.parse(text)).data ?? null);
  } catch (error: unknown) {
    if (error instanceof SyntaxError) {
      return null;
    }
    throw error;
  }
}
