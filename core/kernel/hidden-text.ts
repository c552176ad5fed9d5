/** Stands in cable text where a secret stood, always the same, so that it tells neither the value nor its length. */
export const HIDDEN = '***';

/** In the place of a whole line that may hold a piece of a secret: only how long it was is told. */
export function hideWhole(text: string): string {
  return `${HIDDEN} (${text.length} characters hidden)`;
}

/** Whether nothing of the line is left but its length. */
export function isHiddenWhole(text: string): boolean {
  return /^\*\*\* \(\d+ characters hidden\)$/.test(text);
}
