import { existsSync } from 'node:fs';
import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { readSource } from './input-files.ts';
import { reasonOf } from './system-errors.ts';

/** An event that a rule must or must not match, in the field names of the rule's own format. */
export interface RuleEvent {
  readonly name: string;
  readonly matches: boolean;
  readonly event: Readonly<Record<string, unknown>>;
}

/** The file beside a rule that holds its labelled events: `NAME.events.json` for `NAME.yml`. */
export function eventsPath(rulePath: string): string {
  return rulePath.replace(/\.[^./\\]+$/, '.events.json');
}

/** The labelled events of a rule's file; none when it has no such file. */
export function labelledEvents(rulePath: string): readonly RuleEvent[] | Diagnostic {
  const path = eventsPath(rulePath);
  if (rulePath === '-' || path === rulePath || !existsSync(path)) return [];
  const bad = (reason: string) => diagnose('read/bad-labelled-events', { path, reason });
  const source = readSource(path);
  if ('code' in source) return bad(source.message);
  try {
    const data: unknown = JSON.parse(source.text);
    if (Array.isArray(data) && data.every(isRuleEvent)) return data;
    return bad('it is not a list of { name, matches, event }');
  } catch (error) {
    return bad(reasonOf(error));
  }
}

function isRuleEvent(value: unknown): value is RuleEvent {
  if (typeof value !== 'object' || value === null) return false;
  const { name, matches, event } = value as Partial<Record<keyof RuleEvent, unknown>>;
  return (
    typeof name === 'string' && typeof matches === 'boolean' && typeof event === 'object' && event !== null
  );
}
