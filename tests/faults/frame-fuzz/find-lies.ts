import type { FuzzPath, PathRun, Told } from './fuzz-family.ts';

/**
 * Everything that a run shows and nobody told. A value is honest if the unit sent it, in a whole frame and under this name; or if whole
 * frames that arrived tell it as often as the station reads it, because damage that makes another valid frame of a dialect without a check
 * sum cannot be seen by anybody. Whatever else is shown came out of a bad frame.
 */
export function liesOf(path: FuzzPath, { conversation, shown }: PathRun): readonly string[] {
  if (shown.length === 0) {
    return [];
  }
  const sent = path.told(conversation, 'sent');
  const suspects = shown.filter((value) => timesIn(sent, value) === 0);
  if (suspects.length === 0) {
    return [];
  }
  const heard = path.told(conversation, 'heard');
  return suspects
    .filter((value) => timesIn(heard, value) < path.timesTold(value.name))
    .map(
      ({ name, value }) =>
        `${name} is shown as ${JSON.stringify(value)}, told ${timesIn(heard, { name, value })} times`,
    );
}

function timesIn(told: readonly Told[], { name, value }: Told): number {
  return told.filter((one) => one.name === name && one.value === value).length;
}
