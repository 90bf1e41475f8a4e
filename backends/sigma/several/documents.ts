import { toYaml } from '../../yaml-text.ts';
import { detectionSection, logSource } from '../detection-section.ts';
import { titleOf } from './names.ts';
import { type Part, type Planned, planSeveral } from './plan.ts';

type Document = Readonly<Record<string, unknown>>;

/** What the outermost correlation and the documents before it say, for printing and for the document with its metadata. */
export interface CorrelationText {
  /** The documents that the outermost one refers to, each ending in a line of `---`. */
  readonly before: string;
  readonly correlation: Document;
}

export function correlationText(planned: Planned): CorrelationText {
  const plan = planSeveral(planned);
  if (typeof plan === 'string') throw new Error(`a search that was not planned: ${plan}`);
  const outer = plan.parts.at(-1)?.correlation ?? {};
  const before = plan.parts.slice(0, -1).map(part => `${toYaml(documentOf(part))}---\n`);
  return { before: before.join(''), correlation: outer };
}

/** The query alone: all documents, with no more said of the rule than its title. */
export function printCorrelation(planned: Planned): string {
  const { before, correlation } = correlationText(planned);
  return `${before}${toYaml({ title: planned.rule.metadata.title, correlation })}`;
}

function documentOf({ name, id, rule, correlation }: Part): Document {
  const title = id === undefined ? titleOf(name) : `Rule ${id}`;
  const head = { title, ...(id === undefined ? { name } : { id }) };
  if (rule === undefined) return { ...head, correlation };
  return { ...head, logsource: logSource(rule.source.sigma), detection: detectionSection(rule) };
}
