import { useId, useState } from 'react';
import {
  type CustomerSignature,
  customerSignature,
  signatureBox,
  signaturePath,
} from '#core/domain/bench/drawn-signature.ts';
import { fieldOf } from '../../station/kept-texts.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useSheetTexts } from './sheet-typing.ts';
import { SignatureField } from './signature-field.tsx';
import './signatures.css';

/** What is drawn before the PIN is given; each part may be left out. */
export interface Drawn {
  readonly own: string | null;
  readonly customer: CustomerSignature | null;
}

type Signer = keyof Drawn;

/** Signatures on the screen, for whoever wants more than a PIN on paper (REP-2). Nobody has to draw: the PIN signs (WCAG 2.5.7). */
export function DrawnSignatures(props: {
  readonly drawn: Drawn;
  readonly sessionId: string;
  readonly onChange: (drawn: Drawn) => void;
}) {
  const { drawn, sessionId, onChange } = props;
  const [open, setOpen] = useState<Signer | null>(null);
  return (
    <div className="signatures">
      <SignedBy
        signer="customer"
        path={drawn.customer?.path ?? null}
        name={drawn.customer?.name ?? null}
        onOpen={() => setOpen('customer')}
        onRemove={() => onChange({ ...drawn, customer: null })}
      />
      <SignedBy
        signer="own"
        path={drawn.own}
        name={null}
        onOpen={() => setOpen('own')}
        onRemove={() => onChange({ ...drawn, own: null })}
      />
      <SignatureDialog
        signer={open}
        sessionId={sessionId}
        onClose={() => setOpen(null)}
        onTake={(signer, { name, path }) =>
          onChange(signer === 'own' ? { ...drawn, own: path } : { ...drawn, customer: { name, path } })
        }
      />
    </div>
  );
}

function SignedBy(props: {
  readonly signer: Signer;
  readonly path: string | null;
  readonly name: string | null;
  readonly onOpen: () => void;
  readonly onRemove: () => void;
}) {
  const { signer, path, name, onOpen, onRemove } = props;
  const texts = useTexts();
  if (path === null) {
    return (
      <Button size="list" onPress={onOpen}>
        {texts.t(`sign.draw-${signer}`)}
      </Button>
    );
  }
  const said = texts.t(`sign.drawn-${signer}`, { name: name ?? '' });
  return (
    <figure className="signature-drawn">
      <svg viewBox={`0 0 ${signatureBox.width} ${signatureBox.height}`} role="img" aria-label={said}>
        <path d={path} />
      </svg>
      <figcaption>{name ?? texts.t('sign.you')}</figcaption>
      <Button size="list" onPress={onRemove} aria-label={texts.t(`sign.remove-${signer}`)}>
        {texts.t('sign.remove-drawing')}
      </Button>
    </figure>
  );
}

interface SignatureDialogProps {
  readonly signer: Signer | null;
  readonly sessionId: string;
  readonly onClose: () => void;
  readonly onTake: (signer: Signer, given: CustomerSignature) => void;
}

function SignatureDialog({ signer, sessionId, onClose, onTake }: SignatureDialogProps) {
  const texts = useTexts();
  const { type } = useSheetTexts(sessionId);
  const close = () => {
    if (signer !== null) {
      type({ [drawingOf(signer)]: null, [drawnName]: null });
    }
    onClose();
  };
  return (
    <Dialog
      title={signer === null ? '' : texts.t(`sign.draw-${signer}`)}
      isOpen={signer !== null}
      onClose={close}
      role="alertdialog"
      sessionId={sessionId}
    >
      {signer === null ? null : (
        <SignatureForm
          signer={signer}
          sessionId={sessionId}
          onClose={close}
          onTake={(given) => {
            onTake(signer, given);
            close();
          }}
        />
      )}
    </Dialog>
  );
}

const drawingOf = (signer: Signer) => `drawing ${signer}`;
const drawnName = 'drawing name';

/** A drawing that is not used yet, with the name typed to it. */
function useBegunDrawing(sessionId: string, signer: Signer) {
  const typing = useSheetTexts(sessionId);
  const [name, setName] = fieldOf(typing, drawnName);
  const path = signaturePath.safeParse(typing.texts[drawingOf(signer)]).data ?? null;
  const setPath = (drawn: string | null) => typing.type({ [drawingOf(signer)]: drawn });
  return { name, setName, path, setPath };
}

/**
 * What is drawn and typed here outlives the page until it is used. Whoever closes the question takes it back: a name and a drawing that nobody gave
 * must not stand there for the next one.
 */
function SignatureForm(props: {
  readonly signer: Signer;
  readonly sessionId: string;
  readonly onClose: () => void;
  readonly onTake: (given: CustomerSignature) => void;
}) {
  const { signer, sessionId, onClose, onTake } = props;
  const texts = useTexts();
  const hint = useId();
  const { name, setName, path, setPath } = useBegunDrawing(sessionId, signer);
  const [turn, setTurn] = useState(0);
  const given = name.trim();
  const isNamed = signer === 'own' || customerSignature.shape.name.safeParse(given).success;
  return (
    <>
      {signer === 'own' ? null : (
        <TextField
          label={texts.t('sign.customer-name')}
          hint={texts.t('sign.customer-name-hint')}
          value={name}
          onChange={setName}
          error={given === '' || isNamed ? undefined : texts.t('sign.customer-name-odd')}
          autoFocus
        />
      )}
      <SignatureField key={turn} label={texts.t('sign.field')} describedBy={hint} before={path} onDraw={setPath} />
      <p className="dim signature-hint" id={hint}>
        {texts.t('sign.field-hint')}
      </p>
      <div className="dialog-buttons">
        <Button onPress={onClose}>{texts.t('common.cancel')}</Button>
        <Button
          isDisabled={path === null}
          onPress={() => {
            setPath(null);
            setTurn(turn + 1);
          }}
        >
          {texts.t('sign.clear')}
        </Button>
        <span className="push" />
        <Button
          tone="go"
          isDisabled={path === null || !isNamed}
          onPress={() => path !== null && onTake({ name: given, path })}
        >
          {texts.t('sign.take-drawing')}
        </Button>
      </div>
    </>
  );
}
