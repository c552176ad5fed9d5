import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';

/**
 * Whether the camera view is open stands in the page's address, as `camera=on`: the shell lets the page have a camera only while it does
 * (electron/shell/permissions.ts), and going to any other place closes the view.
 */
export interface CameraPlace {
  readonly isOpen: boolean;
  open(): void;
  /** Does nothing where it is closed already. */
  close(): void;
}

export function useCameraPlace(): CameraPlace {
  const navigate = useNavigate();
  const router = useRouter();
  const isOpen = useSearch({ strict: false, select: isOn });
  return useMemo(() => {
    // Replaced and not added: the way back leads to the place before, not to the camera.
    const go = (camera: 'on' | undefined) =>
      void navigate({ to: '.', search: (search) => ({ ...search, camera }), replace: true });
    return { isOpen, open: () => go('on'), close: () => isOn(router.latestLocation.search) && go(undefined) };
  }, [isOpen, navigate, router]);
}

/** What the root of all places keeps of an address. */
export function readCameraSearch(search: Record<string, unknown>): { readonly camera?: 'on' | undefined } {
  return isOn(search) ? { camera: 'on' } : {};
}

function isOn(search: object): boolean {
  return 'camera' in search && search.camera === 'on';
}
