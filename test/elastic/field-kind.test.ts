import { expect, test } from 'vitest';
import { kindOfField } from '../../backends/elastic/field-kind.ts';
import { defaultProfile } from '../../src/compile/index.ts';
import { field } from '../../src/ir/index.ts';

// EQL fails where a number is compared with a text, so that one that a field map has must not be taken for a keyword; nor has a Boolean parts of a text.
test.each([
  ['gcp.audit.status.code', { type: 'number', isTyped: true }, 'number'],
  ['gcp.audit.response.size', { type: 'number' }, 'unknown'],
  ['destination.port', { type: 'number' }, 'number'],
  ['aws.cloudtrail.read_only', { type: 'boolean', isTyped: true }, 'boolean'],
  ['a.valid', { type: 'boolean' }, 'unknown'],
  ['source.ip', {}, 'ip'],
] as const)('%s %o is held as %s', (name, more, kind) => {
  expect(kindOfField({ ...field(name, 'elastic'), ...more }, defaultProfile('elastic'))).toBe(kind);
});
