import type { CentreTrouble } from '#core/contract/station/partners.ts';
import type { JobId } from '#core/kernel/entity-ids.ts';
import { useStationQuery } from '../../station/station-provider.tsx';

export interface NamedPhoto {
  readonly jobId: JobId;
  readonly sha256: string;
}

/** `url` shows the photo in an image element and nowhere else: the bytes never become a page of their own. */
export type SeenPhoto =
  | { readonly kind: 'loading' }
  | { readonly kind: 'photo'; readonly url: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'not-answered'; readonly why: CentreTrouble; readonly again: () => void };

/** A photo by what it holds: once seen it is never asked for again. */
export function usePhoto({ jobId, sha256 }: NamedPhoto): SeenPhoto {
  const asked = useStationQuery(['photos', 'of-job', jobId, sha256], (client) => client.photos.read({ jobId, sha256 }));
  const again = () => void asked.refetch();
  if (asked.isError) {
    return { kind: 'not-answered', why: 'trouble', again };
  }
  switch (asked.data?.kind) {
    case undefined:
      return { kind: 'loading' };
    case 'photo':
      return { kind: 'photo', url: `data:image/jpeg;base64,${asked.data.jpegBase64}` };
    case 'not-here':
      return { kind: 'missing' };
    case 'not-answered':
      return { kind: 'not-answered', why: asked.data.why, again };
  }
}
