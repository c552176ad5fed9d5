// The page of `npm run bench:carton`: draws the table of a carton with as many rows as asked for and measures in the browser itself. Beside it
// stands its peer, the same rows all drawn at once.
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import type { CartonRow } from '#core/domain/carton/carton.ts';
import type { CartonOutcome } from '#core/domain/carton/carton-outcome.ts';
import { row, verdictOn } from '#core/domain/carton/testing/sample-carton.ts';
import { otherFleet } from '#core/domain/ownership/testing/sample-question.ts';
import { CartonGrid } from '../features/carton/carton-grid.tsx';
import { CartonGridRow } from '../features/carton/carton-grid-row.tsx';
import { StationProvider } from '../station/station-provider.tsx';
import { TextProvider } from '../text/text-provider.tsx';
import { createAnsweringStation } from './answering-station.ts';
import { untilFrame } from './frame-time.ts';
import '../ui/tokens.css';
import '../ui/base.css';
import '../ui/controls.css';
import '../ui/parts.css';
import '../ui/grid.css';
import '../features/carton/carton.css';

export interface CartonTimes {
  /** Milliseconds until the first frame with rows, and for each repetition of the others. */
  readonly mount: number;
  readonly addRow: readonly number[];
  readonly filter: readonly number[];
  readonly drawnRows: number;
}

declare global {
  interface Window {
    measureCarton?: (count: number, what: 'product' | 'all-drawn') => Promise<CartonTimes>;
  }
}

const repetitions = 20;
const station = createAnsweringStation({ 'ownership.unitTypes': () => [] });
const acts = { chooseType: () => {}, openSheet: () => {}, release: () => {}, remove: () => {} };
const checking = new Set<number>();
const verdicts = [verdictOn(), verdictOn({ ownerId: otherFleet.id })] as const;

/** Every fifth unit is a stranger's, so that a filter has something to do. */
function rowOf(number: number): CartonRow {
  return row({ number, verdict: number % 5 === 0 ? verdicts[1] : verdicts[0] });
}

interface Shown {
  readonly rows: readonly CartonRow[];
  readonly outcome: CartonOutcome | null;
}

function Product({ outcome, rows }: Shown) {
  return (
    <CartonGrid
      rows={rows}
      checking={checking}
      customer="Nordfracht Logistik"
      isOpen
      outcome={outcome}
      search=""
      pointed={null}
      acts={acts}
    />
  );
}

function AllDrawn({ outcome, rows }: Shown) {
  const shown = outcome === null ? rows : rows.filter(({ number }) => number % 5 === 0);
  return (
    <div className="grid-place carton-grid card">
      <div className="grid-rows">
        {shown.map((one, index) => (
          <CartonGridRow
            key={one.number}
            index={index}
            row={one}
            typeLabel="Evo Pulse"
            start={index * 58}
            measure={() => {}}
            customer="Nordfracht Logistik"
            isOpen
            isChecking={false}
            activeColumn={null}
            isPointed={false}
            acts={acts}
          />
        ))}
      </div>
    </div>
  );
}

window.measureCarton = async (count, what) => {
  const place = document.createElement('div');
  place.className = 'carton-main';
  place.style.height = '560px';
  document.getElementById('page')?.replaceChildren(place);
  const root = createRoot(place);
  const Table = what === 'product' ? Product : AllDrawn;
  let rows = Array.from({ length: count }, (_, index) => rowOf(count - index));
  const draw = (outcome: CartonOutcome | null) =>
    untilFrame(() => {
      flushSync(() =>
        root.render(
          <StationProvider connection={station.connection}>
            <TextProvider locale="en">
              <Table rows={rows} outcome={outcome} />
            </TextProvider>
          </StationProvider>,
        ),
      );
    });
  const mount = await draw(null);
  const drawnRows = place.querySelectorAll('[role="row"][data-index]').length;
  const addRow: number[] = [];
  const filter: number[] = [];
  for (let turn = 0; turn < repetitions; turn += 1) {
    rows = [rowOf(rows.length + 1), ...rows];
    addRow.push(await draw(null));
  }
  for (let turn = 0; turn < repetitions; turn += 1) {
    filter.push(await draw(turn % 2 === 0 ? 'blocked' : null));
  }
  root.unmount();
  return { mount, addRow, filter, drawnRows };
};
