import { useEffect, useRef, useState } from 'react';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import type { CameraChoice } from '../camera/camera-choice.ts';
import { rememberCamera, rememberedCamera } from '../camera/camera-choice.ts';
import { type CameraOpening, createCameras } from '../camera/cameras.ts';
import { WhichCamera } from '../camera/which-camera.tsx';
import { useInSight } from './use-in-sight.ts';

interface PhotoCameraProps {
  /** Nothing more can be taken, or not yet. */
  readonly isFull: boolean;
  /** What stands in the picture at this moment. */
  readonly onTake: (video: HTMLVideoElement) => void;
  readonly onClose: () => void;
}

/** The camera of this machine, for photos. It is on only while this is shown. */
export function PhotoCamera({ isFull, onTake, onClose }: PhotoCameraProps) {
  const texts = useTexts();
  const video = useRef<HTMLVideoElement>(null);
  const { opening, cameras, start } = useCamera(onClose);
  const stream = opening?.kind === 'opened' ? opening.camera.stream : null;
  useEffect(() => {
    if (video.current !== null) {
      video.current.srcObject = stream;
    }
  }, [stream]);
  // A stream is there before its first picture.
  const [seen, see] = useState<MediaStream | null>(null);
  const isReady = stream !== null && seen === stream;
  const view = useInSight();
  const trouble = opening === null || opening.kind === 'opened' ? null : opening.kind;
  return (
    <div className="photos-camera" ref={view}>
      <div className="photos-finder" hidden={trouble !== null}>
        <video
          ref={video}
          autoPlay
          muted
          playsInline
          aria-label={texts.t('photos.viewfinder')}
          onLoadedData={() => see(stream)}
        />
      </div>
      <p className="photos-camera-state" role="status">
        {trouble === null ? (
          isReady ? null : (
            texts.t('photos.starting')
          )
        ) : (
          <>
            <StatusMark mark="stop" />
            {texts.t(`photos.camera.${trouble}`)}
          </>
        )}
      </p>
      {opening?.kind === 'opened' && cameras.length > 1 ? (
        <WhichCamera cameras={cameras} deviceId={opening.camera.deviceId} onChoose={start} />
      ) : null}
      <div className="photos-camera-buttons">
        {trouble === null ? (
          <Button
            tone="go"
            isDisabled={isFull || !isReady}
            onPress={() => video.current !== null && onTake(video.current)}
          >
            {texts.t('photos.take')}
          </Button>
        ) : (
          <Button tone="go" onPress={() => start(rememberedCamera())}>
            {texts.t('photos.again')}
          </Button>
        )}
      </div>
    </div>
  );
}

/** Details of a plug or a number plate; the photo keeps at most so much. */
const sharp = { width: { ideal: 1_920 }, height: { ideal: 1_080 } };

function useCamera(onClose: () => void) {
  const [devices] = useState(() => createCameras(navigator.mediaDevices, sharp));
  const [wish, start] = useState<{ readonly camera: CameraChoice | null }>(() => ({ camera: rememberedCamera() }));
  const [opening, tell] = useState<CameraOpening | null>(null);
  const [cameras, list] = useState<readonly CameraChoice[]>([]);
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    const left = new AbortController();
    let turnOff = () => {};
    tell(null);
    void devices.open(wish.camera).then(async (opened) => {
      if (opened.kind === 'opened') {
        turnOff = opened.camera.close;
        if (left.signal.aborted) {
          turnOff();
          return;
        }
        rememberCamera(opened.camera);
        opened.camera.onEnded(() => tell({ kind: 'no-camera', detail: 'it went' }));
        list(await devices.list());
      }
      if (!left.signal.aborted) {
        tell(opened);
      }
    });
    return () => {
      left.abort();
      turnOff();
    };
  }, [devices, wish]);
  // However the view went: whoever comes next has not asked for a camera.
  useEffect(() => () => close.current(), []);
  return { opening, cameras, start: (camera: CameraChoice | null) => start({ camera }) };
}
