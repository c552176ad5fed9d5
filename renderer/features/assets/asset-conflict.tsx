import type { Asset } from '#core/domain/pairing/asset.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { type AssetFields, assetLines, draftOfAsset } from './asset-draft.ts';
import { categoryWords } from './category-words.ts';
import type { OpenAssetDraft } from './use-asset-draft.ts';

const assetFieldNames = ['category', ...assetLines] as const;

/** Somebody else saved the asset while this was typed: what stands there now, and how to go on. Nothing typed is lost before somebody decides. */
export function AssetConflict({ form, asset }: { readonly form: OpenAssetDraft; readonly asset: Asset }) {
  const texts = useTexts();
  const theirs = draftOfAsset(asset, null).fields;
  const different = assetFieldNames.filter((name) => theirs[name] !== form.draft.fields[name]);
  const spoken = (name: keyof AssetFields): string => {
    const value = name === 'category' ? categoryWords(texts, theirs.category) : theirs[name];
    return value === '' ? texts.t('assets.changed-empty') : value;
  };
  return (
    <Notice mark="warn">
      {texts.t('assets.changed')}
      <ul className="asset-theirs">
        {different.map((name) => (
          <li key={name}>{texts.t('assets.changed-now', { field: texts.t(`assets.${name}`), value: spoken(name) })}</li>
        ))}
      </ul>
      <span className="asset-decide">
        <Button size="list" onPress={form.keepMine}>
          {texts.t('assets.keep-mine')}
        </Button>
        <Button size="list" onPress={form.drop}>
          {texts.t('assets.take-theirs')}
        </Button>
      </span>
    </Notice>
  );
}
