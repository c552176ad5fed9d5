import { useEffect, useState } from 'react';
import { useStation } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';

const idleMs = 5 * 60_000;
const warningMs = 30_000;

/**
 * Locks the bench when nobody has touched it for five minutes (STA-1, ux rule 29). Half a minute before it says so; any key, click or scan
 * goes on. Work on the cables is the station's and goes on in any case.
 */
export function IdleLock() {
  const texts = useTexts();
  const station = useStation();
  const [leftMs, setLeft] = useState(idleMs);
  const isDue = leftMs <= 0;
  useEffect(() => {
    let touchedAt = performance.now();
    const touch = () => {
      touchedAt = performance.now();
      setLeft(idleMs);
    };
    const timer = setInterval(() => setLeft(idleMs - (performance.now() - touchedAt)), 1_000);
    const listening = new AbortController();
    for (const kind of ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const) {
      window.addEventListener(kind, touch, { capture: true, passive: true, signal: listening.signal });
    }
    return () => {
      clearInterval(timer);
      listening.abort();
    };
  }, []);
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
