import { offerDownload } from '../../report/offer-download.ts';

/** Hands a table to the person. The byte order mark tells spreadsheets that it is UTF-8. */
export function saveTable({ fileName, text }: { readonly fileName: string; readonly text: string }): void {
  offerDownload(new TextEncoder().encode(`\ufeff${text}`), fileName, 'text/csv');
}
