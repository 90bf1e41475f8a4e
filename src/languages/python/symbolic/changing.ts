import type { Expression } from '../ast.ts';
import type { Context } from './context.ts';
import type { Environment } from './environment.ts';
import type { Branch, Guarded, Value } from './value.ts';

type Held = Extract<Value, { kind: 'collection' | 'dictionary' }>;
type Changed = Held | undefined;

/** `name[key] = value`: whether that could be followed; if not, nothing is done. */
export function setItem(
  context: Context,
  target: Extract<Expression, { kind: 'subscript' }>,
  value: Guarded,
  environment: Environment,
): boolean {
  const key = only(context.evaluate(target.index, environment));
  if (key === undefined) return false;
  return change(context, target.of, environment, held => withItem(held, key, value));
}

/** `name.append(value)` and its like: what the statement raises, or undefined where the call could not be followed. */
export function callChanging(
  context: Context,
  call: Extract<Expression, { kind: 'call' }>,
  environment: Environment,
): readonly Branch[] | undefined {
  const [argument, ...others] = call.arguments;
  if (call.called.kind !== 'attribute' || argument === undefined || others.length > 0) return undefined;
  if (argument.name !== undefined || argument.stars !== undefined) return undefined;
  const { name, of } = call.called;
  const given = context.evaluate(argument.value, environment);
  const isFine = ({ value }: Branch): boolean => value.kind !== 'raised' && value.kind !== 'unknown';
  const fine = given.filter(isFine);
  const isDone = change(context, of, environment, held => withCall(held, name, fine));
  return isDone ? given.filter(branch => !isFine(branch)) : undefined;
}

function withCall(held: Held, name: string, value: Guarded): Changed {
  if (held.kind === 'collection') {
    const isOwn = (name === 'append' && held.type === 'list') || (name === 'add' && held.type === 'set');
    if (isOwn) return { ...held, items: [...held.items, value] };
    const more = only(value);
    return name === 'extend' && held.type === 'list' && more?.kind === 'collection' && more.type !== 'set'
      ? { ...held, items: [...held.items, ...more.items] }
      : undefined;
  }
  const more = only(value);
  if (name !== 'update' || more?.kind !== 'dictionary') return undefined;
  return more.entries.reduce<Changed>((whole, [key, each]) => whole && withItem(whole, key, each), held);
}

function withItem(held: Held, key: Value, value: Guarded): Changed {
  if (held.kind === 'collection') {
    if (held.type !== 'list' || key.kind !== 'number' || !Number.isInteger(key.value)) return undefined;
    const at = key.value < 0 ? held.items.length + key.value : key.value;
    return held.items[at] === undefined
      ? undefined
      : { ...held, items: held.items.map((item, index) => (index === at ? value : item)) };
  }
  if (key.kind !== 'text' || held.entries.some(([each]) => each.kind !== 'text')) return undefined;
  const isKey = (each: Value): boolean => each.kind === 'text' && each.text === key.text;
  return held.entries.some(([each]) => isKey(each))
    ? { ...held, entries: held.entries.map(entry => (isKey(entry[0]) ? [entry[0], value] : entry)) }
    : { ...held, entries: [...held.entries, [key, value]] };
}

function only(value: Guarded): Value | undefined {
  return value.length === 1 ? value[0]?.value : undefined;
}

/** Gives a name of this function what its list or dict becomes, if nothing else can see the one that it was. */
function change(
  context: Context,
  target: Expression,
  environment: Environment,
  changed: (held: Held) => Changed,
): boolean {
  if (target.kind !== 'name') return false;
  const before = environment.own().get(target.name);
  if (before === undefined || environment.outer === undefined) return false;
  const after: Branch[] = [];
  for (const { when, value } of before) {
    const isHeld = value.kind === 'collection' || value.kind === 'dictionary';
    const made = isHeld && isAlone(context, value, target.name, environment) ? changed(value) : undefined;
    if (made === undefined) return false;
    after.push({ when, value: made });
  }
  environment.set(target.name, after);
  return true;
}

/** No other name holds the value, nor anything that another name holds; a generator may still read it. */
function isAlone(context: Context, value: Value, name: string, environment: Environment): boolean {
  if (context.lent.has(value) || context.changed.has(value)) return false;
  for (let each: Environment | undefined = environment; each !== undefined; each = each.outer)
    for (const [other, held] of each.own())
      if ((each !== environment || other !== name) && held.some(branch => mayReach(branch.value, value)))
        return false;
  return true;
}

function mayReach(held: Value, value: Value): boolean {
  if (held === value) return true;
  switch (held.kind) {
    case 'collection':
      return held.items.some(item => item.some(branch => mayReach(branch.value, value)));
    case 'dictionary':
      return held.entries.some(([, each]) => each.some(branch => mayReach(branch.value, value)));
    case 'iterable':
      return held.type === 'generator';
    case 'method':
      return mayReach(held.of, value);
    default:
      return false;
  }
}

/** What a function is given belongs to whoever gave it too. */
export function lend(context: Context, value: Guarded): void {
  for (const branch of value) context.lent.add(branch.value);
}
