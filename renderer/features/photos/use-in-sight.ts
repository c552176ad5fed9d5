import { type RefObject, useEffect, useRef } from 'react';

/** Scrolls what has just appeared into sight, where its dialog is longer than the window. */
export function useInSight(): RefObject<HTMLDivElement | null> {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Newer browsers answer a promise, which is no way to clean up.
    place.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return place;
}
