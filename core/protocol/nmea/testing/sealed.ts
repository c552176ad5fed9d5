/** A sentence with its sum, for tests that make some no receiver has sent. */
export function sealed(body: string): string {
  const sum = [...body].reduce((before, character) => before ^ (character.codePointAt(0) ?? 0), 0);
  return `$${body}*${sum.toString(16).toUpperCase().padStart(2, '0')}`;
}
