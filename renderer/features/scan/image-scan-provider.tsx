import {
  createContext,
  type Dispatch,
  type ReactNode,
  type SetStateAction,
  useCallback,
  useContext,
  useEffect,
  useState,
} from 'react';
import { chooseCode } from '#core/domain/scanning/choose-code.ts';
import { type NothingReason, scanTextOfCode } from '#core/domain/scanning/image-code.ts';
import { useStation } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { createImageScanReader, type ImageScanReaderDeps } from './image-scan-reader.ts';
import { takeScan } from './scan-intake.ts';
import { currentPlace, useScanPlaces } from './scan-place.ts';
import { playScanTone } from './scan-tone.ts';

/** What became of an image: the scan that stood in it, or nothing and why. */
export type ImageScanOutcome =
  | { readonly kind: 'taken'; readonly scan: Awaited<ReturnType<typeof takeScan>> }
  | { readonly kind: 'nothing'; readonly reason: NothingReason };

type TakeImage = (file: Blob) => Promise<ImageScanOutcome>;

const ImageScanContext = createContext<TakeImage | null>(null);

/** Hands an image file to the worker and its code to the station, as a scan. */
export function useImageScan(): TakeImage {
  const take = useContext(ImageScanContext);
  if (take === null) {
    throw new Error('useImageScan needs an ImageScanProvider above it');
  }
  return take;
}

type Notice =
  | { readonly kind: 'none' }
  | { readonly kind: 'over-the-page' }
  | { readonly kind: 'reading' }
  | { readonly kind: 'nothing'; readonly reason: NothingReason };

const shownMs = 8_000;

/** Makes images another way to scan (SCAN-1): dropped or pasted anywhere below it, or handed over with `useImageScan`. */
export function ImageScanProvider(props: ImageScanReaderDeps & { readonly children: ReactNode }) {
  const { children, ...deps } = props;
  const station = useStation();
  const [notice, tell] = useState<Notice>({ kind: 'none' });
  const [reader] = useState(() => createImageScanReader(deps));
  useEffect(() => () => reader.dispose(), [reader]);
  const take = useCallback<TakeImage>(
    async (file) => {
      tell({ kind: 'reading' });
      const decoded = await reader.read(file);
      if (decoded.kind === 'nothing') {
        tell(decoded);
        playScanTone('stop');
        return decoded;
      }
      const { awaiting } = currentPlace(useScanPlaces.getState());
      const code = chooseCode([decoded, ...decoded.others], awaiting);
      const scan = await takeScan(station, scanTextOfCode(code), 'image');
      tell({ kind: 'none' });
      return { kind: 'taken', scan };
    },
    [reader, station],
  );
  useDroppedImages(take, tell);
  usePastedImages(take);
  return (
    <ImageScanContext value={take}>
      {children}
      <ImageNotice notice={notice} onOver={() => tell({ kind: 'none' })} />
    </ImageScanContext>
  );
}

/** Files over the page are ours unless a part of the page has taken them. Without this the browser would leave the page for the file. */
function useDroppedImages(take: TakeImage, tell: Dispatch<SetStateAction<Notice>>): void {
  useEffect(() => {
    const left = new AbortController();
    const listen = (name: 'dragover' | 'drop', act: (event: DragEvent) => void) =>
      window.addEventListener(
        name,
        (event) => {
          if (!event.defaultPrevented && event.dataTransfer?.types.includes('Files') === true) {
            event.preventDefault();
            act(event);
          }
        },
        { signal: left.signal },
      );
    // It comes many times a second.
    listen('dragover', () => tell((now) => (now.kind === 'over-the-page' ? now : { kind: 'over-the-page' })));
    listen('drop', (event) => {
      const [file] = event.dataTransfer?.files ?? [];
      if (file === undefined) {
        tell({ kind: 'none' });
      } else {
        void take(file);
      }
    });
    window.addEventListener(
      'dragleave',
      // Leaving for another part of the page names that part.
      ({ relatedTarget }) => relatedTarget instanceof Node || tell({ kind: 'none' }),
      { signal: left.signal },
    );
    return () => left.abort();
  }, [take, tell]);
}

/** An image on the clipboard is a scan; text goes where the cursor is, as ever. */
function usePastedImages(take: TakeImage): void {
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const file = [...(event.clipboardData?.files ?? [])].find(({ type }) => type.startsWith('image/'));
      if (file !== undefined && !event.defaultPrevented) {
        event.preventDefault();
        void take(file);
      }
    };
    window.addEventListener('paste', paste);
    return () => window.removeEventListener('paste', paste);
  }, [take]);
}

function ImageNotice({ notice, onOver }: { readonly notice: Notice; readonly onOver: () => void }) {
  useEffect(() => {
    if (notice.kind !== 'nothing') {
      return;
    }
    const timer = setTimeout(onOver, shownMs);
    return () => clearTimeout(timer);
  }, [notice, onOver]);
  return (
    <div className="scan-banner-place" role="status">
      <NoticeText notice={notice} />
    </div>
  );
}

function NoticeText({ notice }: { readonly notice: Notice }) {
  const texts = useTexts();
  switch (notice.kind) {
    case 'none':
      return null;
    case 'nothing':
      return (
        <div className="scan-banner scan-banner-stop">
          <StatusMark mark="stop" />
          <strong>{texts.t(`image-scan.nothing.${notice.reason}`)}</strong>
          <span>{texts.t(`image-scan.next.${notice.reason}`)}</span>
        </div>
      );
    default:
      return (
        <div className="scan-banner">
          <StatusMark mark="work" />
          <strong>{texts.t(`image-scan.${notice.kind}`)}</strong>
        </div>
      );
  }
}
