import { createContext, type ReactNode, useContext } from 'react';
import type { Right } from '#core/domain/access/roles.ts';

/**
 * What whoever sits at the bench may do now, for everything that is drawn (ORG-2): an act that they may not do is not there. Outside the frame
 * nobody's rights are known and nothing is hidden; the station asks the same of every call in any case.
 */
const RightsContext = createContext<readonly Right[] | null>(null);

export function RightsProvider({
  rights,
  children,
}: {
  readonly rights: readonly Right[];
  readonly children: ReactNode;
}) {
  return <RightsContext value={rights}>{children}</RightsContext>;
}

/** Whether something that needs this right is shown; what needs none always is. */
export function useMay(): (right: Right | undefined) => boolean {
  const rights = useContext(RightsContext);
  return (right) => right === undefined || rights === null || rights.includes(right);
}
