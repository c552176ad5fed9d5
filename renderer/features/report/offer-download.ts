/** Hands a file to the person: the browser's or the desktop's own way of saving it. */
export function offerDownload(bytes: Uint8Array<ArrayBuffer>, fileName: string, type = 'application/pdf'): void {
  const address = URL.createObjectURL(new Blob([bytes], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The download has begun by now; its own copy of the bytes does not need the address any more.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
