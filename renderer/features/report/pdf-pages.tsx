import type { PDFDocumentProxy } from 'pdfjs-dist';
import { useEffect, useRef, useState } from 'react';
import { useTexts } from '../../text/text-provider.tsx';
import { Notice } from '../../ui/notice.tsx';
import { openPdf } from './open-pdf.ts';

/** Draws the pages of a PDF exactly as they will be printed, and holds their words for readers and for search. */
export function PdfPages({ bytes, expectedPages }: { readonly bytes: Uint8Array; readonly expectedPages: number }) {
  const texts = useTexts();
  const [opened, setOpened] = useState<PDFDocumentProxy | 'failed' | null>(null);
  useEffect(() => {
    let wanted = true;
    const opening = openPdf(bytes);
    opening.document.then(
      (document) => wanted && setOpened(document),
      // A PDF that pdf.js cannot draw can still be saved and printed elsewhere.
      () => wanted && setOpened('failed'),
    );
    return () => {
      wanted = false;
      opening.close();
    };
  }, [bytes]);
  if (opened === 'failed') {
    return <Notice mark="stop">{texts.t('report-page.not-drawn')}</Notice>;
  }
  const count = opened?.numPages ?? expectedPages;
  return (
    <div className="report-pages" aria-busy={opened === null}>
      {Array.from({ length: count }, (_, index) => index + 1).map((number) => (
        <PdfPage key={number} document={opened} number={number} count={count} />
      ))}
    </div>
  );
}

/** Drawn at this many dots per CSS pixel: sharp on paper as well. */
const density = 2.5;

function PdfPage(props: {
  readonly document: PDFDocumentProxy | null;
  readonly number: number;
  readonly count: number;
}) {
  const texts = useTexts();
  const { document, number, count } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const [words, setWords] = useState('');
  useEffect(() => {
    if (document === null || canvas.current === null) {
      return;
    }
    const place = canvas.current;
    const drawing = { stop: () => {} };
    void (async () => {
      const page = await document.getPage(number);
      const viewport = page.getViewport({ scale: density });
      place.width = Math.round(viewport.width);
      place.height = Math.round(viewport.height);
      const task = page.render({ canvas: place, viewport });
      drawing.stop = () => task.cancel();
      // Both at once: a drawing that is cancelled while the words are still read must find somebody who hears of it.
      const [content] = await Promise.all([page.getTextContent(), task.promise]);
      setWords(content.items.map((item) => ('str' in item ? item.str : '')).join(' '));
    })().catch(() => {
      // Cancelled because another report is shown: nothing is left to draw on.
    });
    return () => drawing.stop();
  }, [document, number]);
  return (
    <figure className="report-sheet">
      <canvas ref={canvas} width={1488} height={2105} />
      <figcaption className="visually-hidden">
        {texts.t('report-page.page', { page: number, pages: count })} {words}
      </figcaption>
    </figure>
  );
}
