import type { ReactNode } from 'react';

/** A name and what stands under it, in a list of facts. */
export function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt className="small dim">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
