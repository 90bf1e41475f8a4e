import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digests } from '../../src/evaluate/digest.ts';

test.each(['md5', 'sha1', 'sha256', 'sha512'] as const)('%s is that of node', name => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), text => {
      expect(digests[name](text)).toBe(createHash(name).update(text).digest('hex'));
    }),
  );
});
