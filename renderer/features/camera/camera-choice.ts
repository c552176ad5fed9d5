import { z } from 'zod';

/** A camera as the person chose it. Its id changes where the page's address does, its name does not. */
const cameraChoice = z.object({ deviceId: z.string(), name: z.string() });
export type CameraChoice = z.infer<typeof cameraChoice>;

const storageKey = 'fitbay.camera';

/** The camera that was used last on this machine; null before the first. */
export function rememberedCamera(): CameraChoice | null {
  const read = cameraChoice.safeParse(parse(localStorage.getItem(storageKey)));
  return read.success ? read.data : null;
}

export function rememberCamera({ deviceId, name }: CameraChoice): void {
  localStorage.setItem(storageKey, JSON.stringify({ deviceId, name }));
}

/** The camera among those there are now that was meant: by its id, else by its name. */
export function findChosen(cameras: readonly CameraChoice[], wish: CameraChoice | null): CameraChoice | undefined {
  return (
    cameras.find(({ deviceId }) => deviceId !== '' && deviceId === wish?.deviceId) ??
    cameras.find(({ name }) => name !== '' && name === wish?.name)
  );
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null; // written by something else: as good as nothing
  }
}
