import fc from 'fast-check';

/** A pattern of PCRE, and the one of JavaScript with the same meaning. */
export interface Twin {
  readonly pcre: string;
  readonly javascript: string;
}

function twin(pcre: string, javascript = pcre): Twin {
  return { pcre, javascript };
}

function around(before: string, after: string): (inner: Twin) => Twin {
  return ({ pcre, javascript }) => twin(before + pcre + after, before + javascript + after);
}

function joined(parts: readonly Twin[], between = ''): Twin {
  return twin(
    parts.map(({ pcre }) => pcre).join(between),
    parts.map(({ javascript }) => javascript).join(between),
  );
}

const characters = ['a', 'b', 'A', ' ', '\\n', 'k', 'ab', 'foo', 'é', '-', '\\.', '\\\\', '"', '#', '1'].map(
  text => twin(text),
);
const space = '[ \\t\\n\\v\\f\\r]';
const classes = [
  ...['.', '\\d', '\\w', '[ab]', '[^a]', '[a-z0]', '\\W', '[\\w.-]', '\\D'].map(text => twin(text)),
  twin('\\s', space),
  twin('\\S', '[^ \\t\\n\\v\\f\\r]'),
];
const anchors = [
  twin('^'),
  twin('$', '(?=\\n?$)'),
  twin('\\b'),
  twin('\\B'),
  twin('\\A', '^'),
  twin('\\z', '$'),
];
const quantifiers = ['*', '+', '?', '{2}', '{1,3}', '*?', '+?', '{0,2}', '{2,}'];
const looks = ['(?=', '(?!', '(?<=', '(?<!'];

/** Patterns without back-references. `looksInto`: what may stand in a look; one character keeps every dialect able to say it. */
export function patterns(options: { readonly looks: 'any' | 'oneCharacter' }): fc.Arbitrary<Twin> {
  const one = fc.constantFrom(...['a', '[ab]', '\\w'].map(text => twin(text)));
  const { pattern } = fc.letrec<{ pattern: Twin }>(tie => ({
    pattern: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom(...characters),
      fc.constantFrom(...classes),
      fc.constantFrom(...anchors),
      fc.array(tie('pattern'), { minLength: 2, maxLength: 3 }).map(parts => joined(parts)),
      fc
        .array(tie('pattern'), { minLength: 2, maxLength: 2 })
        .map(parts => around('(?:', ')')(joined(parts, '|'))),
      fc
        .tuple(tie('pattern'), fc.constantFrom(...quantifiers))
        .map(([inner, times]) => around('(?:', `)${times}`)(inner)),
      fc
        .tuple(options.looks === 'any' ? tie('pattern') : one, fc.constantFrom(...looks))
        .map(([inner, opening]) => around(opening, ')')(inner)),
    ),
  }));
  return pattern;
}

export const texts: fc.Arbitrary<string[]> = fc.array(
  fc.string({
    unit: fc.constantFrom(
      'a',
      'b',
      'A',
      'B',
      'k',
      'f',
      'o',
      ' ',
      '0',
      '1',
      '\n',
      '-',
      'é',
      '.',
      '"',
      '\\',
      '#',
    ),
    maxLength: 12,
  }),
  { minLength: 5, maxLength: 8 },
);

export const anchorings = fc.constantFrom('search' as const, 'start' as const, 'whole' as const);
