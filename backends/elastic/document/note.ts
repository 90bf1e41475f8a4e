import type { EmitRequest } from '../../../src/ir/index.ts';

const vendors = { sigma: 'Sigma', elastic: 'Elastic', splunk: 'Splunk', panther: 'Panther' } as const;

/** The investigation guide; of a translated rule with where it comes from and how it stands to its source. */
export function noteOf({ planned, verdict }: EmitRequest): string | undefined {
  const { metadata } = planned.rule;
  if (metadata.vendor === 'elastic') return metadata.note;
  const id = metadata.id === undefined ? '' : ` ${metadata.id}`;
  const source = [
    '## Source',
    '',
    `Translated from the ${vendors[metadata.vendor]} rule${id}. ${standing[verdict.verdict] ?? ''}`.trimEnd(),
    ...(verdict.reasons.length === 0 ? [] : ['', ...verdict.reasons.map(reason => `- ${oneLine(reason)}`)]),
    '',
  ].join('\n');
  return metadata.note === undefined ? source : `${metadata.note.trimEnd()}\n\n${source}`;
}

const standing: Readonly<Record<string, string>> = {
  exact: 'It matches the same events.',
  broader: 'It matches all events that the source does, and more:',
  narrower: 'It misses events that the source matches:',
  different: 'It misses some events that the source matches, and matches others:',
};

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
