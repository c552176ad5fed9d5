import type { Sheet } from '#core/contract/station/bench.ts';
import type { Right } from '#core/domain/access/roles.ts';
import type { StepName } from '#core/domain/bench/bench-session.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { PanelCard } from './panel-card.tsx';
import { StepWords } from './step-list.tsx';

/** What each step asks of whoever works on it; whose it is can be seen by everybody who sees the sheet. */
const stepRights: Readonly<Record<StepName, Right | null>> = {
  identity: 'configure',
  owner: null,
  configure: 'configure',
  inspect: 'inspect',
  pair: 'pair',
  'sign-off': 'sign',
};

/** Whether a step of an open sheet can only be looked at with these rights (ORG-2). */
export function isLookOnly({ session }: Sheet, step: StepName, may: (right: Right) => boolean): boolean {
  const right = stepRights[step];
  return session.state === 'open' && right !== null && !may(right);
}

/** Stands in place of a step's acts for a role that has none there: how the step stands, and that others do it. */
export function LookOnlyCard({ sheet, step }: { readonly sheet: Sheet; readonly step: StepName }) {
  const texts = useTexts();
  const view = sheet.steps.find((one) => one.step === step);
  return (
    <PanelCard
      mark={view?.mark ?? 'idle'}
      title={texts.t(`bench.step-name.${step}`)}
      text={view === undefined ? '' : <StepWords view={view} />}
    >
      <p className="panel-text dim">{texts.t('sheet.look-only')}</p>
    </PanelCard>
  );
}
