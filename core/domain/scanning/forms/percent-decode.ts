/** Text of a URL part without percent signs. What is no valid encoding stays as it is: a damaged link must not end the parsing. */
export function percentDecode(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
    try {
      return decodeURIComponent(encoded);
    } catch (fault: unknown) {
      if (fault instanceof URIError) {
        return encoded;
      }
      throw fault;
    }
  });
}
