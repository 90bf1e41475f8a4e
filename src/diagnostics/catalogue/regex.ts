import { type Catalogue, code } from '../define-codes.ts';

export const regexCodes = {
  'regex/syntax': code<{ problem: string; dialect: string }>({
    severity: 'error',
    message: ({ problem, dialect }) => `this is no regular expression of ${dialect}: ${problem}`,
    explanation:
      'The pattern does not follow the syntax of the dialect that its rule format prescribes, so that its own product would reject it or read it in another way than it seems to be meant. The place that is marked is where reading stopped.',
  }),
  'regex/unsupported': code<{ problem: string; dialect: string }>({
    severity: 'error',
    message: ({ problem, dialect }) => `in this regular expression (${dialect}) ${problem}`,
    help: () => 'write the pattern without it; most such constructs only help captures or speed',
    explanation:
      'The dialect has this construct, but its meaning depends on more than the text that is matched, or on state between matches: conditionals, recursion, callouts, `\\G`, `\\K`, grapheme clusters. No target could be given the same meaning, so the rule is refused.',
  }),
} as const satisfies Catalogue;
