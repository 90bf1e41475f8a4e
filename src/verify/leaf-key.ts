const notes: ReadonlySet<string> = new Set(['origin', 'vendor', 'canonical', 'type', 'optional']);

/** Equal keys: the same meaning. Where it was written and what it was resolved to are no part of it. */
export function nodeKey(node: unknown): string {
  return JSON.stringify(node, (key, value: unknown) => {
    if (notes.has(key)) return undefined;
    return typeof value === 'number' && !Number.isFinite(value) ? `number ${value}` : value;
  });
}
