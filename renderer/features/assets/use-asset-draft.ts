import { useMemo, useState } from 'react';
import { useKeptTyping } from '../../station/kept-typing.tsx';
import { type AssetDraft, type AssetFields, readAssetDraft } from './asset-draft.ts';

export interface OpenAssetDraft {
  readonly draft: AssetDraft;
  /** Whether what stands here was typed before this page was opened. */
  readonly isFromBefore: boolean;
  /** Somebody else saved the asset since this was begun. */
  readonly isOvertaken: boolean;
  change(changed: Partial<AssetFields>): void;
  /** What was typed shall take the place of what somebody else saved. */
  keepMine(): void;
  /** Forgets what was typed. */
  drop(): void;
}

/** The form of one place: what was typed there and not saved, else `initial`. Stands within `TypingKnown`. */
export function useAssetDraft(place: string, initial: AssetDraft): OpenAssetDraft {
  const { kept, keep, drop } = useKeptTyping(place);
  const begun = useMemo(() => readAssetDraft(kept), [kept]);
  const typed = begun === null || isSame(begun, initial) ? null : begun;
  const [isFromBefore, setFromBefore] = useState(() => typed !== null);
  const draft = typed ?? initial;
  const put = (next: AssetDraft) => keep(JSON.stringify(next));
  return {
    draft,
    isFromBefore: isFromBefore && typed !== null,
    isOvertaken: draft.version < initial.version,
    change: (changed) => put({ ...draft, fields: { ...draft.fields, ...changed } }),
    keepMine: () => put({ ...draft, version: initial.version }),
    drop() {
      setFromBefore(false);
      drop();
    },
  };
}

function isSame({ fields }: AssetDraft, { fields: others }: AssetDraft): boolean {
  return JSON.stringify(fields) === JSON.stringify(others);
}
