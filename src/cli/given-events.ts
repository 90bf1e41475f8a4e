import { readFileSync } from 'node:fs';
import type { Diagnostic } from '../diagnostics/index.ts';
import type { NamedEvent } from '../verify/judge-events.ts';
import { badValue } from './bad-value.ts';
import { openEvents } from './event-lines.ts';
import { EventReader } from './event-reader.ts';
import { shownPath } from './input-files.ts';
import type { Run } from './run.ts';
import { reasonOf } from './system-errors.ts';

/** The events of `--events`: labelled ones, or NDJSON. */
export async function givenEvents(
  path: string | undefined,
  run: Run,
): Promise<readonly NamedEvent[] | Diagnostic> {
  if (path === undefined) return [];
  try {
    const labelled = path.endsWith('.json') ? labelledList(readFileSync(path, 'utf8')) : undefined;
    if (labelled !== undefined) return labelled;
    const events: NamedEvent[] = [];
    const shown = path === '-' ? '-' : shownPath(path);
    const reader = new EventReader({ path: shown, ...openEvents(path) }, run);
    await reader.forEach((event, index) => void events.push({ name: `${shown}:${index + 1}`, event }));
    return events;
  } catch (error) {
    return badValue('--events', path, `a readable file (${reasonOf(error)})`);
  }
}

function labelledList(text: string): readonly NamedEvent[] | undefined {
  try {
    const data: unknown = JSON.parse(text);
    return Array.isArray(data) && data.every(isNamed) ? data : undefined;
  } catch {
    // One event a line, then.
    return undefined;
  }
}

function isNamed(value: unknown): value is NamedEvent {
  if (typeof value !== 'object' || value === null || !('name' in value) || !('event' in value)) return false;
  const { name, event } = value;
  return typeof name === 'string' && typeof event === 'object' && event !== null && !Array.isArray(event);
}
