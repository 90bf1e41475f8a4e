const notes: ReadonlySet<string> = new Set(['origin', 'vendor', 'canonical', 'type', 'optional']);

/** Nodes never change, and are asked for again by each comparison that they are in. */
const known = new WeakMap<object, string>();

/** Equal keys: the same meaning. Where it was written and what it was resolved to are no part of it. */
export function nodeKey(node: object): string {
  const earlier = known.get(node);
  if (earlier !== undefined) return earlier;
  const key = keyOf(node);
  known.set(node, key);
  return key;
}

/** As JSON writes it; by hand, since `JSON.stringify` takes many times as long when it has to ask what to leave out. */
function keyOf(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : `"number ${value}"`;
  if (typeof value !== 'object' || value === null) return String(value ?? null);
  if (Array.isArray(value)) return `[${value.map(keyOf).join()}]`;
  const entries: string[] = [];
  for (const [name, inner] of Object.entries(value))
    if (inner !== undefined && !notes.has(name)) entries.push(`"${name}":${keyOf(inner)}`);
  return `{${entries.join()}}`;
}
