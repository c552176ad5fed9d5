import { z } from 'zod';
import { takenName } from '../../kernel/plain-name.ts';

/**
 * Signatures that are drawn on the screen when a sheet is signed (REP-2). They never replace the technician's PIN, which is what freezes the
 * sheet (INSP-4); what was drawn is frozen with it and stands on the report.
 */

/** Every drawing fills a box of this size; no unit, the paper scales it. */
export const signatureBox = { width: 600, height: 160 } as const;

/** One SVG path inside the box. Only path commands and numbers, so nothing else can ride along into a report. */
export const signaturePath = z
  .string()
  .max(20_000)
  .regex(/^[Mm][MmLlHhVvCcSsQqTtAaZz0-9eE\s.,+-]+$/);

/** Of whoever took the work over: the name in letters, because nobody can read most signatures. */
export const customerSignature = z.strictObject({ name: takenName(100), path: signaturePath });
export type CustomerSignature = z.infer<typeof customerSignature>;
