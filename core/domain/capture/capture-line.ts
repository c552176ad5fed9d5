import { z } from 'zod';
import { isoTime } from '../../kernel/iso-time.ts';

/** One line of what went over the cable, with secrets masked before it was kept (INST-7). */
export const captureLine = z.strictObject({
  at: isoTime,
  direction: z.enum(['to-unit', 'from-unit', 'note']),
  /** Control characters, bytes beyond ASCII and backslashes as `\xNN`; `***` stands where a secret stood. Notes are plain words. */
  text: z.string(),
  /** What became of a line of the unit; left out: it was the answer. */
  use: z.enum(['echo', 'noise', 'late', 'oversize', 'cut']).optional(),
});
export type CaptureLine = z.infer<typeof captureLine>;
