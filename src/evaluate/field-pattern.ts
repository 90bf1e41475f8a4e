import type { FieldPattern } from '../ir/index.ts';
import type { EventView } from './event-view.ts';
import type { Scope } from './scope.ts';
import type { Values } from './values.ts';
import { compilePattern } from './wildcard.ts';

/**
 * The values of each field whose dotted path fits the pattern, case exact. Only fields that hold values count, not the objects
 * around them. Within an element these are the element's own fields, by their full path.
 */
export function matchingFields(pattern: FieldPattern, scope: Scope): (view: EventView) => readonly Values[] {
  const fits = compilePattern(pattern.pattern);
  return view => {
    const found: Values[] = [];
    for (const [name, values] of view.leafFields()) if (fits(fullPath(scope.path, name))) found.push(values);
    return found;
  };
}

function fullPath(path: string | undefined, name: string): string {
  return path === undefined ? name : name === '' ? path : `${path}.${name}`;
}
