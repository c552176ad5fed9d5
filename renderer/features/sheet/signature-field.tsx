import { useEffect, useEffectEvent, useRef, useState } from 'react';
import SignaturePad from 'signature_pad';
import { signatureBox } from '#core/domain/bench/drawn-signature.ts';
import { strokesToPath } from './strokes-to-path.ts';

/** Dark on white, as on the report. */
const ink = '#14181b';

/**
 * The field that is drawn in with finger, pen or mouse. It keeps its shape when the window changes, so that nothing drawn is cut off. Each
 * begins with what was drawn `before`; `onDraw` hears the whole path after every stroke, null where it cannot be kept.
 */
export function SignatureField(props: {
  readonly label: string;
  /** Id of what says how to draw. */
  readonly describedBy: string;
  /** A path inside `signatureBox` that is gone on with; null for an empty field. What stands here first counts. */
  readonly before: string | null;
  readonly onDraw: (path: string | null) => void;
}) {
  const { label, describedBy, onDraw } = props;
  const [before] = useState(props.before);
  const canvas = useRef<HTMLCanvasElement>(null);
  const tell = useEffectEvent(onDraw);
  useEffect(() => {
    const place = canvas.current;
    if (place === null) {
      return;
    }
    const density = window.devicePixelRatio;
    const { clientWidth: width, clientHeight: height } = place;
    place.width = Math.round(width * density);
    place.height = Math.round(height * density);
    place.getContext('2d')?.scale(density, density);
    const pad = new SignaturePad(place, { penColor: ink });
    const drawn = () =>
      tell(strokesToPath({ width, height, before, strokes: pad.toData().map(({ points }) => points) }));
    pad.addEventListener('endStroke', drawn);
    return () => {
      pad.removeEventListener('endStroke', drawn);
      pad.off();
    };
  }, [before]);
  return (
    <div className="signature-place">
      <canvas ref={canvas} className="signature-field" role="img" aria-label={label} aria-describedby={describedBy} />
      {before === null ? null : (
        // The pad knows only the strokes that it saw itself; what stood there before lies over it.
        <svg
          className="signature-before"
          viewBox={`0 0 ${signatureBox.width} ${signatureBox.height}`}
          preserveAspectRatio="xMinYMin"
          aria-hidden="true"
        >
          <path d={before} stroke={ink} />
        </svg>
      )}
    </div>
  );
}
