/** A value in quotes, which mean it and nothing else. */
export function quoteLucene(value: string): string {
  return `"${value.replace(/[\\"]/g, '\\$&')}"`;
}
