import { oc } from '@orpc/contract';
import { z } from 'zod';

/** Where it is typed, as the page calls it, e.g. `new {"kind":"installation"}`. */
const place = z.string().min(1).max(300);

/** The most drafts of one person; whoever begins another one loses the oldest. */
export const mostDrafts = 50;

/**
 * What somebody has typed into a form and not saved, so that a page that is opened anew, crashes or is locked loses none of it. It is kept by person
 * in the station's memory, never on its disk: values for a unit may be among it (JOB-6).
 */
export const draftsContract = {
  /** Of whoever asks. */
  mine: oc.output(z.strictObject({ owner: z.string(), drafts: z.array(z.strictObject({ place, text: z.string() })) })),
  /** `text` is the form's own business; whoever reads it again parses it. */
  keep: oc.input(z.strictObject({ place, text: z.string().max(200_000) })).output(z.null()),
  /** One that is not there is dropped already. */
  drop: oc.input(z.strictObject({ place })).output(z.null()),
};
