import { useNavigate } from '@tanstack/react-router';
import type { Sheet } from '#core/contract/station/bench.ts';
import { unitOfSheet } from '#core/domain/bench/unit-of-sheet.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';

/** The way to everything that is kept of this unit, and back to what it was (INST-3). */
export function BackupsLink({ sheet }: { readonly sheet: Sheet }) {
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
    </div>
  );
}
