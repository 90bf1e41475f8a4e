import { diagnose } from '../../diagnostics/index.ts';
import {
  and,
  type Expression,
  haveOneValue,
  type Network,
  not,
  or,
  type Predicate,
  parseNetwork,
} from '../../ir/index.ts';
import { withMappedAddresses } from '../mapped-networks.ts';
import type * as ast from './ast.ts';
import type { Typed } from './columns.ts';
import type { Context } from './context.ts';
import { type Definition, literalOf } from './definition.ts';
import { comparand } from './lower-comparison.ts';

const privateBlocks = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fd00::/8'];
const loopback = ['127.0.0.0/8', '::1/128'];
const unspecified = ['0.0.0.0/32', '::/128'];
const broadcast = ['255.255.255.255/32'];
const linkLocal = ['169.254.0.0/16', 'fe80::/10'];
const multicast = ['224.0.0.0/4', 'ff00::/8'];
/** The scope of a multicast address is its fourth digit, whatever its third, the flags, is. */
const ofScope = (scope: number): readonly string[] =>
  Array.from({ length: 16 }, (_, flags) => `ff${flags.toString(16)}${scope}::/16`);
const linkLocalMulticast = ['224.0.0.0/24', ...ofScope(2)];
const interfaceLocal = ofScope(1);

/** Networks by name: what is in them, or for `except` all that is not. */
const named: Readonly<Record<string, { readonly blocks: readonly string[]; readonly except?: true }>> = {
  loopback: { blocks: loopback },
  private: { blocks: privateBlocks },
  unspecified: { blocks: unspecified },
  multicast: { blocks: multicast },
  link_local_unicast: { blocks: linkLocal },
  link_local_multicast: { blocks: linkLocalMulticast },
  interface_local_multicast: { blocks: interfaceLocal },
  unicast: { blocks: [...broadcast, ...unspecified, ...loopback, ...multicast, ...linkLocal], except: true },
  global_unicast: {
    blocks: [...broadcast, ...unspecified, ...loopback, ...multicast, ...linkLocal],
    except: true,
  },
  public: {
    blocks: [
      ...[
        privateBlocks,
        loopback,
        unspecified,
        linkLocal,
        linkLocalMulticast,
        interfaceLocal,
        broadcast,
      ].flat(),
    ],
    except: true,
  },
};

/**
 * network_direction(source, destination, networks): which of both ends are within the networks, as the processor of that name says it.
 * https://www.elastic.co/docs/reference/enrich-processor/network-direction-processor
 */
export const networkDirection: Definition = {
  minimum: 3,
  maximum: 3,
  lower: (node, context) => {
    const [source, destination, networks] = node.arguments;
    const ends = [source, destination].map(end => end && context.lowerValue(end));
    const within = networks && testOf(networks, node, context);
    const [from, to] = ends;
    if (from === undefined || to === undefined || within === undefined) return undefined;
    return directionOf(
      comparand(from.expression, 'ip'),
      comparand(to.expression, 'ip'),
      within,
      node,
      context,
    );
  },
};

/** That an address is there, and in one of the networks. */
type Test = (end: Expression) => readonly Predicate[];

function directionOf(
  from: Expression,
  to: Expression,
  within: Test,
  node: ast.Call,
  context: Context,
): Typed {
  const origin = context.origin(node);
  const present = haveOneValue([from, to]);
  const cases: readonly (readonly [string, readonly Predicate[]])[] = [
    ['internal', [...within(from), ...within(to)]],
    ['outbound', [...within(from), ...present.slice(1)]],
    ['inbound', [...within(to), ...present.slice(0, 1)]],
    ['external', present],
  ];
  const branches = cases.map(([direction, tests]) => ({
    when: and(tests, origin),
    value: literalOf(direction, node, context),
  }));
  return { expression: { kind: 'choice', branches, otherwise: undefined, origin }, kind: 'text' };
}

/** Whether an address is in one of the networks that are listed. */
function testOf(list: ast.Expression, node: ast.Call, context: Context): Test | undefined {
  const inside: Network[] = [];
  const outside: (readonly Network[])[] = [];
  for (const item of list.kind === 'list' ? list.items : [list]) {
    const written = item.kind === 'string' ? context.string(item) : undefined;
    const group = written === undefined ? undefined : (named[written] ?? { blocks: [written] });
    const networks = group?.blocks.map(parseNetwork);
    if (networks === undefined || !networks.every(each => each !== undefined))
      return context.report(
        diagnose('esql/network', { text: JSON.stringify(written ?? 'this') }, context.span(item)),
      );
    if (group?.except === true) outside.push(networks);
    else inside.push(...networks);
  }
  const origin = context.origin(node);
  const isIn = (subject: Expression, networks: readonly Network[]): Predicate => ({
    kind: 'inNetwork',
    subject,
    networks: withMappedAddresses(networks),
    quantifier: 'single',
    origin,
  });
  return end => [
    ...(outside.length === 0 ? [] : haveOneValue([end])),
    or(
      [
        ...(inside.length === 0 ? [] : [isIn(end, inside)]),
        ...outside.map(networks => not(isIn(end, networks), origin)),
      ],
      origin,
    ),
  ];
}
