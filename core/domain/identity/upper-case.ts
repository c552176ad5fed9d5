/**
 * Upper case for a to z only, for identifiers. The general form would turn other letters into ones that were never read: `ſ` into S, `ı`
 * into I, the ligature `ﬀ` into FF; and the locale form turns `i` into `İ` on a Turkish computer.
 */
export function upperCaseAscii(text: string): string {
  return text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}
