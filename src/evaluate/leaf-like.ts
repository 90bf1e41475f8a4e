import { type Casing, type Like, type Pattern, patternForm } from '../ir/index.ts';
import type { Scope, Test } from './scope.ts';
import { overTexts } from './subject.ts';
import { foldCase } from './values.ts';
import { compilePattern } from './wildcard.ts';

export function compileLike(leaf: Like, scope: Scope): Test {
  const fits = compilePatterns(leaf.patterns, leaf.casing);
  return overTexts(leaf.subject, leaf.casing, leaf.quantifier, scope, fits);
}

/** Whether a text, folded when case is ignored, fits one of the patterns. */
export function compilePatterns(patterns: readonly Pattern[], casing: Casing): (text: string) => boolean {
  const [only, ...others] = casing === 'exact' ? patterns : patterns.map(foldPattern);
  if (only === undefined) return () => false;
  return others.length === 0 ? compilePattern(only) : oneOf([only, ...others]);
}

export function foldPattern(pattern: Pattern): Pattern {
  return pattern.map(part => (part.kind === 'text' ? { ...part, text: foldCase(part.text) } : part));
}

/** Below this a test of each ending is quicker than a look-up by length. */
const manyEndings = 8;

/** Long lists are texts and endings mostly: these are looked up, not tried one by one. */
function oneOf(patterns: readonly Pattern[]): (text: string) => boolean {
  const whole = new Set<string>();
  const endings: string[] = [];
  const tests: ((text: string) => boolean)[] = [];
  for (const pattern of patterns) {
    const form = patternForm(pattern);
    if (form.form === 'equals') whole.add(form.text);
    else if (form.form === 'endsWith') endings.push(form.text);
    else tests.push(compilePattern(pattern));
  }
  if (whole.size > 0) tests.unshift(text => whole.has(text));
  if (endings.length >= manyEndings) tests.unshift(endsWithOne(endings));
  else for (const ending of endings) tests.push(text => text.endsWith(ending));
  return text => {
    for (const test of tests) if (test(text)) return true;
    return false;
  };
}

function endsWithOne(endings: readonly string[]): (text: string) => boolean {
  const byLength = new Map<number, Set<string>>();
  for (const ending of endings) {
    const same = byLength.get(ending.length);
    if (same) same.add(ending);
    else byLength.set(ending.length, new Set([ending]));
  }
  const lengths = [...byLength];
  return text => {
    for (const [length, same] of lengths)
      if (text.length >= length && same.has(text.slice(text.length - length))) return true;
    return false;
  };
}
