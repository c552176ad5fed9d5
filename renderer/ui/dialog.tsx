import { type ReactNode, useId } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useControlCodes } from '../features/scan/control-code.ts';
import { useScanPlace } from '../features/scan/scan-place.ts';

/**
 * What a scan does while a dialog is open. `nothing`: a question stands open that only a hand can answer. `unit`, `vin`: it asks for such a
 * code. `as-behind`: it asks nothing, and scans go to the page behind it.
 */
export type DialogScans = 'nothing' | 'unit' | 'vin' | 'as-behind';

/** A question over the page. Escape, and the code `back`, close it without an answer; Enter and scans never confirm (ux rule 14). */
export function Dialog(props: {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly role?: 'dialog' | 'alertdialog';
  readonly scans?: DialogScans;
  /** The sheet that the question is about. */
  readonly sessionId?: string | null;
}) {
  const { title, isOpen, onClose, children, role = 'dialog', scans = 'nothing', sessionId = null } = props;
  return (
    <ModalOverlay
      className="dialog-veil"
      isOpen={isOpen}
      isDismissable={role === 'dialog'}
      onOpenChange={(open) => open || onClose()}
    >
      <Modal>
        <AriaDialog className="dialog" role={role}>
          <Heading slot="title" level={2}>
            {title}
          </Heading>
          {scans === 'as-behind' ? null : <DialogPlace scans={scans} sessionId={sessionId} />}
          <ClosedByCode onClose={onClose} />
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** Stands before the content, so that a content with a place of its own has the last word. */
function DialogPlace({
  scans,
  sessionId,
}: {
  readonly scans: Exclude<DialogScans, 'as-behind'>;
  readonly sessionId: string | null;
}) {
  const awaiting = scans === 'nothing' ? 'anything' : scans;
  useScanPlace(`dialog-${useId()}`, { screen: 'dialog', sessionId, awaiting });
  return null;
}

function ClosedByCode({ onClose }: { readonly onClose: () => void }) {
  useControlCodes((command) => {
    if (command === 'back') {
      onClose();
    }
  });
  return null;
}
