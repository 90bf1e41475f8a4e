import { Document, type Scalar, visit } from 'yaml';

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
  const document = new Document(value, { aliasDuplicateObjects: false, version: '1.1', schema });
  visit(document, { Scalar: (_key, scalar) => quoteWhereNeeded(scalar) });
  return document
    .toString({ ...style, lineWidth: 0 })
    .replaceAll(unprintable, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function quoteWhereNeeded(scalar: Scalar): void {
  const { value } = scalar;
  if (typeof value !== 'string') return;
  const hasTab = value.includes('\t') && !value.includes('\n');
  if (hasTab || value.search(unprintable) !== -1) scalar.type = 'QUOTE_DOUBLE';
  else if (readOtherwise.test(value)) scalar.type = 'QUOTE_SINGLE';
}

/** What readers refuse or take for the end of a line when it is not escaped: C1 controls, separators, byte order marks. */
const unprintable = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** Numbers of version 1.2 that 1.1 has as texts; `=` and `<<`, which 1.1 has a meaning for. */
const readOtherwise = /^(?:=|<<|0o[0-7]+|[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?)$/;
