import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { CaptureDocument } from '#core/domain/capture/capture-document.ts';
import { captureFileName, captureJson, captureText } from '#core/domain/capture/capture-file.ts';
import { linesWith, troubleLines } from '#core/domain/capture/find-in-capture.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { unitName } from '../../text/unit-name.ts';
import { Button } from '../../ui/button.tsx';
import { ChoiceBar } from '../../ui/choice-bar.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { shortPort } from '../bench/short-port.ts';
import { offerDownload } from '../report/offer-download.ts';
import { type CaptureForm, CaptureTable } from './capture-table.tsx';

/** One capture: where it comes from, its lines as words or bytes, what is searched for in it, and the ways out of here. */
export function OpenedCapture({ capture }: { readonly capture: CaptureDocument }) {
  const texts = useTexts();
  const [form, setForm] = useState<CaptureForm>('text');
  const [wanted, setWanted] = useState('');
  const [marked, mark] = useState<number | null>(null);
  const { lines } = capture;
  const found = useMemo(() => linesWith(lines, wanted), [lines, wanted]);
  const troubles = useMemo(() => troubleLines(lines), [lines]);
  const goTo = (places: readonly number[], step: 1 | -1) => mark(neighbour(places, marked, step));
  return (
    <article className="card capture" aria-label={titleOf(texts, capture)}>
      <Head capture={capture} />
      <div className="capture-tools">
        <ChoiceBar
          label={texts.t('captures.form')}
          value={form}
          choices={[
            { value: 'text', label: texts.t('captures.form.text') },
            { value: 'hex', label: texts.t('captures.form.hex') },
          ]}
          onChoose={setForm}
        />
        <div className="capture-find">
          <TextField
            label={texts.t('captures.find')}
            type="search"
            mono
            value={wanted}
            onChange={(text) => {
              setWanted(text);
              mark(linesWith(lines, text)[0] ?? null);
            }}
            onSubmit={() => goTo(found, 1)}
          />
          <span className="small dim" role="status">
            {wanted.trim() === '' ? '' : foundWords(texts, found, marked)}
          </span>
        </div>
        <Button size="list" isDisabled={found.length === 0} onPress={() => goTo(found, -1)}>
          {texts.t('captures.previous')}
        </Button>
        <Button size="list" isDisabled={found.length === 0} onPress={() => goTo(found, 1)}>
          {texts.t('captures.next')}
        </Button>
        <Button size="list" isDisabled={troubles.length === 0} onPress={() => goTo(troubles, 1)}>
          {texts.t('captures.next-trouble', { count: troubles.length })}
        </Button>
      </div>
      <CaptureTable lines={lines} form={form} marked={marked} />
    </article>
  );
}

function Head({ capture }: { readonly capture: CaptureDocument }) {
  const texts = useTexts();
  const navigate = useNavigate();
  const { header, lines, dropped } = capture;
  const save = (kind: 'txt' | 'json') =>
    offerDownload(
      new TextEncoder().encode(kind === 'txt' ? captureText(capture) : captureJson(capture)),
      captureFileName(capture, kind),
      kind === 'txt' ? 'text/plain' : 'application/json',
    );
  const about =
    header.sessionId === null
      ? { ...(header.bay === null ? {} : { bay: header.bay }) }
      : { sessionId: header.sessionId };
  return (
    <div className="capture-head">
      <div>
        <h2>{titleOf(texts, capture)}</h2>
        <p className="small dim">
          {[
            texts.t('captures.place', {
              bay: header.bay === null ? '' : texts.t('sheet.bay', { bay: header.bay }),
              port: shortPort(header.port),
            }),
            ...(header.model === null ? [] : [`${header.model} ${header.firmware ?? ''}`]),
            ...(header.driver === null ? [] : [header.driver]),
            texts.t('captures.lines', { lines: lines.length }),
            ...(dropped === 0 ? [] : [texts.t('captures.dropped', { dropped })]),
          ].join(' · ')}
        </p>
      </div>
      <div className="page-actions">
        <Button size="list" onPress={() => save('txt')}>
          {texts.t('captures.save-text')}
        </Button>
        <Button size="list" onPress={() => save('json')}>
          {texts.t('captures.save-json')}
        </Button>
        <Button size="list" onPress={() => void navigate({ to: '/support/new', search: about })}>
          {texts.t('support.contact')}
        </Button>
      </div>
    </div>
  );
}

function titleOf(texts: Texts, { header }: CaptureDocument): string {
  if (header.unit !== null) {
    return unitName({ unit: header.unit, typeLabel: header.unitTypeLabel });
  }
  return header.bay === null ? header.port : texts.t('sheet.bay', { bay: header.bay });
}

function foundWords(texts: Texts, found: readonly number[], marked: number | null): string {
  const at = marked === null ? -1 : found.indexOf(marked);
  return at < 0
    ? texts.t('captures.found', { count: found.length })
    : texts.t('captures.found-at', { at: at + 1, count: found.length });
}

/** The place after, or before, the marked one; round in a circle. */
function neighbour(places: readonly number[], marked: number | null, step: 1 | -1): number | null {
  const next =
    step === 1
      ? (places.find((place) => place > (marked ?? -1)) ?? places[0])
      : (places.findLast((place) => place < (marked ?? Number.POSITIVE_INFINITY)) ?? places.at(-1));
  return next ?? null;
}
