import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDocument, type Scalar, stringify, visit } from 'yaml';
import { yamlText } from '../../src/readers/yaml-text.ts';
import { type EmbeddedText, SourceFile } from '../../src/source/index.ts';

/** Each text scalar of a document that has characters in the file, with what the library read. */
function scalarsOf(text: string): readonly { readonly read: string; readonly embedded: EmbeddedText }[] {
  const file = new SourceFile('x.yml', text);
  const found: { read: string; embedded: EmbeddedText }[] = [];
  const document = parseDocument(text, { keepSourceTokens: true, logLevel: 'silent' });
  if (document.errors.length > 0) return found;
  visit(document, {
    Scalar(_, node: Scalar) {
      if (typeof node.value !== 'string' || node.srcToken === undefined) return;
      found.push({
        read: node.value,
        embedded: yamlText(file, { text: node.value, start: node.range?.[0] ?? 0, token: node.srcToken }),
      });
    },
  });
  return found;
}

const styles = ['PLAIN', 'QUOTE_SINGLE', 'QUOTE_DOUBLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED'] as const;
const pieces = fc.constantFrom(
  'a',
  'b c',
  ' ',
  '\n',
  '\n\n',
  '\t',
  "'",
  '"',
  '\\',
  '#',
  ': ',
  'é',
  '😀',
  '\r\n',
  '\n  ',
);
const anyText = fc.array(pieces, { maxLength: 12 }).map(parts => parts.join(''));

/** The characters of the file at which the text was copied verbatim are the same ones. */
function agrees(file: string, read: string, embedded: EmbeddedText): void {
  expect(embedded.text).toBe(read);
  for (let at = 0; at < read.length; at++) {
    const { start, end } = embedded.span(at, at + 1);
    expect(start).toBeGreaterThanOrEqual(0);
    if (/[a-c]/.test(read.charAt(at)) && file[start] !== '\\')
      expect(file.slice(start, end)).toBe(read.charAt(at));
  }
}

test('what the library writes in any style leads back to its characters', () => {
  fc.assert(
    fc.property(anyText, fc.constantFrom(...styles), fc.constantFrom(0, 10, 30), (text, style, lineWidth) => {
      const written = stringify({ k: { l: text } }, { defaultStringType: style, lineWidth });
      for (const { read, embedded } of scalarsOf(written)) agrees(written, read, embedded);
    }),
    { numRuns: 500 },
  );
});

const rawPieces = fc.constantFrom(
  'a',
  'b',
  ' ',
  '\n    ',
  '\n',
  '\n      ',
  '\n  \n    ',
  '\t',
  '\\n',
  '\\x41',
  '\\\n    ',
  "''",
  '\r\n    ',
  '\\U0001F600',
);

test('what people write in any style leads back to its characters', () => {
  const header = fc.tuple(fc.constantFrom('|', '>'), fc.constantFrom('', '2', '-', '+', '2-', '+2'));
  const opening = fc.oneof(
    fc.constantFrom(['x', ''], ["'", "'"], ['"', '"']),
    header.map(([kind, rest]) => [`${kind}${rest}\n    `, '']),
  );
  fc.assert(
    fc.property(opening, fc.array(rawPieces, { maxLength: 14 }), ([open = '', close = ''], body) => {
      const written = `top:\n  k: ${open}${body.join('')}${close}\n  z: c\n`;
      for (const { read, embedded } of scalarsOf(written)) agrees(written, read, embedded);
    }),
    { numRuns: 1500 },
  );
});
