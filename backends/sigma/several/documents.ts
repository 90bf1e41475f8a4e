import { uuidOfPart } from '../../rule-id.ts';
import { toYaml } from '../../yaml-text.ts';
import { detectionSection, logSource } from '../detection-section.ts';
import { optional, ownKeys, saidOf } from '../metadata.ts';
import { titleOf } from './names.ts';
import { type Part, type Planned, planSeveral } from './plan.ts';

type Document = Readonly<Record<string, unknown>>;

/** What the outermost correlation and the documents before it say, for printing and for the document with its metadata. */
export interface CorrelationText {
  /** The documents that the outermost one refers to, each ending in a line of `---`. */
  readonly before: string;
  readonly correlation: Document;
}

export function correlationText(planned: Planned, isWhole: boolean): CorrelationText {
  const plan = planSeveral(planned);
  if (typeof plan === 'string') throw new Error(`a search that was not planned: ${plan}`);
  const outer = plan.parts.at(-1)?.correlation ?? {};
  const { id } = planned.rule.metadata;
  const before = plan.parts.slice(0, -1).map(part => `${toYaml(documentOf(part, id, isWhole))}---\n`);
  return { before: before.join(''), correlation: outer };
}

/** The query alone: all documents, with no more said of the rule than its title. */
export function printCorrelation(planned: Planned): string {
  const { before, correlation } = correlationText(planned, false);
  return `${before}${toYaml({ title: planned.rule.metadata.title, correlation })}`;
}

function documentOf(part: Part, whole: string | undefined, isWhole: boolean): Document {
  const { name, id, rule, correlation, said } = part;
  const title = said?.title ?? (id === undefined ? titleOf(name) : `Rule ${id}`);
  const { level, falsepositives, fields, ...head } = said === undefined || !isWhole ? {} : saidOf(said);
  const found =
    rule === undefined
      ? { correlation }
      : { logsource: logSource(rule.source.sigma), detection: detectionSection(rule) };
  return {
    ...{ title, ...(isWhole ? identity(part, whole) : id === undefined ? { name } : { id }) },
    ...{ ...head, ...found },
    ...{ ...optional('fields', fields), ...optional('falsepositives', falsepositives) },
    ...optional('level', level),
    ...(isWhole && said !== undefined ? ownKeys(said) : {}),
  };
}

/**
 * The id of a rule that was read stays where the rule is: two documents of one id would be two of one rule. What stands here for it
 * has one made of the whole's.
 */
function identity({ name, id, said }: Part, whole: string | undefined): Document {
  const own = id ?? (whole === undefined ? undefined : uuidOfPart(whole, name));
  const origin = own === undefined || own === said?.id ? undefined : said?.id;
  return {
    ...optional('id', own),
    ...(id === undefined ? { name } : {}),
    ...(origin === undefined ? {} : { related: [{ id: origin, type: 'derived' }] }),
  };
}
