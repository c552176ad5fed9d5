/** `not-comparable` where one of the two has no number in it, so nothing can be concluded. */
export type FirmwareComparison = 'at-least' | 'older' | 'not-comparable';

/**
 * Compares a unit's firmware with a minimum by their numbers from the left, e.g. `03.27.07.Rev.00` with `03.27.00` (INST-5). A missing
 * number counts as 0. Letters and separators do not matter.
 */
export function compareFirmware(actual: string, minimum: string): FirmwareComparison {
  const have = numbersIn(actual);
  const want = numbersIn(minimum);
  if (have.length === 0 || want.length === 0) {
    return 'not-comparable';
  }
  for (const [index, wanted] of want.entries()) {
    const found = have[index] ?? 0;
    if (found !== wanted) {
      return found > wanted ? 'at-least' : 'older';
    }
  }
  return 'at-least';
}

/** Whether the firmware is proved to be new enough. A profile without a minimum takes any. */
export function firmwareAtLeast(actual: string, minimum: string | null): boolean {
  return minimum === null || compareFirmware(actual, minimum) === 'at-least';
}

function numbersIn(version: string): readonly number[] {
  return (version.match(/\d+/g) ?? []).map(Number);
}
