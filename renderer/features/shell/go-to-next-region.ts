/** Moves the focus to the next part of the page, round in a circle: header, bays, work, steps, events, keys (ux §9, F6). */
export function goToNextRegion(): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')];
  // A region may lie inside another; the innermost one that has the focus counts.
  const here = regions.findLastIndex((region) => region.contains(document.activeElement));
  regions[(here + 1) % regions.length]?.focus();
}
