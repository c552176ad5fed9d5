import { useState } from 'react';
import { collectAuditBundle } from '#core/domain/audit/audit-bundle.ts';
import { useActing } from '../../station/acting.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { offerDownload } from '../report/offer-download.ts';

/** Hands out the whole trail as one signed file that can be checked without this station (REP-1). Asks for the PIN, and is an entry itself. */
export function ExportTrail() {
  const texts = useTexts();
  const acting = useActing();
  const [busy, setBusy] = useState(false);
  const [file, setFile] = useState<string | null>(null);
  const take = async () => {
    setBusy(true);
    const bundle = await acting((client) => collectAuditBundle(client.audit));
    setBusy(false);
    if (bundle !== null) {
      const name = `audit-${bundle.station.id}-${bundle.checkpoint.size}.json`;
      offerDownload(new TextEncoder().encode(`${JSON.stringify(bundle)}\n`), name, 'application/json');
      setFile(name);
    }
  };
  return (
    <>
      {file === null ? null : (
        <span className="small dim" role="status">
          {texts.t('audit-page.exported', { file })}
        </span>
      )}
      <Button size="list" needs="audit" isPending={busy} onPress={() => void take()}>
        {texts.t('audit-page.export')}
      </Button>
    </>
  );
}
