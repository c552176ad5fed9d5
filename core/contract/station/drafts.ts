import { oc } from '@orpc/contract';
import { z } from 'zod';
import { sessionId } from '../../kernel/entity-ids.ts';

/** Where it is typed, as the page calls it, e.g. `new {"kind":"installation"}`. */
const place = z.string().min(1).max(300);

/** The most drafts of one person; whoever begins another one loses the oldest. */
export const mostDrafts = 50;

/**
 * The most characters of one draft. A sheet's is the longest: two signatures that were drawn and two that are being drawn, 20,000 characters each
 * at most (`signaturePath`), beside reasons and notes of a few hundred.
 */
export const longestDraft = 200_000;

/**
 * What somebody has typed into a form and not saved, so that a page that is opened anew, crashes or is locked loses none of it. It is kept by person
 * in the station's memory, never on its disk: values for a unit may be among it (JOB-6).
 */
export const draftsContract = {
  /** Of whoever asks. */
  mine: oc.output(z.strictObject({ owner: z.string(), drafts: z.array(z.strictObject({ place, text: z.string() })) })),
  /**
   * `text` is the form's own business; whoever reads it again parses it. `sessionId`: the sheet that it is typed on; what is typed there ends with
   * the sheet, whoever closes it and wherever.
   */
  keep: oc
    .input(z.strictObject({ place, text: z.string().max(longestDraft), sessionId: sessionId.optional() }))
    .output(z.null()),
  /** One that is not there is dropped already. */
  drop: oc.input(z.strictObject({ place })).output(z.null()),
};
