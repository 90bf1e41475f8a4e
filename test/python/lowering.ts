import { compilePredicate } from '../../src/evaluate/index.ts';
import { type Predicate, printPredicate } from '../../src/ir/index.ts';
import { type LoweredPython, lowerPython } from '../../src/languages/python/index.ts';
import { EmbeddedText, SourceFile } from '../../src/source/index.ts';

export function lower(module: string) {
  return lowerPython(EmbeddedText.whole(new SourceFile('rule.py', module)), {});
}

/** A module whose rule returns the expression. */
export function ruleOf(expression: string, before = ''): string {
  return `${before}${before === '' ? '' : '\n'}def rule(event):\n    return ${expression}\n`;
}

function read(module: string): LoweredPython {
  const { value, diagnostics } = lower(module);
  if (value === undefined)
    throw new Error(diagnostics.map(each => `${each.code}: ${each.message}`).join('\n'));
  return value;
}

export function whereOf(module: string): Predicate {
  const { search } = read(module);
  if (search.kind !== 'events') throw new TypeError('a Panther rule looks at events');
  return search.where;
}

/** The predicate on one line, brackets for its depth. */
export function printed(module: string): string {
  return inline(whereOf(module));
}

function inline(predicate: Predicate): string {
  switch (predicate.kind) {
    case 'not':
      return `not ${inline(predicate.operand)}`;
    case 'and':
    case 'or':
      return `(${predicate.operands.map(inline).join(` ${predicate.kind} `)})`;
    case 'element':
      return `element ${printPredicate({ ...predicate, where: { kind: 'always', value: true, origin: [] } })
        .split('\n')[0]
        ?.slice('element '.length)} ${inline(predicate.where)}`;
    default:
      return printPredicate(predicate);
  }
}

export function assumed(module: string): readonly string[] {
  return read(module).assumes;
}

export function holds(module: string, event: Readonly<Record<string, unknown>>): boolean {
  return compilePredicate(whereOf(module))(event);
}

/** Each diagnostic as its code and the text it points at. */
export function problemsOf(module: string): readonly (readonly [string, string])[] {
  return lower(module).diagnostics.map(({ code, span }) => [
    code,
    span === undefined ? '' : module.slice(span.start, span.end),
  ]);
}
