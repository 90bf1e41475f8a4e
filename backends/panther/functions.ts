import { type Call, type Expression, type FunctionName, parseRegex, writeRegex } from '../../src/ir/index.ts';
import { pythonString } from './literal.ts';
import type { Reader } from './scope.ts';

/** Gives the operands of a call as Python, and keeps what must hold for them to have a value. */
export interface Operands {
  readonly text: (index: number) => string;
  readonly number: (index: number) => string;
  /** A position: a whole number, written out where it is one. */
  readonly whole: (index: number) => string;
  readonly guard: (condition: string) => void;
}

type Write = (of: Operands, call: Call, scope: Reader) => string;

/** Functions of single values, each an expression that binds tightly: `.lower()` may follow it. */
const writers: Readonly<Partial<Record<FunctionName, Write>>> = {
  length: of => `len(${of.text(0)})`,
  lower: of => `${of.text(0)}.lower()`,
  upper: of => `${of.text(0)}.upper()`,
  trim: of => `${of.text(0)}.strip()`,
  trimStart: of => `${of.text(0)}.lstrip()`,
  trimEnd: of => `${of.text(0)}.rstrip()`,
  reverse: of => `${of.text(0)}[::-1]`,
  repeat: of => `(str(${of.text(0)}) * ${of.whole(1)})`,
  right: of => `${of.text(0)}[-${of.whole(1)}:]`,
  concat: (of, call) => `(${call.arguments.map((_, index) => of.text(index)).join(' + ')})`,
  substring: (of, call) => {
    const [from, to] = [of.whole(1), call.arguments.length > 2 ? of.whole(2) : ''];
    return `${of.text(0)}[${from === '0' ? '' : from}:${to}]`;
  },
  between: writeBetween,
  indexOf: writePosition,
  replace: writeReplacement,
  replaceRegex: writeRegexReplacement,
  baseName: (of, _, scope) => {
    scope.imports.add('import re');
    return String.raw`re.split(r"[\\/]", ${of.text(0)})[-1]`;
  },
  directoryName: supported('directory_name'),
  extension: supported('extension'),
  byteLength: of => `len(${of.text(0)}.encode())`,
  base64Encode: (of, _, scope) => {
    scope.imports.add('import base64');
    return `base64.b64encode(${of.text(0)}.encode()).decode()`;
  },
  base64Decode: supported('decode_base64'),
  // Java leaves `*` as it is and Python `~`: https://docs.python.org/3/library/urllib.parse.html#urllib.parse.quote
  urlEncode: (of, _, scope) => {
    scope.imports.add('from urllib.parse import quote_plus');
    return `quote_plus(${of.text(0)}, safe="*").replace("~", "%7E")`;
  },
  urlEncodeComponent: (of, _, scope) => {
    scope.imports.add('from urllib.parse import quote');
    return `quote(${of.text(0)}, safe="*").replace("~", "%7E")`;
  },
  urlDecode: supported('decode_url'),
  md5: digest('md5'),
  sha1: digest('sha1'),
  sha256: digest('sha256'),
  sha512: digest('sha512'),
  jsonExtract: writeJsonValue,
  abs: of => `abs(${of.number(0)})`,
  ceil: mathOf('ceil'),
  floor: mathOf('floor'),
  truncate: mathOf('trunc'),
  round: supported('round_half_up', 'number'),
  sqrt: (of, _, scope) => {
    const value = of.number(0);
    of.guard(`${value} >= 0`);
    scope.imports.add('import math');
    return `math.sqrt(${value})`;
  },
  least: (of, call) => `min(${call.arguments.map((_, index) => of.number(index)).join(', ')})`,
  greatest: (of, call) => `max(${call.arguments.map((_, index) => of.number(index)).join(', ')})`,
};

/** Those that may have no value though their operands have one: they give None. */
export const mayLack: ReadonlySet<FunctionName> = new Set<FunctionName>([
  ...(['directoryName', 'extension', 'base64Decode', 'urlDecode', 'jsonExtract'] as const),
]);

export function writerOf(name: FunctionName): Write | undefined {
  return writers[name];
}

function supported(
  name: 'directory_name' | 'extension' | 'decode_base64' | 'decode_url' | 'round_half_up',
  operand: 'text' | 'number' = 'text',
): Write {
  return (of, _, scope) => {
    scope.support.add(name);
    return `${name}(${of[operand](0)})`;
  };
}

function digest(name: string): Write {
  return (of, _, scope) => {
    scope.imports.add('import hashlib');
    return `hashlib.${name}(${of.text(0)}.encode()).hexdigest()`;
  };
}

function mathOf(name: string): Write {
  return (of, _, scope) => {
    scope.imports.add('import math');
    return `math.${name}(${of.number(0)})`;
  };
}

function writeBetween(of: Operands, { arguments: values, casing }: Call, scope: Reader): string {
  scope.support.add('between');
  const greedy = values[3];
  const named = [
    ...(greedy?.kind === 'literal' && String(greedy.value) === 'true' ? ['greedy=True'] : []),
    ...(casing === 'ignored' ? ['fold=True'] : []),
  ];
  return `between(${[of.text(0), of.text(1), of.text(2), ...named].join(', ')})`;
}

/** `find` is -1 where the part does not occur: then there is no position. */
function writePosition(of: Operands, { arguments: values, casing }: Call): string {
  const fold = casing === 'ignored' ? '.lower()' : '';
  const written = writtenText(values[1]);
  const text = `${of.text(0)}${fold}`;
  const part =
    fold === '' || written === undefined ? `${of.text(1)}${fold}` : pythonString(written.toLowerCase());
  if (values.length === 2) {
    of.guard(`${part} in ${text}`);
    return `${text}.find(${part})`;
  }
  const found = `${text}.find(${part}, ${of.whole(2)})`;
  of.guard(`${found} >= 0`);
  return found;
}

function writeReplacement(of: Operands, { arguments: values, casing }: Call, scope: Reader): string {
  const part = writtenText(values[1]) ?? '';
  if (casing !== 'ignored') return `${of.text(0)}.replace(${pythonString(part)}, ${of.text(2)})`;
  scope.imports.add('import re');
  const flags = { ignoreCase: true, multiline: false, dotAll: false };
  const regex = { node: { kind: 'literal', text: part }, anchoring: 'search', flags } as const;
  const pattern = writeRegex(regex, { dialect: 'python', use: 'search' }).text ?? '';
  const by = (writtenText(values[2]) ?? '').replaceAll('\\', '\\\\');
  return `re.sub(${pythonString(pattern)}, ${pythonString(by)}, ${of.text(0)})`;
}

function writeRegexReplacement(of: Operands, { arguments: values }: Call, scope: Reader): string {
  const { pattern = '', by = '' } = replacementOf(values) ?? {};
  scope.imports.add('import re');
  return `re.sub(${pythonString(pattern)}, ${pythonString(by)}, ${of.text(0)})`;
}

/**
 * A regex and replacement of Java as Python's: groups are `\g<1>` there, and a backslash is itself doubled.
 * https://docs.python.org/3/library/re.html#re.sub
 */
function replacementOf([, regex, by]: readonly Expression[]) {
  const [written, replacement] = [writtenText(regex), writtenText(by)];
  if (written === undefined || replacement === undefined || /\$\{|\$(?!\d)/.test(replacement))
    return undefined;
  const result = parseRegex(written, 'java', 'search');
  if (result.problem !== undefined) return undefined;
  const pattern = writeRegex(result.regex, { dialect: 'python', use: 'search' }).text;
  if (pattern === undefined) return undefined;
  const parts = replacement.replaceAll(/\\([\s\S])|\$(\d)/g, (_, escaped: string, group: string) =>
    escaped === undefined ? `\\g<${group}>` : escaped === '\\' ? '\\\\' : escaped,
  );
  return { pattern, by: parts };
}

/** A path of keys and positions, as a tuple. */
function writeJsonValue(of: Operands, { arguments: values }: Call, scope: Reader): string {
  scope.support.add('json_value');
  const path = (writtenText(values[1]) ?? '').replace(/^\$/, '');
  const keys = [...path.matchAll(/([^.[\]]+)|\[(\d+)\]|\['([^']*)'\]/g)].map(
    ([, name, position, quoted]) => name ?? position ?? quoted ?? '',
  );
  return `json_value(${[of.text(0), ...keys.map(pythonString)].join(', ')})`;
}

function writtenText(value: Expression | undefined): string | undefined {
  return value?.kind === 'literal' && typeof value.value === 'string' ? value.value : undefined;
}

function isWhole(value: Expression | undefined, least: number): boolean {
  return value?.kind === 'literal' && Number.isInteger(value.value) && Number(value.value) >= least;
}

/** Why a call cannot be written as Python, or undefined. */
export function limitOfCall({ function: name, arguments: values, casing }: Call): string | undefined {
  const [, second, third] = values;
  switch (name) {
    case 'replace':
      return writtenText(second) && (casing !== 'ignored' || writtenText(third) !== undefined)
        ? undefined
        : 'Python’s replace() takes an empty text for one that is everywhere, so that only written texts are replaced';
    case 'replaceRegex':
      return replacementOf(values) === undefined ? 'Python’s regexes lack what this one replaces' : undefined;
    case 'jsonExtract':
      return writtenText(second) === undefined ? 'only written paths of JSON are followed' : undefined;
    case 'indexOf':
      return third === undefined || (isWhole(third, 0) && writtenText(second))
        ? undefined
        : 'Python’s find() counts positions below zero from the end';
    case 'right':
      return isWhole(second, 1) ? undefined : 'Python’s slices take written numbers of characters here';
    case 'repeat':
      return isWhole(second, 0) && Number((second as { value?: unknown }).value) <= 1000
        ? undefined
        : 'a text is repeated so many times as is written';
    case 'round':
      return values.length > 1 ? 'Python’s round() takes halves to the even number' : undefined;
    default:
      return undefined;
  }
}
