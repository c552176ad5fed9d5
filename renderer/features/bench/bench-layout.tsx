import type { ReactNode } from 'react';
import { BaysRail } from './bays-rail.tsx';
import { Feed } from './feed.tsx';
import './bench.css';

/** The bench's three columns: bays, the work, what happened. */
export function BenchLayout({
  children,
  activeBay,
}: {
  readonly children: ReactNode;
  readonly activeBay: number | null;
}) {
  return (
    <div className="bench">
      <BaysRail activeBay={activeBay} />
      <main className="bench-work" data-region="work" tabIndex={-1}>
        {children}
      </main>
      <Feed />
    </div>
  );
}
