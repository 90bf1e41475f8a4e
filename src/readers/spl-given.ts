import type { Diagnostic } from '../diagnostics/index.ts';
import { eventsOf, fieldsOf, type Given, leaves, type Rule, type Search } from '../ir/index.ts';

/** What a search of Splunk rests on: the time zone of its hours and days, and how addresses are written. */
export function givenOfSpl(search: Search, diagnostics: readonly Diagnostic[]): Pick<Rule, 'given'> {
  const isOfZone = diagnostics.some(({ code }) => code === 'spl/time-zone');
  const keepsFew = diagnostics.some(({ code }) => code === 'spl/kept-results');
  const given = [
    ...(keepsFew ? ['kept-results'] : []),
    ...(isOfZone ? ['time-zone:UTC'] : []),
    ...plainAddresses(search),
  ];
  return given.length === 0 ? {} : { given };
}

/**
 * Whether an IPv4 address in the form of IPv6 is in a network of IPv4 is not documented, and other products do not agree.
 * https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/ConditionalFunctions
 */
function plainAddresses(search: Search): readonly Given[] {
  const names = [...eventsOf(search)].flatMap(({ where }) =>
    leaves(where).flatMap(({ leaf }) =>
      leaf.kind === 'inNetwork' && leaf.networks.some(({ version }) => version === 4)
        ? fieldsOf(leaf.subject).map(({ name }) => name)
        : [],
    ),
  );
  return [...new Set(names)].map(name => `no-mapped-address:${name}`);
}
