import { Document, type Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';

export interface YamlStyle {
  readonly indent: number;
  readonly singleQuote: boolean;
}

/** As SigmaHQ formats its rules. */
const sigmaStyle: YamlStyle = { indent: 4, singleQuote: true };

/** Of version 1.1 without merge keys; made once, since that takes longer than many a document. */
const { schema } = new Document(null, {
  version: '1.1',
  customTags: tags => tags.filter(tag => typeof tag !== 'object' || !tag.tag.endsWith(':merge')),
});

/**
 * YAML without folding, whose texts are texts to every reader: those of version 1.1 (PyYAML, which pySigma and Panther's tools
 * read with) take more words for values than those of 1.2, and the reverse, and PyYAML takes
 * no tab in a text without quotes. https://yaml.org/spec/1.2.2/#103-core-schema, https://yaml.org/type/
 */
export function toYaml(value: unknown, style: YamlStyle = sigmaStyle): string {
  const document = new Document<Node>(undefined, { version: '1.1', schema });
  document.contents = nodeOf(value);
  return document
    .toString({ ...style, lineWidth: 0 })
    .replaceAll(unprintable, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Lists, maps and plain values as nodes, made here since the library asks of each value which of its tags it might bear. */
function nodeOf(value: unknown): Node {
  if (typeof value !== 'object' || value === null) return scalarOf(value);
  if (Array.isArray(value)) {
    const list = new YAMLSeq();
    for (const item of value) list.items.push(nodeOf(item));
    return list;
  }
  const map = new YAMLMap();
  for (const [key, inner] of Object.entries(value))
    if (inner !== undefined) map.items.push(new Pair(scalarOf(key), nodeOf(inner)));
  return map;
}

function scalarOf(value: unknown): Scalar {
  const scalar = new Scalar(value);
  if (typeof value !== 'string') return scalar;
  const hasTab = value.includes('\t') && !value.includes('\n');
  if (hasTab || value.search(unprintable) !== -1) scalar.type = 'QUOTE_DOUBLE';
  else if (readOtherwise.test(value)) scalar.type = 'QUOTE_SINGLE';
  return scalar;
}

/** What readers refuse or take for the end of a line when it is not escaped: C1 controls, separators, byte order marks. */
const unprintable = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** Numbers of version 1.2 that 1.1 has as texts; `=` and `<<`, which 1.1 has a meaning for. */
const readOtherwise = /^(?:=|<<|0o[0-7]+|[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?)$/;
