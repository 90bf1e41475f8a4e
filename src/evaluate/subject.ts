import type { Casing, Expression, FieldPattern, Quantifier } from '../ir/index.ts';
import { foldTexts } from './event-view.ts';
import { compileRead } from './expression.ts';
import { matchingFields } from './field-pattern.ts';
import { quantifyItems, quantifyTexts } from './quantifier.ts';
import type { Scope, Subject, Test } from './scope.ts';
import { foldCase, type Item, textOf, textsOf, type Values } from './values.ts';

/** The subject of a leaf; that of a field shares what the view remembers. */
export function compileSubject(expression: Expression, scope: Scope): Subject {
  if (expression.kind === 'field') return scope.field(expression.name);
  const values = compileRead(expression, scope);
  return {
    values,
    texts: view => textsOf(values(view)),
    folded: view => foldTexts(textsOf(values(view))),
  };
}

/** A leaf over texts: `test` gets the text, folded when case is ignored. */
export function overTexts(
  expression: Expression,
  casing: Casing,
  quantifier: Quantifier,
  scope: Scope,
  test: (text: string) => boolean,
): Test {
  if (expression.kind === 'fieldPattern' || quantifier === 'single') {
    const convert = casing === 'exact' ? textOf : foldedTextOf;
    return overItems(expression, quantifier, scope, convert, test);
  }
  const subject = compileSubject(expression, scope);
  const read = casing === 'exact' ? subject.texts : subject.folded;
  return view => {
    const texts = read(view);
    return typeof texts === 'string' ? test(texts) : quantifyTexts(texts, quantifier, test);
  };
}

export function foldedTextOf(item: Item): string | undefined {
  const text = textOf(item);
  return text === undefined ? undefined : foldCase(text);
}

/** A leaf over values of another kind: `convert` gives undefined where there is none. */
export function overItems<T>(
  expression: Expression,
  quantifier: Quantifier,
  scope: Scope,
  convert: (item: Item) => T | undefined,
  test: (value: T) => boolean,
): Test {
  return overValues(expression, scope, values => quantifyItems(values, quantifier, convert, test));
}

/** A leaf over all values of its subject; over a field pattern it holds when it holds for one of the fields. */
export function overValues(expression: Expression, scope: Scope, test: (values: Values) => boolean): Test {
  if (expression.kind === 'fieldPattern') return overFields(expression, scope, test);
  const { values } = compileSubject(expression, scope);
  return view => test(values(view));
}

function overFields(pattern: FieldPattern, scope: Scope, test: (values: Values) => boolean): Test {
  const fields = matchingFields(pattern, scope);
  return view => fields(view).some(test);
}
