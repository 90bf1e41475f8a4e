import { mappedFrom, type Network } from '../../src/ir/index.ts';

/**
 * Networks as Splunk compares them, which is said of IPv4 and of IPv6 each: what holds IPv4 addresses in the form of IPv6
 * (`::ffff:10.0.0.0/104`) is asked for in both forms, since logs mostly have the plain one.
 * https://help.splunk.com/splunk-cloud-platform/spl-search-reference/9.3.2408/evaluation-functions/comparison-and-conditional-functions
 */
export function networkBlocks(networks: readonly Network[]): readonly string[] {
  const all = networks.flatMap(each => [mappedFrom(each) ?? [], each].flat());
  return [...new Set(all.map(({ address, prefixLength }) => `${address}/${prefixLength}`))];
}
