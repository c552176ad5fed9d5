/** `M. Kaya` → `MK`. */
export function initials(name: string): string {
  return name
    .split(/[\s.]+/)
    .filter((part) => part !== '')
    .map((part) => part.charAt(0).toUpperCase())
    .slice(0, 2)
    .join('');
}
