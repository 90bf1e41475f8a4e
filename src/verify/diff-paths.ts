import { derivation } from '../fields/derivations.ts';
import {
  and,
  contains,
  type Expression,
  exists,
  type Field,
  field,
  fieldsIn,
  type Given,
  like,
  mapFields,
  mapLeaves,
  mapSubjects,
  not,
  or,
  type Predicate,
  text,
} from '../ir/index.ts';

/** Two predicates in one manner of naming files. */
export interface SamePaths {
  readonly old: Predicate;
  readonly new: Predicate;
  readonly given: readonly Given[];
}

/**
 * Where one predicate looks at a path and the other at its file name, the name is taken from the path in both; paths are whole ones,
 * with the separator of their system alone.
 */
export function withSamePaths(old: Predicate, current: Predicate, separator: '/' | '\\'): SamePaths {
  const names = new Set([...fieldsIn(old), ...fieldsIn(current)].map(({ name }) => name));
  const paths = new Map<string, string>();
  for (const name of names) {
    const found = derivation(name);
    if (found?.take === 'baseName' && names.has(found.of)) paths.set(name, found.of);
  }
  if (paths.size === 0) return { old, new: current, given: [] };
  const change = (predicate: Predicate): Predicate =>
    and([
      ...[...new Set(paths.values())].map(path => isWhole(path, separator)),
      mapLeaves(predicate, leaf =>
        mapSubjects(leaf, subject => mapFields(subject, each => nameInPath(each, paths))),
      ),
    ]);
  const given = [...new Set(paths.values())].map(path => `absolute-path:${path}`);
  return { old: change(old), new: change(current), given };
}

function nameInPath(each: Field, paths: ReadonlyMap<string, string>): Expression {
  const path = paths.get(each.name);
  if (path === undefined) return each;
  const whole = field(path, each.vendor, each.origin);
  return { kind: 'call', function: 'baseName', arguments: [whole], origin: each.origin };
}

function isWhole(path: string, separator: '/' | '\\'): Predicate {
  const subject = field(path, 'elastic');
  const other = separator === '/' ? '\\' : '/';
  const whole = and([
    like(subject, [contains([text(separator)])]),
    not(like(subject, [contains([text(other)])])),
  ]);
  return or([not(exists(subject)), whole]);
}
