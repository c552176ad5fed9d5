/** The station's report folder. */
export interface ReportFiles {
  /** Writes under a name of its own choosing inside the folder; an existing file of that name is replaced as a whole or not at all. */
  save(
    fileName: string,
    content: Uint8Array,
  ): Promise<{ readonly kind: 'saved'; readonly path: string } | { readonly kind: 'failed'; readonly why: string }>;
}
