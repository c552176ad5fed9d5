import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { PairingActResult, PairingCandidate, PairingRow } from '#core/contract/station/pairing.ts';
import { groupSerial } from '#core/domain/identity/group-digits.ts';
import { assetLabel } from '#core/domain/pairing/asset.ts';
import type { AssetId } from '#core/kernel/entity-ids.ts';
import { useActing } from '../../station/acting.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useUnitTypes } from '../../station/use-unit-types.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PanelCard, PanelNote } from '../sheet/panel-card.tsx';
import { ActOutcome } from './act-outcome.tsx';
import { Candidates } from './candidates.tsx';
import { ConfirmAct, type PairingAct } from './confirm-act.tsx';
import { FindAsset } from './find-asset.tsx';
import { IssueFacts } from './issue-facts.tsx';
import { markOfIssue } from './pairing-words.ts';
import { wholeVin } from './whole-vin.ts';

/** One unit of the inbox: what the centre found, and every way to settle it here (PAIR-5). */
export function OpenedIssue({ unit }: { readonly unit: string }) {
  const texts = useTexts();
  const issue = useStationQuery(['units', 'pairing', unit], (client) => client.pairing.issue({ unit }), {
    keepsBefore: true,
  });
  const act = usePairingAct(unit);
  const types = useUnitTypes();
  return (
    <Answered query={issue}>
      {(answer) => {
        switch (answer.kind) {
          case 'issue':
            return <Issue {...answer} act={act} />;
          case 'settled':
            return (
              <PanelCard
                mark="ok"
                title={
                  answer.standing === null
                    ? texts.t('pairing.settled')
                    : texts.t('pair.paired.title', { asset: answer.standing.assetLabel })
                }
                text={texts.t(settledKey(answer.standing?.reason))}
              >
                <UnitLine unit={unit} typeLabel={types.labelOf(unit.slice(0, unit.indexOf(':')))} />
                <ActOutcome outcome={act.outcome} />
                {answer.standing === null ? null : <Unpair unit={unit} act={act} standing={answer.standing} />}
              </PanelCard>
            );
          case 'unknown-unit':
            return <Notice mark="warn">{texts.t('units.not-found')}</Notice>;
        }
      }}
    </Answered>
  );
}

function settledKey(reason: string | undefined) {
  if (reason === undefined) {
    return 'pairing.settled-text';
  }
  return reason === 'AutoPair' ? 'pairing.settled-by-itself' : 'pairing.settled-by-hand';
}

interface UsedAct {
  run(act: 'pair' | 'unpair', assetId: AssetId): void;
  readonly isRunning: boolean;
  readonly outcome: PairingActResult | null;
}

function usePairingAct(unit: string): UsedAct {
  const acting = useActing();
  const [isRunning, setRunning] = useState(false);
  const [outcome, setOutcome] = useState<PairingActResult | null>(null);
  return {
    isRunning,
    outcome,
    run(act, assetId) {
      setRunning(true);
      setOutcome(null);
      void acting((client) => client.pairing[act]({ unit, assetId })).then((answer) => {
        setRunning(false);
        setOutcome(answer);
      });
    },
  };
}

function UnitLine({ unit, typeLabel }: { readonly unit: string; readonly typeLabel: string }) {
  const texts = useTexts();
  const navigate = useNavigate();
  return (
    <div className="issue-head">
      <span>
        {typeLabel}{' '}
        <strong className="mono issue-serial" translate="no">
          {groupSerial(unit.slice(unit.indexOf(':') + 1))}
        </strong>
      </span>
      <Button size="list" onPress={() => void navigate({ to: '/units/$unit', params: { unit } })}>
        {texts.t('pairing.to-unit')}
      </Button>
    </div>
  );
}

function Issue(props: {
  readonly row: PairingRow;
  readonly candidates: readonly PairingCandidate[];
  readonly others: number;
  readonly act: UsedAct;
}) {
  const texts = useTexts();
  const navigate = useNavigate();
  const { row, candidates, others, act } = props;
  const [asked, ask] = useState<PairingCandidate | null>(null);
  const { sensorVin, trouble } = row.issue;
  const correct = ({ id, occupied }: PairingCandidate) =>
    void navigate({
      to: '/assets/$assetId',
      params: { assetId: id },
      // The VIN of an asset that has its own unit is not in question; its unit is.
      search: { unit: row.unit, of: row.organizationId, ...(occupied ? {} : wholeVin(sensorVin)) },
    });
  // Where vehicles fit, choosing one of them comes first; while something waits for its answer there is nothing to begin.
  const ways = row.waiting === null ? <Ways row={row} /> : null;
  return (
    <PanelCard
      mark={row.waiting === null ? markOfIssue(row.issue) : 'wait'}
      title={titleOf(texts, row)}
      text={row.waiting === null ? texts.t(`pairing.trouble.${trouble}.text`) : ''}
    >
      <UnitLine unit={row.unit} typeLabel={row.unitTypeLabel} />
      <ActOutcome outcome={act.outcome} />
      {row.waiting === null || act.outcome !== null ? null : (
        <Notice mark="wait">{texts.t(`pairing.waiting.${row.waiting.act}`, { asset: row.waiting.asset })}</Notice>
      )}
      <IssueFacts issue={row.issue} />
      {trouble === 'NotFound' ? ways : null}
      <h3 className="over panel-part">{texts.t('pairing.candidates')}</h3>
      <Candidates
        candidates={candidates}
        vin={sensorVin}
        label={texts.t('pairing.candidates')}
        empty={texts.t('pairing.no-candidates')}
        onChoose={row.waiting === null ? ask : null}
        onCorrect={correct}
      />
      {trouble === 'NotFound' ? null : ways}
      {others === 0 ? null : (
        <FindAsset
          unit={row.unit}
          others={others}
          vin={sensorVin}
          onChoose={row.waiting === null ? ask : null}
          onCorrect={correct}
        />
      )}
      <ConfirmAct
        wish={asked === null ? null : { act: 'pair', asset: assetLabel(asked), vin: asked.vin }}
        unitTypeLabel={row.unitTypeLabel}
        serial={row.unit.slice(row.unit.indexOf(':') + 1)}
        onClose={() => ask(null)}
        onConfirm={() => {
          if (asked !== null) {
            act.run('pair', asked.id);
          }
        }}
      >
        {asked?.match === 'none' ? <PanelNote mark="warn">{texts.t('pairing.confirm-no-match')}</PanelNote> : null}
      </ConfirmAct>
    </PanelCard>
  );
}

/** What was asked for while it waits, else what is wrong. */
function titleOf(texts: ReturnType<typeof useTexts>, { issue, waiting }: PairingRow): string {
  if (waiting === null) {
    return texts.t(`pairing.trouble.${issue.trouble}.title`);
  }
  return texts.t(waiting.act === 'pair' ? 'pair.requested.title' : 'pair.unpairing.title', { asset: waiting.asset });
}

/** Ways to settle it beside choosing one of the vehicles: write a new one, or correct the unit itself. */
function Ways({ row }: { readonly row: PairingRow }) {
  const texts = useTexts();
  const navigate = useNavigate();
  const { unit, organizationId: of, issue, sheet } = row;
  const { sensorVin } = issue;
  const create = () =>
    void navigate({ to: '/assets/new', search: { unit, of, ...(sensorVin === null ? {} : { vin: sensorVin }) } });
  return (
    <>
      <div className="panel-buttons">
        <Button needs="assets" onPress={create}>
          {texts.t('pair.create-asset')}
        </Button>
        {sheet === null ? null : (
          <Button onPress={() => void navigate({ to: '/sheet/$sessionId', params: { sessionId: sheet.sessionId } })}>
            {texts.t('pairing.to-sheet')}
          </Button>
        )}
      </div>
      {sheet === null ? <PanelNote mark="idle">{texts.t('pairing.correct-in-unit')}</PanelNote> : null}
    </>
  );
}

function Unpair(props: {
  readonly unit: string;
  readonly act: UsedAct;
  readonly standing: { readonly assetId: AssetId; readonly assetLabel: string; readonly assetVin: string | null };
}) {
  const texts = useTexts();
  const { unit, act, standing } = props;
  const types = useUnitTypes();
  const [asked, ask] = useState<PairingAct | null>(null);
  return (
    <div className="panel-buttons">
      <Button
        needs="pair"
        isPending={act.isRunning}
        onPress={() => ask({ act: 'unpair', asset: standing.assetLabel, vin: standing.assetVin })}
      >
        {texts.t('pair.unpair')}
      </Button>
      <ConfirmAct
        wish={asked}
        unitTypeLabel={types.labelOf(unit.slice(0, unit.indexOf(':')))}
        serial={unit.slice(unit.indexOf(':') + 1)}
        onClose={() => ask(null)}
        onConfirm={() => act.run('unpair', standing.assetId)}
      >
        <PanelNote mark="warn">{texts.t('pair.unpair-text')}</PanelNote>
      </ConfirmAct>
    </div>
  );
}
