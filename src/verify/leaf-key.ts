import { parseRegex } from '../regex/index.ts';

/** What says nothing of the meaning of a node. */
export const notes: ReadonlySet<string> = new Set([
  ...['origin', 'vendor', 'canonical', 'type', 'isTyped', 'optional', 'isOfPoint', 'keyOf', 'granted'],
]);

/** Nodes never change, and are asked for again by each comparison that they are in. */
const known = new WeakMap<object, string>();

/** Equal keys: the same meaning. Where it was written and what it was resolved to are no part of it. */
export function nodeKey(node: object): string {
  const earlier = known.get(node);
  if (earlier !== undefined) return earlier;
  const key = keyOf(node, notes);
  known.set(node, key);
  return key;
}

const notesOfSingles: ReadonlySet<string> = new Set([...notes, 'several']);

/** As `nodeKey`, of an expression whose fields have one value at most: what it does with several does not matter. */
export function keyOfSingles(node: object): string {
  return keyOf(node, notesOfSingles);
}

/** As JSON writes it; by hand, since `JSON.stringify` takes many times as long when it has to ask what to leave out. */
function keyOf(value: unknown, without: ReadonlySet<string>): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : `"number ${value}"`;
  if (typeof value !== 'object' || value === null) return String(value ?? null);
  if (Array.isArray(value)) return `[${value.map(each => keyOf(each, without)).join()}]`;
  const entries: string[] = [];
  for (const [name, inner] of Object.entries(written(value)))
    if (inner !== undefined && !without.has(name)) entries.push(`"${name}":${keyOf(inner, without)}`);
  return `{${entries.join()}}`;
}

/** Of calls that are the same and written in several ways, one: regexes that are operands by their trees, letters as they are where none says more. */
function written(given: object): object {
  const node = withoutConversions(given);
  if (isNode(node, 'arithmetic') || isNode(node, 'call')) {
    const value = reckoned(node);
    if (value !== undefined) return { kind: 'literal', value };
  }
  if (!('function' in node)) return node;
  if (node.function === 'right') return lastCharacters(node);
  if (node.function === 'replaceRegex') return byTree(node);
  return 'casing' in node && node.casing === 'exact' ? { ...node, casing: undefined } : node;
}

/** The last characters are those from a position that is counted from the end. */
function lastCharacters(node: object): object {
  const [text, count] = 'arguments' in node && Array.isArray(node.arguments) ? node.arguments : [];
  if (!isNode(count, 'literal') || !('value' in count) || !(Number(count.value) > 0)) return node;
  const from = { kind: 'literal', value: -Number(count.value) };
  return { ...node, function: 'substring', arguments: [text, from] };
}

/** A number that is reckoned from numbers alone: each product gives the same, and a reader may have reckoned it. */
function reckoned(node: unknown): number | undefined {
  if (isNode(node, 'literal'))
    return 'value' in node && typeof node.value === 'number' ? node.value : undefined;
  if (isNode(node, 'arithmetic') && 'left' in node && 'right' in node && 'operator' in node) {
    const left = reckoned(node.left);
    const right = left === undefined ? undefined : reckoned(node.right);
    if (left === undefined || right === undefined) return undefined;
    return node.operator === 'multiply' ? left * right : undefined;
  }
  if (!isNode(node, 'call') || !('function' in node) || !('arguments' in node)) return undefined;
  if (node.function !== 'cos' || !Array.isArray(node.arguments)) return undefined;
  const angle = reckoned(node.arguments[0]);
  return angle === undefined ? undefined : Math.cos(angle);
}

const ofTexts =
  /^(?:length|byteLength|lower|upper|trim|trimStart|trimEnd|reverse|repeat|concat|substring|right|replace|replaceRegex|baseName|split|between|indexOf|base64Encode|base64Decode|urlEncode|urlEncodeComponent|urlDecode|md5|sha1|sha256|sha512)$/;

/** A conversion to what a function or operator takes its operands for says nothing more. */
function withoutConversions(node: object): object {
  if (isNode(node, 'arithmetic') && 'left' in node && 'right' in node)
    return { ...node, left: unconverted(node.left, 'number'), right: unconverted(node.right, 'number') };
  if (!isNode(node, 'call') || !('arguments' in node) || !Array.isArray(node.arguments)) return node;
  if (!('function' in node) || !ofTexts.test(String(node.function))) return node;
  return { ...node, arguments: node.arguments.map(each => unconverted(each, 'string')) };
}

function unconverted(operand: unknown, to: 'number' | 'string'): unknown {
  if (!isNode(operand, 'coercion') || !('to' in operand) || operand.to !== to) return operand;
  if (!('operand' in operand) || ('base' in operand && (operand.base ?? 10) !== 10)) return operand;
  return unconverted(operand.operand, to);
}

function isNode(value: unknown, kind: string): value is object {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === kind;
}

function byTree(node: object): object {
  if (!('arguments' in node)) return node;
  const [text, regex, by] = Array.isArray(node.arguments) ? node.arguments : [];
  const result = typeof regex?.value === 'string' ? parseRegex(regex.value, 'java', 'search') : undefined;
  if (result === undefined || result.problem !== undefined) return node;
  return { ...node, arguments: [text, result.regex, by] };
}
