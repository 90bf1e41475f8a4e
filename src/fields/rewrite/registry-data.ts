import {
  type Expression,
  equals,
  type Leaf,
  like,
  type Pattern,
  patternForm,
  plainText,
  text,
} from '../../ir/index.ts';
import { exactly, loosely, type Rewriting } from '../rewriting.ts';

/**
 * How a product writes a registry value that is a number: Sysmon `DWORD (0x00000001)` and `QWORD (0x00000000-0x00000001)`, Splunk's data
 * model `0x00000001`, Elastic `1` (its endpoint) or `0x00000001` (its integration of Sysmon). All write texts as they are.
 */
export type RegistryForm = 'sysmon' | 'hexadecimal' | 'elastic';

interface RegistryNumber {
  readonly value: bigint;
  readonly digits: 8 | 16;
}

const given = 'registry-number-spelling';

/** A leaf over the data of a registry value, in the target's spelling of numbers. */
export function inRegistryForm(
  leaf: Leaf,
  subject: Expression,
  from: RegistryForm,
  to: RegistryForm,
): Rewriting {
  const named = over(leaf, subject);
  if (leaf.kind === 'exists' || from === to) return exactly(named);
  const why =
    'The products write numbers of the registry in different ways, which this comparison cannot follow.';
  const patterns = patternsOf(leaf);
  if (patterns === undefined || !('casing' in leaf)) return loosely(named, 'different', why);
  const texts: Pattern[] = [];
  const values: string[] = [];
  const spellings = new Set(patterns.map(written => numberIn(written, from)?.value));
  for (const written of patterns) {
    const number = numberIn(written, from);
    if (number !== undefined) values.push(...spelt(number, to));
    if (number === undefined || (from === 'elastic' && isLonely(written, patterns))) texts.push(written);
  }
  if (texts.some(written => plainText(written) === undefined && mayBeNumber(written)))
    return loosely(named, 'different', why);
  if (from === 'sysmon' && texts.some(isBinary))
    return loosely(
      named,
      'different',
      'The target holds the bytes of binary data, not a word in their place.',
    );
  const all = [...new Set(values)];
  const predicate = texts.every(written => plainText(written) !== undefined)
    ? equals(subject, [...new Set([...all, ...texts.map(written => plainText(written) ?? '')])], leaf)
    : like(subject, [...all.map(value => [text(value)]), ...texts], leaf);
  return spellings.size === 1 && spellings.has(undefined) ? exactly(named) : exactly(predicate, given);
}

/** A value of an event in another product's spelling. */
export function registryValue(value: unknown, from: RegistryForm, to: RegistryForm): unknown {
  if (Array.isArray(value)) return value.map(one => registryValue(one, from, to));
  const number = typeof value === 'string' ? numberIn([text(value)], from) : undefined;
  return number === undefined ? value : spelt(number, to)[0];
}

/** A whole number; one that stands between `*`s in Sysmon's form can be nothing else. */
function numberIn(written: Pattern, form: RegistryForm): RegistryNumber | undefined {
  const shape = patternForm(written);
  const word = plainText(written) ?? (form === 'sysmon' && 'text' in shape ? shape.text : undefined);
  if (word === undefined) return undefined;
  if (form === 'sysmon') {
    const [, low] = /^DWORD \(0x([0-9a-f]{8})\)$/i.exec(word) ?? [];
    if (low !== undefined) return { value: BigInt(`0x${low}`), digits: 8 };
    const [, first, second] = /^QWORD \(0x([0-9a-f]{8})-0x([0-9a-f]{8})\)$/i.exec(word) ?? [];
    return first && second ? { value: BigInt(`0x${first}${second}`), digits: 16 } : undefined;
  }
  if (/^0x([0-9a-f]{8}|[0-9a-f]{16})$/i.test(word))
    return { value: BigInt(word.toLowerCase()), digits: word.length === 10 ? 8 : 16 };
  if (form !== 'elastic' || !/^(0|[1-9]\d{0,19})$/.test(word)) return undefined;
  const value = BigInt(word);
  return value >> 64n > 0n ? undefined : { value, digits: value >> 32n > 0n ? 16 : 8 };
}

function spelt({ value, digits }: RegistryNumber, form: RegistryForm): readonly string[] {
  const hexadecimal = value.toString(16).padStart(digits, '0');
  if (form === 'hexadecimal') return [`0x${hexadecimal}`];
  if (form === 'elastic') return [String(value), `0x${hexadecimal}`];
  return digits === 8
    ? [`DWORD (0x${hexadecimal})`]
    : [`QWORD (0x${hexadecimal.slice(0, 8)}-0x${hexadecimal.slice(8)})`];
}

/** `1` without `0x00000001` beside it may be a text as well as a number. */
function isLonely(written: Pattern, patterns: readonly Pattern[]): boolean {
  const word = plainText(written);
  const number = numberIn(written, 'elastic');
  if (word === undefined || number === undefined || word.startsWith('0x')) return false;
  return !patterns.some(other => {
    const hexadecimal = plainText(other)?.startsWith('0x');
    return hexadecimal && numberIn(other, 'elastic')?.value === number.value;
  });
}

/** Sysmon writes `Binary Data` for any of them. */
function isBinary(written: Pattern): boolean {
  return written.some(part => part.kind === 'text' && /binary data/i.test(part.text));
}

/** Whether some number's spelling fits a pattern; one of `*` alone asks for a value only, as does that of any letters. */
function mayBeNumber(written: Pattern): boolean {
  const words = written.flatMap(part => (part.kind === 'text' ? [part.text] : []));
  const letters = written.filter(part => part.kind === 'anyOne').length;
  const isOfLength = letters > (written.some(part => part.kind === 'anyRun') ? 1 : 0);
  return (words.length > 0 || isOfLength) && words.every(word => /^[DQWOR ()\dA-FX-]*$/i.test(word));
}

function patternsOf(leaf: Leaf): readonly Pattern[] | undefined {
  if (leaf.kind === 'like') return leaf.patterns;
  if (leaf.kind === 'equals') return leaf.values.map(value => [text(String(value))]);
  return undefined;
}

function over(leaf: Leaf, subject: Expression): Leaf {
  if (leaf.kind === 'compares') return { ...leaf, left: subject };
  return leaf.kind === 'keyword' || leaf.kind === 'element' ? leaf : { ...leaf, subject };
}
