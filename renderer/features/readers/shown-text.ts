/** Control characters as the pictures that Unicode has for them, so that a person sees what a reader sent: `␝` for the GS1 separator. */
export function shownText(text: string): string {
  return [...text]
    .map((sign) => {
      const code = sign.charCodeAt(0);
      return code < 0x20 ? String.fromCharCode(0x2400 + code) : code === 0x7f ? '\u2421' : sign;
    })
    .join('');
}

/** The name of a key as it stands on a keyboard; Ctrl+B is what readers send for STX. */
export function shownKey(key: string): string {
  return key.startsWith('Ctrl+') ? `Ctrl+${key.slice('Ctrl+'.length).toUpperCase()}` : key;
}
