import { useEffect, useRef, useState } from 'react';

/**
 * Files that are dropped or pasted anywhere while the calling component is shown. It hears them before the rest of the page, where a picture is
 * something to scan. Answers whether files hang over the page.
 */
export function useGivenFiles(take: (files: readonly File[], how: 'dropped' | 'pasted') => void): boolean {
  const [isOver, setOver] = useState(false);
  const latest = useRef(take);
  latest.current = take;
  useEffect(() => {
    const left = new AbortController();
    const first = { signal: left.signal, capture: true };
    const drag = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files') === true) {
        event.preventDefault();
        setOver(event.type === 'dragover');
        if (event.type === 'drop') {
          latest.current([...event.dataTransfer.files], 'dropped');
        }
      }
    };
    window.addEventListener('dragover', drag, first);
    window.addEventListener('drop', drag, first);
    // Leaving for another part of the page names that part.
    window.addEventListener('dragleave', ({ relatedTarget }) => relatedTarget instanceof Node || setOver(false), first);
    window.addEventListener(
      'paste',
      (event) => {
        const files = [...(event.clipboardData?.files ?? [])].filter(({ type }) => type.startsWith('image/'));
        if (files.length > 0) {
          event.preventDefault();
          latest.current(files, 'pasted');
        }
      },
      first,
    );
    return () => left.abort();
  }, []);
  return isOver;
}
