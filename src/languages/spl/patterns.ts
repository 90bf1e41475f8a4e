import { diagnose } from '../../diagnostics/index.ts';
import { anyOne, anyRun, like, type Pattern, pattern, text } from '../../ir/index.ts';
import type { Range } from './ast.ts';
import { textTest } from './lower-comparison.ts';
import { never, type Scope } from './scope.ts';
import { constantOf, type Truth, type Value } from './value.ts';
import { withoutLower } from './without-lower.ts';

/**
 * like(): `%` is any run of characters, `_` any one, `*` itself. Case counts.
 * https://help.splunk.com/splunk-cloud-platform/spl-search-reference/9.3.2408/evaluation-functions/comparison-and-conditional-functions
 */
export function matchesPattern(value: Value, written: Value, node: Range, scope: Scope): Truth {
  const origin = scope.context.origin(node);
  const constant = constantOf(written);
  if (constant === undefined) {
    scope.context.report(diagnose('spl/not-constant', { name: 'like', position: 2 }, origin[0]));
    return never;
  }
  const patterns = [likePattern(String(constant))];
  const make = (subject: Parameters<typeof like>[0]) =>
    withoutLower(like(subject, patterns, { quantifier: 'single', origin }));
  return textTest(value, make, node, scope);
}

function likePattern(written: string): Pattern {
  return pattern(
    [...written].map(character =>
      character === '%' ? anyRun : character === '_' ? anyOne : text(character),
    ),
  );
}
