import { always, type Capability, type Leaf } from '../src/ir/index.ts';

/** Whether a leaf asks that an event is no older than so much: it came just now, where events are looked at as they come. */
export function asksForAge(leaf: Leaf): boolean {
  if (leaf.kind !== 'compares' || leaf.as !== 'time' || leaf.left.kind !== 'field') return false;
  const { left, right, operator } = leaf;
  const isEventTime = (left.canonical ?? left.name) === '@timestamp';
  const isPast = right.kind === 'literal' && /^now-\d+[smhdwMy](?:\/[smhdwMy])?$/.test(String(right.value));
  return isEventTime && isPast && (operator === 'gt' || operator === 'gte');
}

/** Of a product that looks at events as they come. */
export function withoutAge(product: string): Extract<Capability, { kind: 'approximate' }> {
  return {
    kind: 'approximate',
    verdict: 'broader',
    why: `${product} looks at an event when it comes, so that its age is not asked for; other times are not compared`,
    rewrite: leaf => (asksForAge(leaf) ? always(true, leaf.origin) : undefined),
  };
}
