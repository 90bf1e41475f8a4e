/** The public face of the IR: all that a backend needs. */

export { parseRegex, writeGrok, writeRegex } from '../regex/index.ts';
export type * from '../regex/tree.ts';
export { isKeyAlias } from './alert-keys.ts';
export {
  isOfAttack,
  placedAttack,
  subTechniqueIds,
  type Tactic,
  type Technique,
  tacticOf,
  tactics,
  tacticsInstead,
  techniqueIds,
  techniqueName,
  techniqueOf,
} from './attack.ts';
export {
  type AttackObject,
  type AttackObjectKind,
  attackObject,
  attackObjectsVersion,
} from './attack-objects.ts';
export * from './build.ts';
export { asChain, type ChainItem, chainOf, chainOfSteps, sequenceOfChain, stepsOfChain } from './chain.ts';
export { bucketsAsKeys, hasBuckets } from './clock-buckets.ts';
export {
  alertsOf,
  correlationStages,
  firstSeenColumn,
  havingKeys,
  newTermsStages,
  orderedStages,
} from './desugar.ts';
export type * from './expression.ts';
export { type Extraction, emptyFields, extractionKey, extractionOf } from './extraction.ts';
export { type Feature, featureOfSearch, features, featuresOfLeaf } from './features.ts';
export { keysOf } from './field-keys.ts';
export { fieldGiven, fillAsExtend, isFilled } from './filled.ts';
export { fixedType, isFixedKeyword, typeWithoutText } from './fixed-type.ts';
export { fold, isInEveryEvent } from './fold.ts';
export { freshNames } from './fresh-names.ts';
export * from './function-names.ts';
export { greatCircle, isShareOfCircle, type Place, placesApart } from './great-circle.ts';
export { grows } from './growing.ts';
export { foldsBeyondAscii, hasUnusualLetters } from './letters.ts';
export { isMadeNumber } from './made-number.ts';
export { eventsIn, mapEvents, mapSearches } from './map-events.ts';
export { mappedAddresses, mappedFrom, parseNetwork } from './network.ts';
export { hasOneValue, haveOneValue, makesOne, makesSeveral } from './one-value.ts';
export { areOtherSources } from './other-source.ts';
export * from './pattern.ts';
export type * from './predicate.ts';
export { fieldsRequired, keysThatMayLack, ordersThatMayLack } from './presence.ts';
export { printExpression, printPattern, printPredicate, printSearch } from './print.ts';
export {
  asJson,
  filtered,
  jsonInMarkup,
  type QueryPlace,
  type QueryRewrite,
  rewriteQuery,
  type TextFilter,
} from './query-rewrite.ts';
export { asCorrelation } from './resugar.ts';
export type * from './rule.ts';
export type * from './search.ts';
export { profileAfter } from './several-columns.ts';
export type * from './target.ts';
export * from './walk.ts';
export { seesBucketsWhole } from './whole-buckets.ts';
export { wordsAsRegex } from './words.ts';
