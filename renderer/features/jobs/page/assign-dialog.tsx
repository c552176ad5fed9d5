import { useState } from 'react';
import type { OrganizationId } from '#core/kernel/entity-ids.ts';
import { useTexts } from '../../../text/text-provider.tsx';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { PartnerField } from '../form/partner-field.tsx';

interface AssignProps {
  readonly isOpen: boolean;
  /** The job's number, or how many jobs. */
  readonly job: string;
  readonly onClose: () => void;
  readonly onAssign: (partnerId: OrganizationId) => void;
}

/** Asks to which service partner a job goes. */
export function AssignDialog(props: AssignProps) {
  const texts = useTexts();
  return (
    <Dialog
      title={texts.t('jobs-page.confirm.assign', { job: props.job })}
      isOpen={props.isOpen}
      onClose={props.onClose}
      role="alertdialog"
    >
      <Question {...props} />
    </Dialog>
  );
}

function Question({ onClose, onAssign }: AssignProps) {
  const texts = useTexts();
  const [partnerId, choose] = useState<OrganizationId | null>(null);
  return (
    <>
      <PartnerField partnerId={partnerId} onChoose={choose} />
      <div className="dialog-buttons">
        <Button onPress={onClose} autoFocus>
          {texts.t('common.cancel')}
        </Button>
        <span className="push" />
        <Button
          tone="go"
          isDisabled={partnerId === null}
          onPress={() => {
            if (partnerId !== null) {
              onAssign(partnerId);
            }
          }}
        >
          {texts.t('jobs-page.act.assign')}
        </Button>
      </div>
    </>
  );
}
