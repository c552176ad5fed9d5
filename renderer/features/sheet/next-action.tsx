import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Sheet } from '#core/contract/station/bench.ts';
import type { Right } from '#core/domain/access/roles.ts';
import type { UnitVerdict } from '#core/domain/ownership/verdict.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { ContactSupport } from '../support/contact-support.tsx';
import { GoOn } from './go-on.tsx';
import { HandOver } from './hand-over.tsx';
import type { PanelProps } from './panel-props.ts';
import type { SheetAct } from './use-sheet-act.ts';
import { verdictWords } from './verdict-words.ts';

/** The one thing that helps where nothing can be transferred: every refusal has exactly one filled button (OWN-15, ux rule 17). */
export function NextAction(props: PanelProps & { readonly verdict: UnitVerdict; readonly act: SheetAct }) {
  const texts = useTexts();
  const navigate = useNavigate();
  const { sheet, verdict, act, onOpen } = props;
  const [handing, hand] = useState(false);
  const recheck = () => void act.run('recheck', (client) => client.bench.recheck({ sessionId: sheet.session.id }));
  if (sheet.session.state !== 'open') {
    return null;
  }
  switch (verdict.action) {
    case 'start-work':
      return <GoOn sheet={sheet} onOpen={onOpen} from="owner" />;
    case 'contact-support':
      return <ToSupport sheet={sheet} verdict={verdict} />;
    case 'ask-customer-administrator':
    case 'reactivate-subscription':
      return (
        <>
          <Next label={texts.t(`owner.do.${verdict.action}`)} onPress={() => hand(true)} />
          <HandOver sheet={sheet} verdict={verdict} isOpen={handing} onClose={() => hand(false)} />
        </>
      );
    case 'wait':
      return (
        <Next label={texts.t('owner.do.recheck')} needs="scan" isPending={act.running !== null} onPress={recheck} />
      );
    default:
      return <Next label={texts.t('owner.do.next-unit')} onPress={() => void navigate({ to: '/bench' })} />;
  }
}

/** A request that is filled with what the verdict says (OWN-8, REP-4). */
function ToSupport({ sheet, verdict }: { readonly sheet: Sheet; readonly verdict: UnitVerdict }) {
  const texts = useTexts();
  return (
    <ContactSupport
      code={verdict.next}
      said={texts.t(`codes.${verdict.next}.text`, verdictWords(sheet, verdict, texts))}
      sessionId={sheet.session.id}
      tone="go"
      size="primary"
      wide
    />
  );
}

function Next(props: {
  readonly label: string;
  readonly onPress: () => void;
  readonly isPending?: boolean;
  readonly needs?: Right;
}) {
  const { needs } = props;
  return (
    <Button
      {...(needs === undefined ? {} : { needs })}
      tone="go"
      size="primary"
      wide
      onPress={props.onPress}
      isPending={props.isPending ?? false}
    >
      {props.label}
    </Button>
  );
}
