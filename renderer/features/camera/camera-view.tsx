import { type RefObject, type SyntheticEvent, useEffect, useRef, useState } from 'react';
import { useStation } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { createImageScanReader, type ImageScanReader } from '../scan/image-scan-reader.ts';
import { takeScan } from '../scan/scan-intake.ts';
import { currentPlace, useScanPlaces } from '../scan/scan-place.ts';
import { ContactSupport } from '../support/contact-support.tsx';
import { type CameraChoice, rememberCamera, rememberedCamera } from './camera-choice.ts';
import { type CameraState, type CameraWatch, createCameraWatch } from './camera-watch.ts';
import { type Cameras, createCameras } from './cameras.ts';
import { grabRegion, scanRegion } from './scan-region.ts';
import { WhichCamera } from './which-camera.tsx';
import './camera.css';

interface CameraViewProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** Typing instead: the way on that needs no camera. */
  readonly onType: () => void;
  /** Of a test that has no camera and no worker. */
  readonly parts?: CameraParts;
}

export interface CameraParts {
  readonly cameras: Cameras;
  readonly createReader: () => Pick<ImageScanReader, 'readFrame' | 'dispose'>;
  readonly grab: typeof grabRegion;
}

/** Scans with a camera (SCAN-1): what it reads goes the way of every scan, to the screen behind. The camera is on only while this is shown. */
export function CameraView({ isOpen, onClose, ...rest }: CameraViewProps) {
  const texts = useTexts();
  return (
    <Dialog title={texts.t('camera.title')} isOpen={isOpen} onClose={onClose} scans="as-behind">
      <CameraBody onClose={onClose} {...rest} />
    </Dialog>
  );
}

function CameraBody({ onClose, onType, parts = browserParts }: Omit<CameraViewProps, 'isOpen'>) {
  const texts = useTexts();
  const video = useRef<HTMLVideoElement>(null);
  const { state, start } = useCameraWatch({ video, onClose, parts });
  return (
    <div className="camera">
      <Preview state={state} video={video} />
      <StateLine state={state} />
      {state.kind === 'watching' && state.cameras.length > 1 ? (
        <WhichCamera
          cameras={state.cameras}
          deviceId={state.camera.deviceId}
          onChoose={(camera) => {
            rememberCamera(camera);
            start(camera);
          }}
        />
      ) : null}
      <div className="dialog-buttons">
        {state.kind === 'stopped' ? (
          <Button tone="go" onPress={() => start(rememberedCamera())}>
            {texts.t('camera.again')}
          </Button>
        ) : null}
        <Button onPress={onType}>{texts.t('camera.type')}</Button>
        <Button onPress={onClose}>{texts.t('common.close')}</Button>
      </div>
    </div>
  );
}

const browserParts: CameraParts = {
  cameras: createCameras(),
  createReader: () => createImageScanReader({ timeLimitMs: 5_000 }),
  grab: grabRegion,
};

interface Watched {
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly onClose: () => void;
  readonly parts: CameraParts;
}

function useCameraWatch({ video, onClose, parts }: Watched) {
  const station = useStation();
  const [state, setState] = useState<CameraState>({ kind: 'starting' });
  const watch = useRef<CameraWatch>(null);
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    const watching = createCameraWatch({
      cameras: parts.cameras,
      reader: parts.createReader(),
      grab: () => parts.grab(video.current),
      awaiting: () => currentPlace(useScanPlaces.getState()).awaiting,
      tell: setState,
      async onScan(text) {
        const { kind } = await takeScan(station, text, 'camera');
        // Scans that lead to another place close the view by leaving; a VIN is taken by the sheet behind it.
        if (kind === 'vin-taken' || kind === 'person-chosen') {
          close.current();
        }
      },
    });
    watch.current = watching;
    void watching.start(rememberedCamera());
    return () => {
      watching.dispose();
      // However the view went, by a lock for one: whoever comes next has not asked for a camera.
      close.current();
    };
  }, [station, video, parts]);
  // A camera that works is the one to begin with next time.
  const opened = state.kind === 'watching' ? state.camera : null;
  useEffect(() => {
    if (opened !== null) {
      rememberCamera(opened);
    }
  }, [opened]);
  return { state, start: (wish: CameraChoice | null) => void watch.current?.start(wish) };
}

function Preview({ state, video }: { readonly state: CameraState; readonly video: Watched['video'] }) {
  const texts = useTexts();
  const [size, setSize] = useState({ width: 16, height: 9 });
  const stream = state.kind === 'watching' ? state.camera.stream : null;
  useEffect(() => {
    if (video.current !== null) {
      video.current.srcObject = stream;
    }
  }, [stream, video]);
  const measure = ({ currentTarget: { videoWidth, videoHeight } }: SyntheticEvent<HTMLVideoElement>) =>
    setSize({ width: videoWidth, height: videoHeight });
  return (
    <div className="camera-picture" hidden={state.kind === 'stopped'}>
      <video
        ref={video}
        autoPlay
        muted
        playsInline
        aria-label={texts.t('camera.preview')}
        hidden={stream === null}
        onLoadedMetadata={measure}
        onResize={measure}
      />
      {stream === null ? null : <RegionFrame {...size} />}
    </div>
  );
}

/** Lies on the picture as the video does: both keep its shape within the same box. */
function RegionFrame({ width, height }: { readonly width: number; readonly height: number }) {
  const [left, right] = [scanRegion.left * width, (scanRegion.left + scanRegion.width) * width];
  const [top, bottom] = [scanRegion.top * height, (scanRegion.top + scanRegion.height) * height];
  const inside = `M${left} ${top}V${bottom}H${right}V${top}Z`;
  return (
    <svg className="camera-frame" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <path className="camera-outside" d={`M0 0H${width}V${height}H0Z${inside}`} />
      <path className="camera-inside" d={inside} />
    </svg>
  );
}

function StateLine({ state }: { readonly state: CameraState }) {
  const texts = useTexts();
  const { mark, title, next } = wordsOf(state);
  return (
    <div className="camera-state" role="status">
      <StatusMark mark={mark} />
      <div>
        <strong>{texts.t(title)}</strong>
        <span className="dim">{texts.t(next)}</span>
      </div>
      {state.kind === 'stopped' && state.why === 'no-engine' ? (
        <ContactSupport code="camera.no-engine" said={texts.t(title)} />
      ) : null}
    </div>
  );
}

function wordsOf(state: CameraState) {
  switch (state.kind) {
    case 'starting':
      return { mark: 'work', title: 'camera.starting', next: 'camera.starting-next' } as const;
    case 'watching':
      return state.advice === 'aim'
        ? ({ mark: 'work', title: 'camera.aim', next: 'camera.aim-next' } as const)
        : ({ mark: 'warn', title: 'camera.closer', next: 'camera.closer-next' } as const);
    case 'stopped':
      return { mark: 'stop', title: `camera.stopped.${state.why}`, next: `camera.next.${state.why}` } as const;
  }
}
