/** A value in quotes, which mean it and nothing else. */
export function quoteKql(value: string): string {
  return `"${value.replace(/[\\"]/g, '\\$&')}"`;
}
