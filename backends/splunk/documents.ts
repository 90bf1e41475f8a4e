import type { Emission, EmitRequest } from '../../src/ir/index.ts';
import { confValue } from './conf.ts';
import { contentStem, escuDetection } from './escu.ts';
import { headerLines, lostKeys } from './rule-facts.ts';
import { savedSearch } from './saved-search.ts';
import { riskOf, severityOf } from './severity.ts';

/** A text, with what it has no place for. */
interface Written extends Pick<Emission, 'lost' | 'grouping'> {
  readonly text: string;
}

interface Format {
  readonly extension: string;
  readonly write: (request: EmitRequest) => Written;
}

const formats: Readonly<Record<string, Format>> = {
  savedsearches: { extension: '.conf', write: savedSearch },
  spl: { extension: '.spl', write: bareQuery },
  escu: { extension: '.yml', write: escuDetection },
};

/** The document of a translated rule in one of the backend's formats. */
export function emitDocuments(request: EmitRequest): Emission {
  const format = formats[request.format] ?? { extension: '.conf', write: savedSearch };
  const { text, ...told } = format.write(request);
  const { contentName, fileName } = request;
  const name = contentName === undefined ? fileName : contentStem(contentName);
  return { files: [{ path: `${name}${format.extension}`, text }], ...told };
}

/** Three backticks open and close a comment. */
const bar = '```';

function comment(line: string): string {
  return confValue(line).replaceAll('`', "'");
}

/** The query under a comment that says what it is. */
function bareQuery({ planned, query, verdict }: EmitRequest): Written {
  const { metadata } = planned.rule;
  const header = [
    ...headerLines(planned, verdict),
    `Severity: ${severityOf(metadata).notable}, risk ${riskOf(metadata)}`,
    ...(metadata.description === undefined ? [] : [`Description: ${metadata.description}`]),
    ...metadata.falsePositives.map(each => `False positive: ${each}`),
    ...(metadata.tags.length === 0 ? [] : [`Tags: ${metadata.tags.join(', ')}`]),
    ...metadata.related.map(each => `Related: ${each.id} (${each.type})`),
  ];
  return {
    text: [bar, ...header.map(comment), bar, query, ''].join('\n'),
    lost: lostKeys(planned, { tags: true, related: true }),
    ...(planned.rule.suppression === undefined ? {} : { grouping: 'a query alone holds no alerts back' }),
  };
}
