type Plain = string | number | boolean | null;

const booleans = /^(?:(yes|Yes|YES|true|True|TRUE|on|On|ON)|no|No|NO|false|False|FALSE|off|Off|OFF)$/;
const nulls = /^(?:~|null|Null|NULL|)$/;
/** In base 2, 8, 10, 16 and 60. */
const integer =
  /^([-+]?)(?:0b([01_]+)|0([0-7_]+)|(0|[1-9][0-9_]*)|0x([0-9a-fA-F_]+)|([1-9][0-9_]*(?::[0-5]?[0-9])+))$/;
const float =
  /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

/**
 * What PyYAML, and so pySigma, takes a word without quotes for: it follows version 1.1 of YAML, where `yes` is a Boolean, `010` eight and
 * `1:30` ninety. Dates, which pySigma refuses among values, are left texts. https://yaml.org/spec/1.1/#id864510,
 * https://github.com/yaml/pyyaml/blob/main/lib/yaml/resolver.py
 */
export function pyYamlValue(word: string): Plain {
  const truth = booleans.exec(word);
  if (truth !== null) return truth[1] !== undefined;
  if (nulls.test(word)) return null;
  const digits = pyYamlInteger(word);
  if (digits !== undefined) return Number(digits);
  return float.test(word) ? floatOf(word.replaceAll('_', '').toLowerCase()) : word;
}

/** The integer that a word is to PyYAML; undefined when it is none. */
export function pyYamlInteger(word: string): bigint | undefined {
  const [, sign = '', ...bases] = integer.exec(word) ?? [];
  const [binary, octal, decimal, hexadecimal, sixty] = bases.map(each => each?.replaceAll('_', ''));
  const prefixed =
    binary !== undefined
      ? `0b${binary}`
      : octal !== undefined
        ? `0o${octal}`
        : hexadecimal && `0x${hexadecimal}`;
  const text = prefixed ?? decimal;
  if (text === undefined && sixty === undefined) return undefined;
  const size =
    text === undefined ? inSixties(sixty?.split(':') ?? []) : BigInt(/[^x]$/.test(text) ? text : 0);
  return sign === '-' ? -size : size;
}

function inSixties(places: readonly string[]): bigint {
  return places.reduce((sum, place) => sum * 60n + BigInt(place), 0n);
}

function floatOf(word: string): number {
  const sign = word.startsWith('-') ? -1 : 1;
  const size = word.replace(/^[-+]/, '');
  if (size === '.inf') return sign * Number.POSITIVE_INFINITY;
  if (size === '.nan') return Number.NaN;
  return sign * size.split(':').reduce((sum, place) => sum * 60 + Number(place), 0);
}
