import type { EventData } from '../../evaluate/index.ts';
import { leaves, type Predicate } from '../../ir/index.ts';

/** The event with lists whose elements have exchanged a member: each condition on an element is met, by another element. */
export function crossedElements(
  where: Predicate,
  base: EventData,
): readonly { readonly event: EventData; readonly why: string }[] {
  const paths = new Set(
    leaves(where).flatMap(({ leaf }) =>
      leaf.kind === 'element' && leaf.path.kind === 'field' ? [leaf.path.name] : [],
    ),
  );
  return [...paths].flatMap(path => {
    const elements = recordsOf(base[path]);
    const [, ...members] = new Set(elements.flatMap(Object.keys));
    return members.map(member => ({
      event: { ...base, [path]: exchanged(elements, member) },
      why: `${path} holds each ${member} in another element`,
    }));
  });
}

function recordsOf(value: unknown): readonly EventData[] {
  return Array.isArray(value) ? value.filter(each => typeof each === 'object' && each !== null) : [];
}

/** The only element has none to exchange with but one that is like nothing. */
function exchanged(elements: readonly EventData[], member: string): readonly EventData[] {
  const [first] = elements;
  const all =
    first !== undefined && elements.length === 1
      ? [first, Object.fromEntries(Object.keys(first).map(name => [name, 'other']))]
      : elements;
  return all.map((element, index) => ({ ...element, [member]: all[(index + 1) % all.length]?.[member] }));
}
