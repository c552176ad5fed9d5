import { useEffect, useState } from 'react';

/** The time, told again every so often while the component is shown: for countdowns and ages. Milliseconds since 1970. */
export function useNowMs(everyMs: number): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return nowMs;
}
