import { keysText } from '../describe/index.ts';
import { duration } from '../describe/wording.ts';
import type { Rule } from '../ir/index.ts';

/**
 * What comes of the matches of a rule in other ways than before, though it may match the same: a rule that is switched off, or whose
 * alerts are of another level or held back for longer, is what a review is for, and no event tells it. Clauses.
 */
export function alertChanges(old: Rule, current: Rule): readonly string[] {
  const [before, after] = [old.metadata, current.metadata];
  const isOn = after.enabled !== false;
  return [
    ...((before.enabled !== false) === isOn ? [] : [isOn ? 'it is switched on' : 'it is switched off']),
    ...changed(before.title, after.title, 'its title is', 'was'),
    ...changed(before.level, after.level, 'its level is', 'was'),
    ...changed(before.riskScore, after.riskScore, 'its risk score is', 'was'),
    ...changed(before.status, after.status, 'its status is', 'was'),
    ...(before.isBuildingBlock === after.isBuildingBlock ? [] : [blockText(after.isBuildingBlock === true)]),
    ...changed(suppressionText(old), suppressionText(current), 'it alerts', 'did so'),
  ];
}

/** When it runs: of rules that match the same. */
export function runChanges(old: Rule, current: Rule): readonly string[] {
  return changed(scheduleText(old), scheduleText(current), 'it runs', 'did so');
}

type Said = string | number | undefined;

/** `its level is low, and was high`; nothing of what only one of them says. */
function changed(old: Said, current: Said, is: string, was: string): readonly string[] {
  if (old === current || old === undefined || current === undefined) return [];
  return [`${is} ${current}, and ${was} ${old}`];
}

function blockText(isBlock: boolean): string {
  return isBlock ? 'its matches are signals for other rules, and no alerts' : 'its matches are alerts';
}

function suppressionText({ suppression }: Rule): string {
  if (suppression === undefined) return 'on each match';
  const { by, seconds } = suppression;
  const keys = by.length === 0 ? '' : ` of the same ${keysText(by)}`;
  return `once on matches${keys} ${seconds === undefined ? 'in a run' : `within ${duration(seconds)}`}`;
}

function scheduleText({ schedule }: Rule): string | undefined {
  if (schedule === undefined) return undefined;
  const { every, lookBack, until = 0 } = schedule;
  const window = until === 0 ? '' : `, up to ${duration(until)} before`;
  return `every ${duration(every)} over the last ${duration(lookBack)}${window}`;
}
