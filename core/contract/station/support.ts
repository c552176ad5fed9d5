import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  longestWords,
  supportHeading,
  supportMessage,
  supportPart,
  supportRequest,
  supportRequestId,
  supportStanding,
} from '../../domain/support/support-request.ts';
import { sessionId } from '../../kernel/entity-ids.ts';

const review = z.strictObject({
  /** Of the draft. */
  id: supportRequestId,
  words: z.string().max(longestWords),
  leaveOut: z.array(supportPart),
});
const cannot = z.strictObject({
  /** `draft-gone`: the station was started anew meanwhile; ask for another draft. `says-nothing`: no words, and every part left out. */
  kind: z.enum(['draft-gone', 'says-nothing']),
});

export const supportRow = z.strictObject({ heading: supportHeading, standing: supportStanding });
export type SupportRow = z.infer<typeof supportRow>;

/**
 * Requests to the service desk (REP-4): drafted by the station with everything that it knows, reviewed by the person, kept, sent when the centre
 * can be reached, numbered there. People see their own; who may resolve or administer sees all of this station.
 */
export const supportContract = {
  /**
   * Everything that would be sent, for review. Nothing is kept by asking. The capture is the sheet's, or where there is no sheet the bay's.
   * `message` is what the person saw.
   */
  draft: oc
    .input(
      z.strictObject({
        sessionId: sessionId.nullable(),
        bay: z.number().int().positive().nullable(),
        message: supportMessage.nullable(),
      }),
    )
    .output(z.strictObject({ request: supportRequest })),
  /** Keeps the reviewed draft, to be sent as soon as the centre is there. The same draft again is the same request. */
  send: oc
    .input(review)
    .output(z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('kept'), id: supportRequestId }), cannot])),
  /** The reviewed draft as a file instead, for support without a network (STA-5). It is not kept and not sent. */
  saveFile: oc
    .input(review)
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('file'), name: z.string(), text: z.string() }),
        cannot,
      ]),
    ),
  /** Newest first. */
  list: oc.input(z.strictObject({ limit: z.number().int().min(1).max(200) })).output(z.array(supportRow)),
  /** A kept request exactly as it is sent. */
  open: oc
    .input(z.strictObject({ id: supportRequestId }))
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('request'), request: supportRequest, standing: supportStanding }),
        z.strictObject({ kind: z.literal('no-such-request') }),
      ]),
    ),
  /** Tries at once to send what waits; answers when that try has ended. `why` is the cloud's failure, null when nothing waits any more. */
  sendNow: oc.output(z.strictObject({ waiting: z.boolean(), why: z.string().nullable() })),
};
