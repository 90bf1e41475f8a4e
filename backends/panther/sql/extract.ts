import type { Stage } from '../../../src/ir/index.ts';
import { printCondition } from './condition.ts';
import { asText } from './convert.ts';
import { printValue, Unsaid } from './expression.ts';
import { sqlString } from './literal.ts';
import type { Select } from './select.ts';

/** What the named groups of a pattern hold. https://docs.snowflake.com/en/sql-reference/functions/regexp_substr */
export function extracted(select: Select, stage: Extract<Stage, { kind: 'extract' }>): Select {
  if (stage.syntax === 'dissect')
    throw new Unsaid('Snowflake has no function that takes a text apart by its delimiters');
  const { pattern, groups } = plainGroups(stage.pattern);
  const value = asText(printValue(stage.subject, { columns: select.columns(), condition: printCondition }));
  for (const name of stage.fields) {
    const group = groups.indexOf(name) + 1;
    if (group === 0) throw new Unsaid(`the pattern has no group for ${name}`);
    select.add(name, {
      text: `NULLIF(REGEXP_SUBSTR(${value}, ${sqlString(pattern)}, 1, 1, 'e', ${group}), '')`,
      type: 'text',
    });
  }
  return select;
}

/**
 * A pattern with its groups by number. Alternatives and lazy repetitions tell which of several texts a group holds, which is
 * another one by the rules of POSIX; nor has it groups with flags.
 */
function plainGroups(pattern: string): { readonly pattern: string; readonly groups: readonly string[] } {
  const groups: string[] = [];
  let text = '';
  for (let at = 0; at < pattern.length; ) {
    const rest = pattern.slice(at);
    const [token = ''] =
      /^(?:\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?<[\w.@-]+>|\(\?:|\(|[*+?}][?+]?|.)/su.exec(rest) ?? [];
    if (/^(?:\||%\{?|[*+?}][?+]|\(\?)$/.test(token) || (token === '%' && rest[1] === '{'))
      throw new Unsaid(
        'Snowflake’s regular expressions have no grok patterns, alternatives of captures or lazy repetition',
      );
    if (/^\(/.test(token)) {
      groups.push(/^\(\?<(.*)>$/.exec(token)?.[1] ?? '');
      text += '(';
    } else text += token;
    at += token.length || 1;
  }
  return { pattern: text, groups };
}
