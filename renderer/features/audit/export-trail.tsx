import { useState } from 'react';
import { writeAuditBundle } from '#core/domain/audit/audit-bundle.ts';
import { trailColumns, writeTrailTable } from '#core/domain/audit/trail-table.ts';
import { walkTrail } from '#core/domain/audit/walk-trail.ts';
import { useActing } from '../../station/acting.ts';
import type { StationClient } from '../../station/connection.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { fileOfParts, offerFile } from '../report/offer-download.ts';
import { type AuditAddress, filterOf } from './audit-search.ts';

/**
 * Hands out the whole trail as one signed file that can be checked without this station, or what the list shows as a table (REP-1). Both ask for the
 * PIN, and are entries themselves.
 */
export function ExportTrail({ address }: { readonly address: AuditAddress }) {
  const texts = useTexts();
  const acting = useActing();
  const [busy, setBusy] = useState<'bundle' | 'table' | null>(null);
  const [file, setFile] = useState<string | null>(null);
  const take = async (form: 'bundle' | 'table') => {
    setBusy(form);
    const heads = trailColumns.map((column) => texts.t(`audit-page.csv.${column}`));
    const made = await acting((client) => (form === 'bundle' ? bundleOf(client) : tableOf(client, { address, heads })));
    setBusy(null);
    if (made !== null) {
      offerFile(made.content, made.name);
      setFile(made.name);
    }
  };
  return (
    <>
      {file === null ? null : (
        <span className="small dim audit-exported" role="status">
          {texts.t('audit-page.exported', { file })}
        </span>
      )}
      <Button size="list" needs="audit" isPending={busy === 'table'} onPress={() => void take('table')}>
        {texts.t('audit-page.export-table')}
      </Button>
      <Button size="list" needs="audit" isPending={busy === 'bundle'} onPress={() => void take('bundle')}>
        {texts.t('audit-page.export')}
      </Button>
    </>
  );
}

interface Made {
  readonly content: Blob;
  readonly name: string;
}

async function bundleOf(client: StationClient): Promise<Made> {
  const seal = await client.audit.export({ form: 'bundle' });
  const content = await fileOfParts(writeAuditBundle(client.audit, seal), 'application/json');
  return { content, name: `audit-${seal.station.id}-${seal.checkpoint.size}.json` };
}

/** What the filters of the page let through, newest first. */
async function tableOf(
  { audit }: StationClient,
  { address, heads }: { readonly address: AuditAddress; readonly heads: readonly string[] },
): Promise<Made> {
  const { station, checkpoint } = await audit.export({ form: 'table' });
  const filter = filterOf(address);
  async function* parts() {
    // Tells spreadsheets that it is UTF-8.
    yield '\ufeff';
    yield* writeTrailTable(
      filter === null ? nothing() : walkTrail((wish) => audit.search(wish), filter, checkpoint.size),
      heads,
    );
  }
  const content = await fileOfParts(parts(), 'text/csv');
  return { content, name: `audit-${station.id}-${checkpoint.size}.csv` };
}

async function* nothing(): AsyncGenerator<never> {}
