import { oc } from '@orpc/contract';
import { z } from 'zod';
import { askedView, keptList, listLayout, listName } from '../../domain/lists/list-view.ts';

/**
 * How whoever sits at the bench likes to see long lists (JOB-5, ux rule 30). The station keeps it for each person; another station knows
 * nothing of it.
 */
export const listsContract = {
  mine: oc.input(z.strictObject({ list: listName })).output(keptList),
  /** Null goes back to the list as it comes. */
  keepLayout: oc.input(z.strictObject({ list: listName, layout: listLayout.nullable() })).output(keptList),
  /** Writes a view, over the one with the same id. `too-many`: one has to be dropped first. */
  keepView: oc
    .input(z.strictObject({ list: listName, view: askedView }))
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('kept'), list: keptList }),
        z.strictObject({ kind: z.literal('too-many'), most: z.number().int() }),
      ]),
    ),
  /** A view that is not there is dropped already. */
  dropView: oc.input(z.strictObject({ list: listName, id: z.string().min(1).max(64) })).output(keptList),
};
