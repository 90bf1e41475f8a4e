import type { Extent, FunctionDefinition } from '../ast.ts';
import type { Arguments, Context } from './context.ts';
import type { Iterable } from './iterable.ts';
import type { Guarded, Value } from './value.ts';

type FunctionValue = Extract<Value, { kind: 'function' }>;
type Call = (given: Arguments) => Guarded;

/** Functions that are being looked at as visitors of the event, by run. */
const visiting = new WeakMap<Context, Set<FunctionDefinition>>();

/**
 * A function that calls itself for every child of a dict and of a list visits the whole event: what it gives for a value that is
 * neither, it gives for every such value. Undefined when it is called with no part of the event that may be anything.
 */
export function visitAll(
  context: Context,
  called: FunctionValue,
  given: Arguments,
  call: Call,
  at: Extent,
): Guarded | undefined {
  const position = given.positional.findIndex(each =>
    each.some(({ value }) => value.kind === 'node' && value.shape === 'any'),
  );
  const node = given.positional[position]?.[0]?.value;
  if (node?.kind !== 'node') return undefined;
  const { definition } = called;
  const active = visiting.get(context) ?? new Set();
  visiting.set(context, active);
  if (active.has(definition)) return iterable(context, { kind: 'recursion' });
  active.add(definition);
  const withValue = (value: Value): Guarded =>
    call({
      ...given,
      positional: given.positional.map((each, index) =>
        index === position ? context.guards.always(value) : each,
      ),
    });
  const opensAll = (['mapping', 'list'] as const).every(shape =>
    givesEveryChild(context, withValue({ kind: 'node', shape, plain: node.plain })),
  );
  active.delete(definition);
  if (!opensAll) return context.unsupported('a function that visits only some values of the event', at);
  return iterable(context, {
    kind: 'mapped',
    source: { kind: 'everything', plain: node.plain },
    apply: element =>
      iterableOf(
        context,
        context.guards.map(element, value => withValue(value)),
        at,
      ),
  });
}

function iterable(context: Context, of: Iterable): Guarded {
  return context.guards.always({ kind: 'iterable', type: 'generator', of });
}

export function iterableOf(context: Context, guarded: Guarded, at: Extent): Iterable {
  return {
    kind: 'branches',
    branches: guarded.map(({ when, value }) => {
      const of = context.iterate(value, at);
      return { when, of: 'kind' in of ? of : { kind: 'failed', value: of } };
    }),
  };
}

/** What is given is what the function gives for each child, and nothing else. */
function givesEveryChild(context: Context, result: Guarded): boolean {
  const [only] = result;
  return result.length === 1 && only?.value.kind === 'iterable' && isEveryChild(context, only.value.of);
}

function isEveryChild(context: Context, of: Iterable): boolean {
  const plain = unwrapped(context, of);
  if (plain.kind !== 'mapped') return false;
  const source = unwrapped(context, plain.source);
  if (source.kind !== 'children') return false;
  const { guards } = context;
  const child = guards.always({ kind: 'node', shape: 'any', plain: source.plain });
  const pair = guards.always({
    kind: 'collection',
    type: 'tuple',
    items: [guards.always({ kind: 'match' }), child],
  });
  return isRecursion(context, plain.apply(source.pairs ? pair : child));
}

/** What the function gives for the child, handed on as it is. */
function isRecursion(context: Context, of: Iterable): boolean {
  const plain = unwrapped(context, of);
  if (plain.kind !== 'mapped') return plain.kind === 'recursion';
  if (!isRecursion(context, plain.source)) return false;
  const probe = context.guards.always({ kind: 'match' });
  const given = unwrapped(context, plain.apply(probe));
  return given.kind === 'items' && given.items.length === 1 && given.items[0] === probe;
}

/** What is the only part, and the only way, is the whole. */
function unwrapped(context: Context, of: Iterable): Iterable {
  if (of.kind === 'joined') {
    const [only, ...others] = of.parts.filter(part => !isEmpty(part));
    return only === undefined || others.length > 0 ? of : unwrapped(context, only);
  }
  if (of.kind !== 'branches') return of;
  const [only, ...others] = of.branches.filter(branch => branch.when !== context.formulas.false);
  return only === undefined || others.length > 0 || only.of.kind === 'failed'
    ? of
    : unwrapped(context, only.of);
}

function isEmpty(of: Iterable): boolean {
  return (of.kind === 'items' && of.items.length === 0) || (of.kind === 'joined' && of.parts.every(isEmpty));
}
