import fc from 'fast-check';
import { expect, test } from 'vitest';
import { absorbRuns } from '../../src/regex/absorb.ts';
import { Automaton, isRegular, wholeCore } from '../../src/regex/automaton.ts';
import { withoutCaptures } from '../../src/regex/captures.ts';
import { coreOf } from '../../src/regex/core-of.ts';
import { anchorings, patterns, texts } from './arbitraries.ts';
import { read } from './read.ts';

test('without what an any-run beside it absorbs, a regex fits the same texts', () => {
  fc.assert(
    fc.property(patterns({ looks: 'oneCharacter' }), anchorings, texts, ({ pcre }, anchoring, all) => {
      const core = withoutCaptures(coreOf(read(`\\s*${pcre}a+`, 'pcre', anchoring)));
      fc.pre(isRegular(core));
      const whole = wholeCore(core, anchoring);
      const [plain, lean] = [whole, absorbRuns(whole)].map(each => new Automaton(each, 'whole'));
      for (const text of [...all, ...all.map(each => ` ${each}aa`)])
        expect(lean?.matches(text)).toBe(plain?.matches(text));
    }),
    { numRuns: 400 },
  );
});
