import type { Exists } from '../ir/index.ts';
import type { Scope, Test } from './scope.ts';
import { overValues } from './subject.ts';

/** An object exists where something in it does. */
export function compileExists(leaf: Exists, scope: Scope): Test {
  return overValues(leaf.subject, scope, values => values !== undefined);
}
