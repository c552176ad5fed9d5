/** Hands a file to the person: the browser's or the desktop's own way of saving it. */
export function offerDownload(bytes: Uint8Array<ArrayBuffer>, fileName: string, type = 'application/pdf'): void {
  offerFile(new Blob([bytes], { type }), fileName);
}

/** A file of any length: each part leaves the page's own memory when it comes. */
export async function fileOfParts(parts: AsyncIterable<string>, type: string): Promise<Blob> {
  const blobs: Blob[] = [];
  for await (const part of parts) {
    blobs.push(new Blob([part]));
  }
  return new Blob(blobs, { type });
}

export function offerFile(file: Blob, fileName: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The download has begun by now; its own copy of the bytes does not need the address any more.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
