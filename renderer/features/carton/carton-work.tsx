import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { Input, Label, SearchField } from 'react-aria-components';
import { type CartonOutcome, countOutcomes } from '#core/domain/carton/carton-outcome.ts';
import type { CartonId } from '#core/kernel/entity-ids.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { useScanAnswer } from '../scan/scan-intake.ts';
import { useKeyActs } from '../shell/key-acts.ts';
import { type AddDraft, AddUnits } from './add-units.tsx';
import { CartonGrid } from './carton-grid.tsx';
import { CartonSaid } from './carton-said.tsx';
import { CartonStanding } from './carton-standing.tsx';
import { ChooseType } from './choose-type.tsx';
import { ConfirmCarton } from './confirm-carton.tsx';
import { OutcomeChips } from './outcome-chips.tsx';
import { ProfileChoice } from './profile-choice.tsx';
import type { LoadedCarton } from './use-carton.ts';
import { useCartonActs } from './use-carton-acts.ts';
import { WholeCarton } from './whole-carton.tsx';

interface CartonWorkProps {
  readonly loaded: LoadedCarton;
  readonly mayTransfer: boolean;
  readonly draft: AddDraft;
}

/** A carton at work: the table that grows with every scan, and beside it what can be done with all of it (OWN-12). */
export function CartonWork({ draft, loaded, mayTransfer }: CartonWorkProps) {
  const texts = useTexts();
  const { carton, checking, rows } = loaded;
  const acts = useCartonActs(loaded);
  const counts = useMemo(() => countOutcomes(rows), [rows]);
  const [outcome, show] = useState<CartonOutcome | null>(null);
  const [search, setSearch] = useState('');
  const isOpen = carton.state === 'open';
  const askToConfirm = isOpen && mayTransfer && counts.ready > 0 ? acts.askToConfirm : null;
  useCartonKeys(carton.id, askToConfirm);
  return (
    <div className="carton-work">
      <div className="carton-main">
        <div className="carton-head">
          <h1>{texts.t('carton.title', { customer: carton.customerName })}</h1>
          <span className="dim small">
            {texts.t('carton.begun', { time: texts.date(carton.startedAt, 'date-time') })}
          </span>
          <SearchField className="push carton-search" value={search} onChange={setSearch}>
            <Label className="visually-hidden">{texts.t('carton.search')}</Label>
            <Input className="field-input" placeholder={texts.t('carton.search')} inputMode="numeric" />
          </SearchField>
        </div>
        <OutcomeChips counts={counts} chosen={outcome} onChoose={show} />
        <CartonSaid acts={acts} />
        <CartonGrid
          rows={rows}
          checking={checking}
          customer={carton.customerName}
          isOpen={isOpen}
          outcome={outcome}
          search={search.replace(/\s/g, '')}
          pointed={usePointed(carton.id)}
          acts={acts.rowActs}
        />
      </div>
      <aside className="carton-side" aria-label={texts.t('carton.side')}>
        <CartonStanding
          counts={counts}
          checking={checking.size}
          customer={carton.customerName}
          isOpen={isOpen}
          mayTransfer={mayTransfer}
          isBusy={acts.isConfirming}
          onTransfer={acts.askToConfirm}
        />
        {isOpen ? <AddUnits draft={draft} onAdd={acts.add} /> : null}
        {isOpen ? <ProfileChoice carton={carton} /> : null}
        <WholeCarton loaded={loaded} counts={counts} acts={acts} />
      </aside>
      <ConfirmCarton
        loaded={loaded}
        plan={acts.plan}
        onClose={acts.dropPlan}
        onConfirm={(plan) => void acts.confirm(plan)}
      />
      <ChooseType row={acts.choosing} onClose={acts.dropChoice} onChoose={acts.chooseType} />
    </div>
  );
}

/** `askToConfirm` is null where there is nothing to confirm, or nobody who may. */
function useCartonKeys(cartonId: CartonId, askToConfirm: (() => void) | null): void {
  const navigate = useNavigate();
  useKeyActs('carton', [
    { key: 'F2', label: 'add-units', act: focusAddField },
    ...(askToConfirm === null ? [] : [{ key: 'F7', label: 'transfer-carton', act: askToConfirm } as const]),
    {
      key: 'F12',
      label: 'print-list',
      control: 'print',
      act: () => void navigate({ to: '/carton/$cartonId/list', params: { cartonId } }),
    },
  ]);
}

function focusAddField(): void {
  document.querySelector<HTMLElement>('#carton-add textarea')?.focus();
}

/** The row that the last scan meant, where it went into this carton or was in it already. */
function usePointed(cartonId: CartonId): { readonly number: number; readonly turn: number } | null {
  const answer = useScanAnswer((state) => state.answer);
  const number =
    answer?.result.kind === 'carton-row' && answer.result.cartonId === cartonId ? answer.result.number : null;
  const turn = answer?.turn ?? 0;
  return useMemo(() => (number === null ? null : { number, turn }), [number, turn]);
}
