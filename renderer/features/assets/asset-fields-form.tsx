import { judgeVin } from '#core/domain/identity/vin.ts';
import { longestAssetLine } from '#core/domain/pairing/asset-exchange.ts';
import { isPlainName } from '#core/kernel/plain-name.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { ChoiceBar } from '../../ui/choice-bar.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { vinWords } from '../sheet/vin-field.tsx';
import { type AssetFields, type AssetLineName, tooLong, wishOf } from './asset-draft.ts';
import { categoryWords } from './category-words.ts';

const categories = ['trailer', 'truck', 'van', 'other'] as const;

interface FieldsProps {
  readonly fields: AssetFields;
  /** While it is saved. */
  readonly isReadOnly: boolean;
  readonly onChange: (changed: Partial<AssetFields>) => void;
}

/** The fields of an asset, each judged beside itself while it is typed. Nothing is cut and nothing refused without a word. */
export function AssetFieldsForm({ fields, isReadOnly, onChange }: FieldsProps) {
  const texts = useTexts();
  const line = (name: AssetLineName) => ({
    isReadOnly,
    value: fields[name],
    onChange: (value: string) => onChange({ [name]: value }),
    error: faultOf(texts, fields, name),
  });
  return (
    <>
      <div className="field">
        <span className="field-label">{texts.t('assets.category')}</span>
        <ChoiceBar
          label={texts.t('assets.category')}
          value={fields.category}
          isDisabled={isReadOnly}
          choices={categories.map((one) => ({
            value: one,
            label: categoryWords(texts, one),
          }))}
          onChoose={(category) => onChange({ category })}
        />
      </div>
      <div className="asset-pair">
        <TextField label={texts.t('assets.plate')} {...line('plate')} />
        <TextField label={texts.t('assets.vin')} hint={vinHint(texts, fields.vin)} {...line('vin')} mono />
      </div>
      <div className="asset-pair">
        <TextField label={texts.t('assets.code')} hint={texts.t('assets.code-hint')} {...line('code')} />
        <TextField label={texts.t('assets.type')} hint={texts.t('assets.type-hint')} {...line('type')} />
      </div>
    </>
  );
}

type Texts = ReturnType<typeof useTexts>;

/** What makes a line unusable, in words; undefined: nothing. */
function faultOf(texts: Texts, fields: AssetFields, name: AssetLineName): string | undefined {
  const count = tooLong(fields[name]);
  if (count !== null) {
    return texts.t('common.too-long', { most: longestAssetLine, count });
  }
  const said = wishOf(fields)[name];
  if (name === 'vin') {
    const judged = judgeVin(fields.vin);
    const isBad = judged.kind === 'bad' && fields.vin.trim().length >= worthJudging;
    return isBad ? judged.codes.map((one) => vinWords(texts, one)).join(' ') : undefined;
  }
  return said === null || isPlainName(said) ? undefined : texts.t('asset-code.ASSET_UNSEEN');
}

/** A VIN of fewer characters is still being typed. */
const worthJudging = 8;

/** What is odd about a VIN and no obstacle, else what is asked for (PAIR-6). */
function vinHint(texts: Texts, vin: string): string {
  const judged = judgeVin(vin);
  const odd = judged.kind === 'bad' ? '' : judged.codes.map((one) => vinWords(texts, one)).join(' ');
  return odd === '' ? texts.t('assets.vin-hint') : odd;
}
