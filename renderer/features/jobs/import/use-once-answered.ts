import { useEffect, useState } from 'react';

/** Goes on with what was pressed while an answer was on its way once it is here: such a press is remembered, not swallowed. */
export function useOnceAnswered(isAsking: boolean, goOn: () => void) {
  const [isWaiting, setWaiting] = useState(false);
  useEffect(() => {
    if (isWaiting && !isAsking) {
      setWaiting(false);
      goOn();
    }
  }, [isWaiting, isAsking, goOn]);
  return { isWaiting, press: () => setWaiting(true) };
}
