import type { Expression, Leaf, Pattern, Predicate, Regex, RegexNode } from '../../src/ir/index.ts';

/**
 * What is asked of the last part of a path, or of its ending, as a regex of the whole path. Undefined where the part may hold what
 * parts are divided by.
 */
export function baseNameAsRegex(leaf: Leaf): Predicate | undefined {
  if (leaf.kind === 'matches' && isPart(leaf.subject, 'baseName'))
    return ofPath(leaf, leaf.subject.arguments[0], regexOfName(leaf.regex), leaf.regex.flags.ignoreCase);
  if (leaf.kind === 'like' && isPart(leaf.subject, 'baseName')) {
    const nodes = leaf.patterns.map(parts => nodeOf(parts, nameCharacter));
    if (!nodes.every(node => node !== undefined)) return undefined;
    const node = sequence(nameStart, oneOf(nodes), end);
    return ofPath(leaf, leaf.subject.arguments[0], node, leaf.casing === 'ignored');
  }
  return undefined;
}

/** The ending follows the last dot of the name, before which something stands. */
export function extensionAsRegex(leaf: Leaf): Predicate | undefined {
  if (!('subject' in leaf) || !isPart(leaf.subject, 'extension')) return undefined;
  const [path] = leaf.subject.arguments;
  if (leaf.kind === 'exists')
    return ofPath({ ...leaf, quantifier: 'any' }, path, sequence(dotted, extensionRun, end), false);
  const patterns =
    leaf.kind === 'like'
      ? leaf.patterns
      : leaf.kind === 'equals'
        ? leaf.values.map((value): Pattern => [{ kind: 'text', text: String(value) }])
        : undefined;
  if (patterns === undefined || !('casing' in leaf)) return undefined;
  const nodes = patterns.map(parts => nodeOf(parts, extensionCharacter));
  if (!nodes.every(node => node !== undefined)) return undefined;
  return ofPath(leaf, path, sequence(dotted, oneOf(nodes), end), leaf.casing === 'ignored');
}

type PartOfPath = Extract<Expression, { kind: 'call' }>;

function isPart(subject: Expression, name: 'baseName' | 'extension'): subject is PartOfPath {
  return subject.kind === 'call' && subject.function === name;
}

const separators = [
  { from: 0x2f, to: 0x2f },
  { from: 0x5c, to: 0x5c },
];
const dot = { from: 0x2e, to: 0x2e };
const nameCharacter: RegexNode = { kind: 'class', ranges: separators, negated: true };
const extensionCharacter: RegexNode = { kind: 'class', ranges: [dot, ...separators], negated: true };
const nameStart: RegexNode = {
  kind: 'alternation',
  options: [
    { kind: 'anchor', at: 'textStart' },
    { kind: 'class', ranges: separators, negated: false },
  ],
};
const end: RegexNode = { kind: 'anchor', at: 'textEnd' };
const dotted = sequence(nameCharacter, { kind: 'literal', text: '.' });
const extensionRun = run(extensionCharacter);

function sequence(...items: readonly RegexNode[]): RegexNode {
  return { kind: 'sequence', items };
}

function oneOf(nodes: readonly RegexNode[]): RegexNode {
  const [only] = nodes;
  return nodes.length === 1 && only !== undefined ? only : { kind: 'alternation', options: nodes };
}

function run(node: RegexNode): RegexNode {
  return { kind: 'repeat', node, minimum: 0, maximum: Number.POSITIVE_INFINITY, mode: 'greedy' };
}

function ofPath(
  leaf: Pick<Extract<Leaf, { kind: 'matches' }>, 'quantifier' | 'origin'>,
  subject: Expression | undefined,
  node: RegexNode | undefined,
  ignoreCase: boolean,
): Predicate | undefined {
  if (subject === undefined || node === undefined) return undefined;
  const flags = { ignoreCase, multiline: false, dotAll: true };
  const regex: Regex = { node, anchoring: 'search', flags };
  return { kind: 'matches', subject, regex, quantifier: leaf.quantifier, origin: leaf.origin };
}

/** A pattern within a part of a path; undefined where a text of it can never be one. */
function nodeOf(parts: Pattern, character: RegexNode): RegexNode | undefined {
  const isWithin = character === nameCharacter ? /[\\/]/ : /[\\/.]/;
  if (parts.some(part => part.kind === 'text' && isWithin.test(part.text))) return undefined;
  return sequence(
    ...parts.map(
      (part): RegexNode =>
        part.kind === 'text'
          ? { kind: 'literal', text: part.text }
          : part.kind === 'anyRun'
            ? run(character)
            : character,
    ),
  );
}

/** Of a regex for a whole name, or for something that is found within it. */
function regexOfName({ node, anchoring, flags }: Regex): RegexNode | undefined {
  const within = withoutSeparators(node, flags.dotAll);
  if (within === undefined || anchoring === 'start' || flags.multiline) return undefined;
  return anchoring === 'whole'
    ? sequence(nameStart, grouped(within), end)
    : sequence(grouped(within), run(nameCharacter), end);
}

function grouped(node: RegexNode): RegexNode {
  return node.kind === 'alternation' ? { kind: 'group', node, index: 1 } : node;
}

/** The same regex of texts without separators; undefined where it looks at what stands around. */
function withoutSeparators(node: RegexNode, dotAll: boolean): RegexNode | undefined {
  const each = (nodes: readonly RegexNode[]): readonly RegexNode[] | undefined => {
    const found = nodes.map(inner => withoutSeparators(inner, dotAll));
    return found.every(inner => inner !== undefined) ? found : undefined;
  };
  switch (node.kind) {
    case 'empty':
      return node;
    case 'literal':
      return /[\\/]/.test(node.text) ? undefined : node;
    case 'any':
      return dotAll
        ? nameCharacter
        : { kind: 'class', ranges: [{ from: 10, to: 10 }, ...separators], negated: true };
    case 'class':
      if (node.negated) return { ...node, ranges: [...node.ranges, ...separators] };
      return separators.some(({ from }) => node.ranges.some(range => range.from <= from && from <= range.to))
        ? undefined
        : node;
    case 'sequence': {
      const items = each(node.items);
      return items && { ...node, items };
    }
    case 'alternation': {
      const options = each(node.options);
      return options && { ...node, options };
    }
    case 'repeat':
    case 'group': {
      const inner = withoutSeparators(node.node, dotAll);
      return inner && { ...node, node: inner };
    }
    default:
      return undefined;
  }
}
