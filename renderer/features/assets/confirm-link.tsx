import type { UnitForAsset } from '#core/contract/station/assets.ts';
import { groupSerial } from '#core/domain/identity/group-digits.ts';
import { parseUnitKey } from '#core/domain/identity/unit-key.ts';
import { useUnitTypes } from '../../station/use-unit-types.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { ConfirmButtons } from '../../ui/confirm-buttons.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';

export type LinkableUnit = Extract<UnitForAsset, { kind: 'unit' }>;

interface ConfirmLinkProps {
  readonly unit: LinkableUnit | null;
  readonly assetName: string;
  /** Name of the asset's organization. */
  readonly ownerName: string;
  readonly onClose: () => void;
  readonly onLink: (unit: LinkableUnit) => void;
}

/** Names unit, from, to and loss before anything moves (ux rule 14). */
export function ConfirmLink(props: ConfirmLinkProps) {
  const texts = useTexts();
  const { unit, assetName, onClose } = props;
  return (
    <Dialog
      title={texts.t('assets.confirm-link', { asset: assetName })}
      isOpen={unit !== null}
      onClose={onClose}
      role="alertdialog"
    >
      {unit === null ? null : <Question {...props} unit={unit} />}
    </Dialog>
  );
}

function Question({ unit, assetName, ownerName, onClose, onLink }: ConfirmLinkProps & { readonly unit: LinkableUnit }) {
  const texts = useTexts();
  const types = useUnitTypes();
  const parsed = parseUnitKey(unit.verdict.unit);
  const name =
    parsed.kind === 'unit-key' ? `${types.labelOf(parsed.key.unitType)} ${groupSerial(parsed.key.serial)}` : '';
  return (
    <>
      <dl className="confirm">
        <dt>{texts.t('confirm.unit')}</dt>
        <dd>{name}</dd>
        {unit.moves ? (
          <>
            <dt>{texts.t('assets.from')}</dt>
            <dd>{unit.verdict.owner?.name ?? texts.t('carton.owner-unknown')}</dd>
            <dt>{texts.t('assets.to')}</dt>
            <dd>{ownerName}</dd>
          </>
        ) : null}
        <dt>{texts.t('units.column.asset')}</dt>
        <dd>{assetName}</dd>
      </dl>
      {unit.moves ? <Notice mark="warn">{texts.t('assets.link-moves')}</Notice> : null}
      {unit.pairedWith === null ? null : (
        <Notice mark="warn">{texts.t('assets.link-unpairs', { asset: unit.pairedWith })}</Notice>
      )}
      <ConfirmButtons
        verb={texts.t(unit.moves ? 'assets.transfer-and-link' : 'assets.link')}
        onClose={onClose}
        onConfirm={() => onLink(unit)}
      />
    </>
  );
}
