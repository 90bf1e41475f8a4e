import type { Expression } from '../ir/index.ts';
import type { EventData } from './event.ts';
import { EventView } from './event-view.ts';
import { compileRead } from './expression.ts';
import { eventScope } from './predicate.ts';
import type { EvaluateOptions } from './scope.ts';
import { type Item, itemsOf } from './values.ts';

/** Makes an expression ready to run: its values of an event, none, one or several. */
export function compileExpression(
  expression: Expression,
  options: EvaluateOptions = {},
): (event: EventData) => readonly Item[] {
  const scope = eventScope(options);
  const read = compileRead(expression, scope);
  const view = new EventView(scope.fields);
  return event => itemsOf(read(view.load(event)));
}
