import { reportRegression, reportWindowsMatches } from './evaluation.ts';
import { reportFields, reportOwnNames } from './fields.ts';
import { reportMappedSamples } from './fields-events.ts';
import { reportKnownFields } from './fields-known.ts';
import { reportRoundTrips } from './fields-round-trip.ts';
import { reportGiven } from './given.ts';
import { available, corpusRules, shared } from './inputs.ts';
import { reportPlaces } from './places.ts';
import { reportProofs } from './proofs.ts';
import { reportPython } from './python.ts';
import { labelledEvents, reportReadBack } from './read-back.ts';
import { Report } from './report.ts';
import { reportSeveral } from './several.ts';
import { reportSpeed } from './speed.ts';
import { reportReading, reportVerdicts, translateAll } from './translations.ts';

const report = new Report();
if (!available) {
  process.stdout.write(
    `SKIPPED: ${shared} is not here; the corpus figures need the public rules and events that lie there\n`,
  );
} else {
  const sigma = await corpusRules('sigma');
  const elastic = await corpusRules('elastic');
  reportReading(report, [...sigma, ...elastic]);
  reportRegression(report, sigma);
  reportWindowsMatches(report, sigma);
  reportFields(report, sigma);
  reportOwnNames(report, elastic);
  reportKnownFields(report, elastic);
  await reportPlaces(report, [...sigma, ...elastic]);
  await reportMappedSamples(report, sigma);
  await reportRoundTrips(report, [...sigma, ...elastic]);
  const translated = await translateAll([...sigma, ...elastic]);
  reportVerdicts(report, translated);
  reportGiven(report, await reportProofs(report, translated));
  const events = labelledEvents(sigma);
  await reportReadBack(report, translated, events);
  reportPython(report, translated, events);
  await reportSeveral(report, elastic);
  reportSpeed(report, Number(process.argv[2] ?? 5));
}
process.exitCode = report.close();
