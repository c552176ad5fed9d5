import type { PDFDocumentProxy } from 'pdfjs-dist';
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';

export interface OpeningPdf {
  readonly document: Promise<PDFDocumentProxy>;
  /** Lets the document and its worker go, opened or not. */
  close(): void;
}

/** Opens a PDF for drawing. The library and its worker come with the page, and only when a report is looked at. */
export function openPdf(bytes: Uint8Array): OpeningPdf {
  const loading = (async () => {
    const { getDocument, GlobalWorkerOptions } = await import('pdfjs-dist');
    GlobalWorkerOptions.workerSrc = workerUrl;
    // The worker takes the bytes away; the page still wants to offer them as a file.
    return getDocument({ data: bytes.slice() });
  })();
  return {
    document: loading.then((task) => task.promise),
    close: () => void loading.then((task) => task.destroy()),
  };
}
