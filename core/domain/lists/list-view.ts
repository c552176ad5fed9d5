import { z } from 'zod';
import { keptName, takenName } from '../../kernel/plain-name.ts';

/**
 * How somebody likes to see a long list (ux rule 30): which columns in which order and width, how close the rows, and views of it under a
 * name. What the columns mean is the page's business; a column that is not known there any more is passed over.
 */
export const listName = z.enum(['jobs']);
export type ListName = z.infer<typeof listName>;

export const narrowestColumnPx = 60;
export const widestColumnPx = 800;

export const listColumn = z.strictObject({
  id: z.string().min(1).max(40),
  shown: z.boolean(),
  /** In pixels. */
  width: z.number().int().min(narrowestColumnPx).max(widestColumnPx),
});
export type ListColumn = z.infer<typeof listColumn>;

export const listLayout = z.strictObject({
  /** In their order. */
  columns: z.array(listColumn).max(60),
  isDense: z.boolean(),
});
export type ListLayout = z.infer<typeof listLayout>;

const part = z.string().max(200);

/** What the page's address said when the view was kept: search, filters, order. */
export const listAddress = z.record(z.string().min(1).max(40), z.union([part, z.boolean(), z.array(part).max(50)]));
export type ListAddress = z.infer<typeof listAddress>;

const longestViewName = 60;

export const listView = z.strictObject({
  /** Unlike every other of the same person and list; chosen by whoever keeps it. */
  id: z.string().min(1).max(64),
  name: keptName(longestViewName),
  address: listAddress,
  layout: listLayout,
});
export type ListView = z.infer<typeof listView>;

/** A view as its page asks for it to be kept. */
export const askedView = listView.extend({ name: takenName(longestViewName) });

/** The most views that one person keeps of one list. */
export const mostListViews = 30;

/** What one person keeps of one list. `layout` null: as the list comes. */
export const keptList = z.strictObject({ layout: listLayout.nullable(), views: z.array(listView).max(mostListViews) });
export type KeptList = z.infer<typeof keptList>;

/** The kept list with this view in it, in the place of one with the same id; null where there are as many as may be. */
export function withView(kept: KeptList, view: ListView): KeptList | null {
  const isThere = kept.views.some(({ id }) => id === view.id);
  if (!isThere && kept.views.length >= mostListViews) {
    return null;
  }
  const views = isThere ? kept.views.map((one) => (one.id === view.id ? view : one)) : [...kept.views, view];
  return { ...kept, views };
}
