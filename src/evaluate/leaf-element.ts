import type { Element } from '../ir/index.ts';
import { EventView } from './event-view.ts';
import type { Scope, Test } from './scope.ts';
import { itemsOf } from './values.ts';

/**
 * One element of the array satisfies the whole predicate. A single object is an array of one, arrays on the way are descended, and
 * an element that is no object is read by the path itself. Fields whose name begins with the path are the element's own;
 * all others are those of the event around it. Only a field has elements.
 */
export function compileElement(leaf: Element, scope: Scope): Test {
  const { path } = leaf;
  if (path.kind !== 'field') return () => false;
  const read = scope.field(path.name).values;
  const inner = scope.within(path.name);
  const test = scope.compile(leaf.where, inner);
  let reused: EventView | undefined;
  return view => {
    const values = read(view);
    if (values === undefined) return false;
    reused = reused?.parent === view ? reused : new EventView(inner.fields, view);
    const element = reused;
    return itemsOf(values).some(item => test(element.load(item)));
  };
}
