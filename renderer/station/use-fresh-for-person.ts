import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

/**
 * What the station answers depends on who asks: whose jobs they are, what may be done with one, what waits for a decision. Whenever somebody else
 * sits down, everything that was answered before is asked again (ORG-2). Null while nobody is signed in.
 */
export function useFreshForPerson(personId: string | null): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (personId !== null) {
      void queries.invalidateQueries({ predicate: ({ queryKey: [topic] }) => topic !== 'seat' });
    }
  }, [queries, personId]);
}
