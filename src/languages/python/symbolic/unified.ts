import { diagnose } from '../../../diagnostics/index.ts';
import { equals, field } from '../../../ir/index.ts';
import type { Extent } from '../ast.ts';
import type { DataModel } from '../surroundings.ts';
import type { Arguments, Context } from './context.ts';
import { throughMappings } from './event-access.ts';
import type { Guarded, Value } from './value.ts';

type EventValue = Extract<Value, { kind: 'event' }>;

/**
 * `event.udm(name, default=…)`: where the data model of the event's log type says that it stands. What no model says is looked up in
 * `p_udm`, then in the event itself, where what is not true counts as absent. https://docs.panther.com/detections/rules/python/data-models
 */
export function unifiedField(context: Context, event: EventValue, given: Arguments, at: Extent): Guarded {
  const { guards } = context;
  const otherwise = given.named.get('default') ?? guards.always({ kind: 'none' });
  return guards.mapAll(given.positional, values => {
    const keys = values.flatMap(value => (value.kind === 'text' ? value.text : []));
    const [key] = keys;
    if (key === undefined || keys.length < values.length)
      return context.unsupported('a unified field whose name is no constant', at);
    if (context.surroundings === undefined)
      return context.refuse(diagnose('python/data-model', { name: key }, context.span(at)));
    const { logTypes, dataModel } = context.surroundings;
    const ofModel = (model: DataModel | undefined) =>
      (keys.length === 1 ? mapped(context, event, model, key, otherwise, at) : undefined) ??
      unmapped(context, keys, otherwise, at);
    return byLogType(context, logTypes, logType => dataModel(logType), ofModel);
  });
}

/** Log types with one model, or none, share a way. The rule is given events of its log types alone. */
function byLogType(
  context: Context,
  logTypes: readonly string[],
  modelOf: (logType: string) => DataModel | undefined,
  read: (model: DataModel | undefined) => Guarded,
): Guarded {
  const { guards, formulas, places } = context;
  const models = new Map<DataModel | undefined, string[]>();
  for (const logType of logTypes) {
    const model = modelOf(logType);
    models.set(model, [...(models.get(model) ?? []), logType]);
  }
  const ways = [...models];
  const last = ways.pop();
  if (ways.length === 0) return read(last?.[0]);
  const place = places.key(undefined, 'p_log_type');
  const tests = ways.map(([, types]) =>
    formulas.leaf(equals(field(place.field, 'panther'), types, {}), [place]),
  );
  return guards.choose([
    ...ways.map(([model], index) => ({ when: tests[index] ?? formulas.false, gives: read(model) })),
    { when: formulas.and(tests.map(test => formulas.not(test))), gives: read(last?.[0]) },
  ]);
}

function mapped(
  context: Context,
  event: EventValue,
  model: DataModel | undefined,
  key: string,
  otherwise: Guarded,
  at: Extent,
): Guarded | undefined {
  const found = model?.mappings.get(key);
  if (found === undefined || model === undefined) return undefined;
  if (found.kind === 'path') return alongPath(context, found.path, otherwise, at);
  const method = model.module && context.importedModule(model.module).get(found.method);
  if (method === undefined)
    return context.refuse(diagnose('python/unknown-name', { name: found.method }, context.span(at)));
  const whole = context.guards.always(event);
  return context.guards.map(method, value =>
    context.call(value, { positional: [whole], named: new Map() }, at),
  );
}

/** A JSONPath of plain keys; what is null at its end is None. */
function alongPath(context: Context, path: string, otherwise: Guarded, at: Extent): Guarded {
  const keys = path
    .replace(/^\$\.?/, '')
    .split('.')
    .map(key => key.replace(/^(["'])(.*)\1$/, '$2'));
  return keys.every(key => /^[^\][*@?"']+$/.test(key))
    ? throughMappings(context, undefined, keys, otherwise, context.guards.always({ kind: 'none' }))
    : context.unsupported(`the path ${path} of a data model`, at);
}

function unmapped(context: Context, keys: readonly string[], otherwise: Guarded, at: Extent): Guarded {
  const { guards, formulas } = context;
  const none = guards.always({ kind: 'none' });
  const firstTrue = (value: Guarded, rest: () => Guarded): Guarded =>
    guards.map(value, each =>
      guards.map(context.truth(guards.always(each), at), truth =>
        truth.kind === 'truth'
          ? guards.choose([
              { when: truth.when, gives: guards.always(each) },
              { when: formulas.not(truth.when), gives: rest() },
            ])
          : guards.always(truth),
      ),
    );
  return firstTrue(throughMappings(context, undefined, ['p_udm', ...keys], none), () =>
    firstTrue(throughMappings(context, undefined, keys, none), () => otherwise),
  );
}
