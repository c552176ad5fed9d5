import { useEffect, useState } from 'react';
import { useStation } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';

const warningMs = 30_000;
/** The station counts for itself; it is told of work on the page no oftener than this. */
const tellEveryMs = 10_000;

/**
 * Locks the bench when nobody has touched it for as long as the station allows (STA-1, ux rule 29). Half a minute before it says so; any key,
 * click or scan goes on. The station locks by itself too, should this page be gone. Work on the cables is the station's and goes on in any case.
 */
export function IdleLock({ afterMs }: { readonly afterMs: number }) {
  const texts = useTexts();
  const station = useStation();
  const [leftMs, setLeft] = useState(afterMs);
  const isDue = leftMs <= 0;
  useEffect(() => {
    let touchedAt = performance.now();
    let toldAt = touchedAt;
    const touch = () => {
      touchedAt = performance.now();
      setLeft(afterMs);
      if (touchedAt - toldAt >= tellEveryMs) {
        toldAt = touchedAt;
        // A station that does not hear it locks early, and says so.
        station.access.touch().catch(() => undefined);
      }
    };
    const timer = setInterval(() => setLeft(afterMs - (performance.now() - touchedAt)), 1_000);
    const listening = new AbortController();
    for (const kind of ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const) {
      window.addEventListener(kind, touch, { capture: true, passive: true, signal: listening.signal });
    }
    return () => {
      clearInterval(timer);
      listening.abort();
    };
  }, [afterMs, station]);
  useEffect(() => {
    if (isDue) {
      // Without an answer the lock is due again with the next tick; the page goes on saying so.
      station.access.lock().catch(() => setLeft(1));
    }
  }, [isDue, station]);
  return leftMs > warningMs ? null : (
    <div className="idle-warning" role="alert">
      <StatusMark mark="warn" />
      {texts.t('shell.locks-soon', { seconds: Math.max(0, Math.ceil(leftMs / 10_000) * 10) })}
    </div>
  );
}
