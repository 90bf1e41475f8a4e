import { type Expression, extractionOf, type Stage, writeRegex } from '../../ir/index.ts';

type ExtractStage = Extract<Stage, { kind: 'extract' }>;

/** What a stage cuts out of a text, by the names of its columns, where the text fits; none where no expression says it. */
export function extractedColumns(stage: ExtractStage, subject: Expression): ReadonlyMap<string, Expression> {
  const extraction = extractionOf(stage);
  const text = extraction && writeRegex(extraction.regex, { dialect: 'java', use: 'search' }).text;
  if (extraction === undefined || text === undefined) return new Map();
  const { origin } = stage;
  const { regex } = extraction;
  const flags = text.startsWith('(?') ? (/^\(\?[a-z]+\)/.exec(text)?.[0] ?? '') : '';
  const whole = `${flags}^(?s:.*?)(?:${text.slice(flags.length)})(?s:.*)$`;
  const groups = [...text.matchAll(/(\\.)|\((?!\?)|\(\?<(\w+)>/g)].filter(
    ([, escaped]) => escaped === undefined,
  );
  const found = new Map<string, Expression>();
  for (const [group, name] of extraction.fields) {
    const place = groups.findIndex(([, , own]) => own === group) + 1;
    if (place === 0) continue;
    const by = [whole, `$${place}`].map(value => ({ kind: 'literal', value, origin }) as const);
    found.set(name, {
      kind: 'choice',
      branches: [
        {
          when: { kind: 'matches', subject, regex, quantifier: 'any', origin },
          value: { kind: 'call', function: 'replaceRegex', arguments: [subject, ...by], origin },
        },
      ],
      otherwise: undefined,
      origin,
    });
  }
  return found;
}
