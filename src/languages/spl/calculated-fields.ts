import type { Context } from './context.ts';
import type { Environment } from './environment.ts';
import type { ExpandedText } from './expanded-text.ts';
import { evalScope } from './lower-eval.ts';
import { parseCondition } from './parse.ts';
import { nullValue, type Value } from './value.ts';

/**
 * Fields that are calculated from others before a search looks at them, as `EVAL-user = …` of an add-on has it; what they are made of are the
 * event's own fields, never one another.
 * https://help.splunk.com/en/splunk-enterprise/manage-knowledge-objects/knowledge-management-manual/9.4/use-fields-and-field-extractions/about-calculated-fields
 */
export function withCalculated(outer: Environment, context: Context): Environment {
  const { calculated } = context;
  if (calculated === undefined) return outer;
  const known = new Map<string, Value>();
  const get: Environment['get'] = (name, origin) => {
    const held = known.get(name);
    if (held !== undefined) return held;
    const definition = calculated(name);
    const value =
      definition === undefined ? outer.get(name, origin) : lowered(name, definition, outer, context);
    if (definition !== undefined) known.set(name, value);
    return value;
  };
  return { ...outer, get };
}

function lowered(name: string, definition: string, fields: Environment, context: Context): Value {
  const inner = context.within(writtenAt(name, definition, context.expanded));
  const { value, diagnostics } = parseCondition(inner.expanded, { start: 0, end: definition.length });
  for (const each of diagnostics) context.report(each);
  const made = value === undefined ? nullValue : evalScope(fields, inner).lower(value);
  for (const each of inner.diagnostics) context.report(each);
  return made;
}

/** The definition, as if all of it stood where the search first has the name. */
function writtenAt(name: string, definition: string, expanded: ExpandedText): ExpandedText {
  const start = Math.max(0, expanded.text.indexOf(name));
  return expanded.derive(definition, { start, end: Math.min(start + name.length, expanded.text.length) });
}
