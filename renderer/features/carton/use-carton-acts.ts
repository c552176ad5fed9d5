import { useNavigate } from '@tanstack/react-router';
import { useMemo, useRef, useState } from 'react';
import type { AddToCartonResult } from '#core/contract/station/carton.ts';
import type { CartonRow } from '#core/domain/carton/carton.ts';
import { needsSecondPerson, planTransfers, type TransferPlan } from '#core/domain/carton/transfer-plan.ts';
import { useActing } from '../../station/acting.ts';
import { useMay } from '../../station/rights.tsx';
import type { CartonRowActs } from './carton-grid.tsx';
import type { LoadedCarton } from './use-carton.ts';

/** What the last act left to say above the table. */
export type CartonSaid =
  | { readonly kind: 'removed'; readonly row: CartonRow }
  | { readonly kind: 'confirm-again' }
  | { readonly kind: 'no-answer' }
  | { readonly kind: 'refused'; readonly reason: string };

/** Everything that can be done with a carton from its page. */
export interface CartonActs {
  readonly rowActs: CartonRowActs;
  readonly said: CartonSaid | null;
  /** What the open question would do; null where none stands open. */
  readonly plan: TransferPlan | null;
  readonly choosing: CartonRow | null;
  readonly isConfirming: boolean;
  readonly isAsking: boolean;
  add(texts: string[]): Promise<AddToCartonResult | null>;
  undo(row: CartonRow): Promise<void>;
  askToConfirm(): void;
  dropPlan(): void;
  confirm(plan: TransferPlan): Promise<void>;
  dropChoice(): void;
  chooseType(row: CartonRow, unitType: string): Promise<string | null>;
  recheck(): Promise<void>;
  close(): Promise<void>;
}

export function useCartonActs(loaded: LoadedCarton): CartonActs {
  const acting = useActing();
  const navigate = useNavigate();
  const { id: cartonId } = loaded.carton;
  const [said, tell] = useState<CartonSaid | null>(null);
  const [plan, setPlan] = useState<TransferPlan | null>(null);
  const [choosing, choose] = useState<CartonRow | null>(null);
  const [busy, setBusy] = useState<'confirming' | 'asking' | null>(null);
  const rowActs = useRowActs(loaded, { tell, choose });

  const confirm = async (confirmed: TransferPlan) => {
    setPlan(null);
    setBusy('confirming');
    const units = confirmed.units.map((unit) => ({ ...unit }));
    const answer = await acting((client) =>
      needsSecondPerson(units.length)
        ? client.carton.confirmBulk({ cartonId, units })
        : client.carton.confirm({ cartonId, units }),
    );
    setBusy(null);
    tell(answer?.kind === 'confirm-again' ? { kind: 'confirm-again' } : null);
  };
  return {
    rowActs,
    said,
    plan,
    choosing,
    isConfirming: busy === 'confirming',
    isAsking: busy === 'asking',
    add: (texts) => acting((client) => client.carton.add({ cartonId, texts, source: 'typed' })),
    async undo(row) {
      await acting((client) => client.carton.restore({ cartonId, numbers: [row.number] }));
      tell(null);
    },
    askToConfirm: () => setPlan(planTransfers(loaded.rows)),
    dropPlan: () => setPlan(null),
    confirm,
    dropChoice: () => choose(null),
    async chooseType(row, unitType) {
      const answer = await acting((client) => client.carton.chooseType({ cartonId, number: row.number, unitType }));
      if (answer?.kind === 'refused') {
        return answer.reason;
      }
      choose(null);
      return null;
    },
    async recheck() {
      setBusy('asking');
      const answer = await acting((client) => client.carton.recheck({ cartonId }));
      setBusy(null);
      tell(answer?.kind === 'no-answer' ? { kind: 'no-answer' } : null);
    },
    async close() {
      // The page of the open carton would begin a new one: how this one ended stands under its own address.
      await navigate({ to: '/carton/$cartonId', params: { cartonId } });
      await acting((client) => client.carton.close({ cartonId }));
    },
  };
}

interface Told {
  readonly tell: (said: CartonSaid | null) => void;
  readonly choose: (row: CartonRow | null) => void;
}

/** The same object for as long as the page is shown, so that rows are not drawn again for its sake. */
function useRowActs({ carton }: LoadedCarton, told: Told): CartonRowActs {
  const acting = useActing();
  const navigate = useNavigate();
  const may = useMay();
  const latest = useRef({ ...told, acting, navigate, may, cartonId: carton.id });
  latest.current = { ...told, acting, navigate, may, cartonId: carton.id };
  return useMemo(
    () => ({
      chooseType: (row) => latest.current.choose(row),
      async openSheet(row) {
        const { acting: act, cartonId, navigate: go, tell } = latest.current;
        const opened = await act((client) => client.carton.openSheet({ cartonId, number: row.number }));
        if (opened?.kind === 'sheet-opened') {
          await go({ to: '/sheet/$sessionId', params: { sessionId: opened.sessionId } });
        } else if (opened?.kind === 'refused') {
          tell({ kind: 'refused', reason: opened.reason });
        }
      },
      async release({ number }) {
        const { acting: act, cartonId, may: mayNow, tell } = latest.current;
        const answer = await act((client) =>
          mayNow('resolve')
            ? client.carton.breakReservationAlone({ cartonId, number })
            : client.carton.breakReservation({ cartonId, number }),
        );
        tell(answer?.kind === 'refused' || answer?.kind === 'no-answer' ? { ...answer } : null);
      },
      async remove(row) {
        const { acting: act, cartonId, tell } = latest.current;
        if (row.transfer.kind === 'open') {
          const answer = await act((client) => client.carton.remove({ cartonId, numbers: [row.number] }));
          tell(answer?.kind === 'done' ? { kind: 'removed', row } : null);
        } else {
          tell({ kind: 'refused', reason: 'transfer-asked' });
        }
      },
    }),
    [],
  );
}
