import { useState } from 'react';
import type { PhotoCode } from '#core/domain/codes.ts';
import { mostPhotos } from '#core/domain/photos/photo.ts';
import { toBase64 } from '#core/kernel/base64.ts';
import type { JobId } from '#core/kernel/entity-ids.ts';
import { useActing } from '../../station/acting.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import type { EncodedPhoto, EncodingTrouble } from './encode-photo.ts';

/** A picture that somebody gave, not opened yet. */
export interface GivenPicture {
  /** For words about it. */
  readonly name: string;
  readonly encode: () => Promise<EncodedPhoto>;
}

/** Why a picture was not kept. */
export type PhotoTrouble =
  | { readonly kind: 'picture'; readonly name: string; readonly reason: EncodingTrouble }
  | { readonly kind: 'refused'; readonly code: PhotoCode }
  | { readonly kind: 'too-many'; readonly count: number }
  | { readonly kind: 'job-gone' };

/** Photos that the station keeps for the end of a job: what is listed is on its disk. */
export interface KeptPhotos {
  readonly hashes: readonly string[];
  /** Pictures are being made into photos and kept. */
  readonly isBusy: boolean;
  readonly isFull: boolean;
  /** What is wrong with what was given last. */
  readonly troubles: readonly PhotoTrouble[];
  add(pictures: readonly GivenPicture[]): Promise<void>;
  remove(sha256: string): Promise<void>;
}

export function useKeptPhotos(jobId: JobId): KeptPhotos {
  const acting = useActing();
  const [isBusy, setBusy] = useState(false);
  const [troubles, setTroubles] = useState<readonly PhotoTrouble[]>([]);
  const kept = useStationQuery(['photos', 'kept', jobId], (client) => client.photos.kept({ jobId }));
  const hashes = kept.data?.photos ?? [];

  const keep = async ({ name, encode }: GivenPicture): Promise<PhotoTrouble | null> => {
    const photo = await encode();
    if (photo.kind === 'refused') {
      return { kind: 'picture', name, reason: photo.reason };
    }
    const jpegBase64 = toBase64(photo.jpeg);
    const answer = await acting((client) => client.photos.keep({ jobId, jpegBase64 }));
    if (answer?.kind === 'refused') {
      return { kind: 'refused', code: answer.code };
    }
    return answer?.kind === 'unknown' ? { kind: 'job-gone' } : null;
  };

  return {
    hashes,
    isBusy,
    isFull: hashes.length >= mostPhotos,
    troubles,
    async add(pictures) {
      const fitting = pictures.slice(0, mostPhotos - hashes.length);
      const found: PhotoTrouble[] = [];
      setBusy(true);
      for (const picture of fitting) {
        const trouble = await keep(picture);
        found.push(...(trouble === null ? [] : [trouble]));
      }
      if (fitting.length < pictures.length) {
        found.push({ kind: 'too-many', count: pictures.length - fitting.length });
      }
      await kept.refetch();
      setTroubles(found);
      setBusy(false);
    },
    async remove(sha256) {
      const answer = await acting((client) => client.photos.drop({ jobId, sha256 }));
      await kept.refetch();
      setTroubles(answer?.kind === 'unknown' ? [{ kind: 'job-gone' }] : []);
    },
  };
}
