import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { CentreTrouble, PartnerActResult } from '#core/contract/station/partners.ts';
import type { FleetCommand, PartnerView } from '#core/domain/organizations/partner-exchange.ts';
import { type PartnershipAct, whyNotPartnership } from '#core/domain/organizations/partnership.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Button } from '../../ui/button.tsx';
import { useScanPlace } from '../scan/scan-place.ts';
import { Page } from '../shell/page.tsx';
import { ConfirmPartnerAct } from './confirm-partner-act.tsx';
import { LastKnownNotice } from './last-known-notice.tsx';
import { OverrideChoice } from './override-choice.tsx';
import { PartnerFacts } from './partner-facts.tsx';
import { PartnerTroubleNotice } from './partner-trouble-notice.tsx';
import { nameOf } from './partner-words.ts';
import { usePartnerAct } from './use-partner-act.ts';
import { momentOf, troubleOf, usePartnerList } from './use-partner-lists.ts';
import './partners.css';

/** One service partner: how it stands, what it may override, and everything that can be done about it, each with the reason where it is off. */
export function PartnerPage() {
  const texts = useTexts();
  const navigate = useNavigate();
  const { partnershipId } = useParams({ from: '/partners/$partnershipId' });
  const list = usePartnerList();
  useScanPlace('partner', { screen: 'other', sessionId: null, awaiting: 'anything' });
  const row = list.data?.rows.find(({ id }) => id === partnershipId);
  return (
    <Page
      title={row === undefined ? texts.t('partners.title') : nameOf(row)}
      actions={
        <Button size="list" onPress={() => void navigate({ to: '/partners' })}>
          {texts.t('partners.back')}
        </Button>
      }
    >
      <Answered query={list}>
        {(answer) => (
          <>
            <LastKnownNotice list={answer} />
            {row === undefined ? (
              <p className="empty card dim">{texts.t('partners.gone')}</p>
            ) : (
              <Partner row={row} asOf={momentOf(answer)} off={troubleOf(answer)} />
            )}
          </>
        )}
      </Answered>
    </Page>
  );
}

interface PartnerProps {
  readonly row: PartnerView;
  readonly asOf: IsoTime;
  readonly off: CentreTrouble | null;
}

const offered = ['resend', 'renew', 'revoke', 'remove'] as const satisfies readonly PartnershipAct[];
type OfferedAct = (typeof offered)[number];

function Partner({ row, asOf, off }: PartnerProps) {
  const texts = useTexts();
  const navigate = useNavigate();
  const act = usePartnerAct<PartnerActResult>();
  const [asked, ask] = useState<OfferedAct | null>(null);
  const run = async (command: FleetCommand) => {
    const { id, version: expectedVersion } = row;
    const done = await act.run((client, requestId) => client.partners.act({ requestId, id, expectedVersion, command }));
    if (done !== null) {
      ask(null);
    }
    if (done?.kind === 'removed') {
      await navigate({ to: '/partners' });
    }
  };
  const overrideOff = off !== null || whyNotPartnership('set-override', 'customer', row.standing) !== null;
  return (
    <div className="partner">
      <PartnerFacts row={row} asOf={asOf} />
      <section className="partner-acts card" aria-label={texts.t('partners.acts')}>
        <OverrideChoice
          allowed={row.overrideAllowed}
          isDisabled={overrideOff || act.isRunning}
          onChoose={(allowed) => void run({ act: 'set-override', allowed })}
        />
        {asked === null ? <PartnerTroubleNotice trouble={act.trouble} /> : null}
        <ul className="act-list">
          {offered.map((name) => (
            <ActRow key={name} name={name} row={row} off={off} onPress={() => ask(name)} />
          ))}
        </ul>
      </section>
      <ConfirmPartnerAct
        act={asked}
        row={row}
        isRunning={act.isRunning}
        trouble={act.trouble}
        onClose={() => ask(null)}
        onConfirm={(command) => void run(command)}
      />
    </div>
  );
}

/** One act with what it does, or why it cannot be done now. The one that the standing asks for is filled. */
function ActRow({
  name,
  row,
  off,
  onPress,
}: {
  readonly name: OfferedAct;
  readonly row: PartnerView;
  readonly off: CentreTrouble | null;
  readonly onPress: () => void;
}) {
  const texts = useTexts();
  const why = whyNotPartnership(name, 'customer', row.standing);
  const textId = `partner-act-${name}`;
  const text = off === null ? textOf(texts, { name, standing: row.standing }) : texts.t(`partners.why.${off}`);
  return (
    <li className="act-row">
      <span id={textId} className="small dim">
        {text}
      </span>
      <Button
        size="list"
        tone={why === null && wanted[row.standing] === name ? 'go' : 'plain'}
        isDisabled={off !== null || why !== null}
        aria-describedby={textId}
        onPress={onPress}
      >
        {texts.t(`partners.act.${name}`)}
      </Button>
    </li>
  );
}

/** What the act does, or why it cannot be done and what has to come first. */
function textOf(
  texts: Texts,
  { name, standing }: { readonly name: OfferedAct; readonly standing: PartnerView['standing'] },
): string {
  if (name === 'remove' && standing === 'active') {
    return texts.t('partners.revoke-first');
  }
  const why = whyNotPartnership(name, 'customer', standing);
  return why === null ? texts.t(`partners.act.${name}-text`) : texts.t(`partner-code.${why}`);
}

/** What somebody most likely came here for. */
const wanted: Readonly<Partial<Record<PartnerView['standing'], OfferedAct>>> = {
  lapsed: 'resend',
  expired: 'renew',
};
