import { existsSync, readFileSync } from 'node:fs';
import { type Diagnostic, diagnose } from '../diagnostics/index.ts';
import { reasonOf } from './input-files.ts';

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
  if (rulePath === '-' || !existsSync(path)) return [];
  try {
    const data: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (Array.isArray(data) && data.every(isRuleEvent)) return data;
    return diagnose('read/bad-labelled-events', {
      path,
      reason: 'it is not a list of { name, matches, event }',
    });
  } catch (error) {
    return diagnose('read/bad-labelled-events', { path, reason: reasonOf(error) });
  }
}

function isRuleEvent(value: unknown): value is RuleEvent {
  if (typeof value !== 'object' || value === null) return false;
  const { name, matches, event } = value as Partial<Record<keyof RuleEvent, unknown>>;
  return (
    typeof name === 'string' && typeof matches === 'boolean' && typeof event === 'object' && event !== null
  );
}
