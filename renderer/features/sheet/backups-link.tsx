import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Sheet } from '#core/contract/station/bench.ts';
import { unitOfSheet } from '#core/domain/bench/unit-of-sheet.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { CaptureLink } from '../captures/capture-link.tsx';

/** The ways to everything that is kept of this unit, and to what went over its cable (INST-3, INST-7). */
export function BackupsLink({ sheet, children }: { readonly sheet: Sheet; readonly children?: ReactNode }) {
  const texts = useTexts();
  const navigate = useNavigate();
  const { session } = sheet;
  return (
    <div className="panel-buttons">
      <Button
        size="list"
        onPress={() => void navigate({ to: '/backups', search: { unit: unitOfSheet(session), sessionId: session.id } })}
      >
        {texts.t('restore.backups')}
      </Button>
      <CaptureLink sessionId={session.id} />
      {children}
    </div>
  );
}
