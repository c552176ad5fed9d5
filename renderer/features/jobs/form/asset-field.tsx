import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { groupVin } from '#core/domain/identity/group-digits.ts';
import { type Asset, assetLabel } from '#core/domain/pairing/asset.ts';
import { useStationQuery } from '../../../station/station-provider.tsx';
import { useTexts } from '../../../text/text-provider.tsx';
import { Answered } from '../../../ui/answered.tsx';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { useWhoseAssets } from '../../assets/use-whose-assets.ts';
import { type OneFieldProps, useFaultWords } from './field-props.ts';
import { type JobDraft, withField } from './job-draft.ts';

/** The vehicle, where the fleet keeps it among its assets: chosen from the list, and what is known of it written into blank fields. */
export function AssetField(props: OneFieldProps) {
  const texts = useTexts();
  const { draft, onChange, hint } = props;
  const [isChoosing, choose] = useState(false);
  const assets = useOwnAssets();
  const { assetId } = draft.fields;
  const asset = assets.data?.find(({ id }) => id === assetId);
  const error = useFaultWords(props, 'assetId');
  return (
    <div className="field">
      <span className="field-label">{texts.t('jobs-shared.field.assetId')}</span>
      <div className="job-form-asset">
        {assetId === null ? null : (
          <strong>{asset === undefined ? texts.t('jobs-page.not-here') : assetLabel(asset)}</strong>
        )}
        <Button size="list" onPress={() => choose(true)}>
          {texts.t(assetId === null ? 'jobs-form.choose-asset' : 'jobs-form.other-asset')}
        </Button>
        {assetId === null ? null : (
          <Button
            size="list"
            onPress={() => onChange(withField(draft, 'assetId', null))}
            aria-label={texts.t('jobs-form.take-out-of', { what: texts.t('jobs-shared.field.assetId') })}
          >
            {texts.t('jobs-form.take-out')}
          </Button>
        )}
      </div>
      <span className={error === undefined ? 'field-hint' : 'field-error'}>{error ?? hint}</span>
      <Dialog title={texts.t('jobs-form.choose-asset')} isOpen={isChoosing} onClose={() => choose(false)}>
        <Answered query={assets}>
          {(rows) => (
            <AssetChoice
              rows={rows}
              onChoose={(chosen) => {
                choose(false);
                onChange(withAsset(draft, chosen));
              }}
            />
          )}
        </Answered>
      </Dialog>
    </div>
  );
}

function useOwnAssets() {
  const own = useWhoseAssets('own');
  return useStationQuery(
    ['units', 'assets-to-choose', own?.id ?? null],
    async (client): Promise<readonly Asset[]> => {
      const answer = own === null ? null : await client.assets.list({ organizationId: own.id });
      return answer?.kind === 'assets' ? answer.rows : [];
    },
    { enabled: own !== null },
  );
}

/** What is typed stays; what is blank says what the asset says. */
function withAsset(draft: JobDraft, { id, plate, vin, code }: Asset): JobDraft {
  const { fields } = draft;
  return {
    ...draft,
    fields: {
      ...fields,
      assetId: id,
      plate: fields.plate ?? plate,
      vin: fields.vin ?? vin,
      customName: fields.customName ?? code,
    },
  };
}

const mostShown = 40;

function AssetChoice({
  rows,
  onChoose,
}: {
  readonly rows: readonly Asset[];
  readonly onChoose: (asset: Asset) => void;
}) {
  const texts = useTexts();
  const [search, type] = useState('');
  const wanted = plain(search);
  const found = rows.filter((asset) => plain([asset.plate, asset.vin, asset.code].join(' ')).includes(wanted));
  return (
    <>
      <TextField label={texts.t('jobs-form.find-asset')} value={search} onChange={type} type="search" autoFocus />
      <ul className="job-form-assets">
        {found.slice(0, mostShown).map((asset) => (
          <li key={asset.id}>
            <AriaButton className="pick" onPress={() => onChoose(asset)}>
              <span className="pick-title">{assetLabel(asset)}</span>
              <span className="small dim">{asset.code}</span>
              {asset.vin === null ? null : <span className="tiny mono dim">{groupVin(asset.vin)}</span>}
            </AriaButton>
          </li>
        ))}
      </ul>
      <p className="small dim" role="status">
        {found.length > mostShown
          ? texts.t('jobs-form.assets-more', { count: found.length - mostShown })
          : texts.t('jobs-form.assets-found', { count: found.length })}
      </p>
    </>
  );
}

/** Spaces and case do not count when a plate is looked for. */
function plain(text: string): string {
  return text.toLowerCase().replace(/[\s-]/g, '');
}
