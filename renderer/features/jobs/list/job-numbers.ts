/** A run of jobs by their numbers, both included. */
export interface JobNumbers {
  readonly first: number;
  readonly last: number;
}

/** What is searched for so that a run of jobs is found, e.g. those of one import: `J-1042..J-1050`. */
export function numbersText({ first, last }: JobNumbers): string {
  return `J-${first}..J-${last}`;
}

/** The run that a search means; null for any other text. */
export function numbersIn(text: string): JobNumbers | null {
  const match = /^\s*j?-?(\d{1,9})\s*\.\.\s*j?-?(\d{1,9})\s*$/i.exec(text);
  return match === null ? null : { first: Number(match[1]), last: Number(match[2]) };
}
