/** Whether a file may hold a document that changes what others come to: a correlation or a filter. */
export function mayLink(text: string): boolean {
  return /^(?:correlation|filter|["'](?:correlation|filter)["'])\s*:|[{,]\s*["']?(?:correlation|filter)["']?\s*:/m.test(
    text,
  );
}
