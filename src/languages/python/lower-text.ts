import { type Expression, fieldsOf, printExpression } from '../../ir/index.ts';
import type { EmbeddedText } from '../../source/index.ts';
import type { FunctionDefinition } from './ast.ts';
import { waysOfText } from './lower-keys.ts';
import { parsePython } from './parse.ts';
import type { PythonSurroundings } from './surroundings.ts';
import { subjectOf } from './symbolic/coerce.ts';
import { Environment } from './symbolic/environment.ts';
import { Run } from './symbolic/run.ts';
import { frozen } from './symbolic/text-test.ts';
import type { Value } from './symbolic/value.ts';

/**
 * What a function of a module makes of the event, as a text: the keys by which Panther groups alerts. Of several ways to make one
 * it is that of an event which has all fields; where it hangs on the event which fields it is made of, a choice. Undefined where it makes no text, or may fail for such an event. Never throws.
 */
export function lowerPythonText(
  text: EmbeddedText,
  name: string,
  surroundings?: PythonSurroundings,
): Expression | undefined {
  const module = parsePython(text).value;
  const definition = module?.findLast(
    (statement): statement is FunctionDefinition => statement.kind === 'function' && statement.name === name,
  );
  if (module === undefined || definition === undefined) return undefined;
  try {
    const context = new Run(text, surroundings);
    const environment = new Environment();
    context.run(module, environment);
    const made = environment.get(name);
    const event = context.guards.always({ kind: 'event', plain: false });
    const given = { positional: [event], named: new Map() };
    const found =
      made === undefined ? [] : context.guards.map(made, value => context.call(value, given, definition));
    return isOne(found.map(({ value }) => value))
      ? fullest(found.map(({ value }) => value))
      : waysOfText(context, found, text, definition);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return undefined;
  }
}

/** Whether the fields that one way looks at are all that any does. */
function isOne(values: readonly Value[]): boolean {
  const names = values.map(
    value => new Set(fieldsOf(expressionOf(value) ?? nothing).map(({ name }) => name)),
  );
  const all = new Set(names.flatMap(each => [...each]));
  return names.some(({ size }) => size === all.size);
}

const nothing: Expression = { kind: 'literal', value: '', origin: [] };

function fullest(values: readonly Value[]): Expression | undefined {
  let best: Expression | undefined;
  let most = 0;
  for (const value of values) {
    const made = expressionOf(value);
    const count = made === undefined ? 0 : new Set(fieldsOf(made).map(({ name }) => name)).size;
    if (made !== undefined && (count > most || (count === most && isShorter(made, best))))
      [best, most] = [made, count];
  }
  return best;
}

function isShorter(one: Expression, other: Expression | undefined): boolean {
  return other === undefined || printExpression(one).length < printExpression(other).length;
}

function expressionOf(value: Value): Expression | undefined {
  if (value.kind === 'field') return subjectOf(value.place);
  if (value.kind === 'text') return { kind: 'literal', value: value.text, origin: [] };
  return value.kind === 'derivedText' ? frozen(value).subject : undefined;
}
