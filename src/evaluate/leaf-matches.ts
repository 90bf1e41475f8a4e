import type { Matches } from '../ir/index.ts';
import { compileRegex } from '../regex/index.ts';
import type { Scope, Test } from './scope.ts';
import { overTexts } from './subject.ts';

export function compileMatches(leaf: Matches, scope: Scope): Test {
  return overTexts(leaf.subject, 'exact', leaf.quantifier, scope, compileRegex(leaf.regex));
}
