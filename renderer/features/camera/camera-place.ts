import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';

/**
 * Whether a camera is open stands in the page's address, as `camera=on` for the view that scans and `camera=photo` for one that takes photos: the
 * shell lets the page have a camera only while it does (electron/shell/permissions.ts), and going to any other place closes it.
 */
export interface CameraPlace {
  readonly isOpen: boolean;
  open(): void;
  /** Does nothing where it is closed already. */
  close(): void;
}

const uses = ['on', 'photo'] as const;
export type CameraUse = (typeof uses)[number];

export function useCameraPlace(use: CameraUse = 'on'): CameraPlace {
  const navigate = useNavigate();
  const router = useRouter();
  const isOpen = useSearch({ strict: false, select: (search) => usedIn(search) === use });
  return useMemo(() => {
    // Replaced and not added: the way back leads to the place before, not to the camera.
    const go = (camera: CameraUse | undefined) =>
      void navigate({ to: '.', search: (search) => ({ ...search, camera }), replace: true });
    return { isOpen, open: () => go(use), close: () => usedIn(router.latestLocation.search) === use && go(undefined) };
  }, [isOpen, use, navigate, router]);
}

/** What the root of all places keeps of an address. */
export function readCameraSearch(search: Record<string, unknown>): { readonly camera?: CameraUse | undefined } {
  const camera = usedIn(search);
  return camera === undefined ? {} : { camera };
}

function usedIn(search: object): CameraUse | undefined {
  return uses.find((use) => 'camera' in search && search.camera === use);
}
