import { useState } from 'react';
import type { PartnerActResult } from '#core/contract/station/partners.ts';
import { mailAddress } from '#core/domain/organizations/mail-address.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { ChoiceBar } from '../../ui/choice-bar.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { LastDayField } from './last-day-field.tsx';
import { OverrideChoice } from './override-choice.tsx';
import { PartnerTroubleNotice } from './partner-trouble-notice.tsx';
import { endOfDay } from './partner-words.ts';
import { usePartnerAct } from './use-partner-act.ts';

interface InviteDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Asks for what the invitation offers and sends it (ORG-4). What was typed stays while the centre refuses or does not answer. */
export function InviteDialog({ isOpen, onClose }: InviteDialogProps) {
  const texts = useTexts();
  return (
    <Dialog title={texts.t('partners.invite-title')} isOpen={isOpen} onClose={onClose} role="alertdialog">
      <InviteForm onClose={onClose} />
    </Dialog>
  );
}

const languages = ['en', 'de'] as const;
const longestAgreement = 4_000;

function InviteForm({ onClose }: Pick<InviteDialogProps, 'onClose'>) {
  const texts = useTexts();
  const [email, setEmail] = useState('');
  const [lastDay, setLastDay] = useState('');
  const [overrideAllowed, setOverride] = useState(false);
  const [agreement, setAgreement] = useState('');
  const [locale, setLocale] = useState<'en' | 'de'>(texts.locale.startsWith('de') ? 'de' : 'en');
  const act = usePartnerAct<PartnerActResult>();
  const address = mailAddress.safeParse(email.trim());
  const send = async () => {
    if (!address.success) {
      return;
    }
    const invitation = {
      email: address.data,
      validTo: endOfDay(lastDay),
      overrideAllowed,
      agreement: agreement.trim() === '' ? null : agreement.trim(),
      locale,
    };
    const done = await act.run((client, requestId) => client.partners.invite({ requestId, invitation }));
    if (done !== null) {
      onClose();
    }
  };
  return (
    <div className="partners-form">
      <p className="dim">{texts.t('partners.invite-text')}</p>
      <TextField
        label={texts.t('partners.email')}
        hint={texts.t('partners.email-hint')}
        placeholder="workshop@example.com"
        value={email}
        onChange={setEmail}
        error={
          email.includes('@') && email.length > 5 && !address.success ? texts.t('partners.email-wrong') : undefined
        }
        autoFocus
      />
      <div className="partners-pair">
        <LastDayField day={lastDay} onChange={setLastDay} />
        <div className="field">
          <span className="field-label">{texts.t('partners.language')}</span>
          <ChoiceBar
            label={texts.t('partners.language')}
            value={locale}
            choices={languages.map((one) => ({ value: one, label: texts.t(`partners.language.${one}`) }))}
            onChoose={setLocale}
          />
        </div>
      </div>
      <OverrideChoice allowed={overrideAllowed} onChoose={setOverride} />
      <TextField
        label={texts.t('partners.agreement')}
        hint={texts.t('partners.agreement-hint')}
        value={agreement}
        onChange={(text) => setAgreement(text.slice(0, longestAgreement))}
        multiline
      />
      <PartnerTroubleNotice trouble={act.trouble} />
      <div className="dialog-buttons">
        <Button onPress={onClose}>{texts.t('common.cancel')}</Button>
        <span className="push" />
        <Button tone="go" isDisabled={!address.success} isPending={act.isRunning} onPress={() => void send()}>
          {texts.t('partners.send')}
        </Button>
      </div>
    </div>
  );
}
