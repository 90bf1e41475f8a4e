import type { Leaf, Vendor } from '../ir/index.ts';
import type { DataSource } from './data-source.ts';
import { loosely, type Rewriting } from './rewriting.ts';

const channel = 'named-by-event:winlog.channel';

/**
 * Sigma calls two fields Channel: that of an event, which is its log's own, and that of the log that an event tells to be cleared, which
 * products keep with the data of the event (https://www.elastic.co/docs/reference/beats/winlogbeat/exported-fields-winlog). Who asks for
 * another channel than the log's means the second, which is not looked at where other events are asked for beside. A source of no
 * one log has none of its own: there a channel chooses the log.
 */
export function ofOtherChannel(
  leaf: Leaf,
  rewriting: Rewriting,
  source: DataSource | undefined,
  vendor: Vendor,
): Rewriting {
  if (leaf.kind !== 'equals' || vendor === 'sigma' || !rewriting.given.includes(channel)) return rewriting;
  const channelOfSource = source?.sigma.scope?.['Channel'];
  if (channelOfSource === undefined) return rewriting;
  const own = String(channelOfSource).toLowerCase();
  if (leaf.values.some(value => String(value).toLowerCase() === own)) return rewriting;
  const given = rewriting.given.filter(each => each !== channel);
  return loosely(rewriting.predicate, 'narrower', why, ...given);
}

const why =
  'the channel of a cleared log is in the data of the event there, and the channel asked for is that of the event';
