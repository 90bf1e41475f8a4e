/** Data sources and fields: which events a rule looks at, and what each vendor calls their fields. */

export { auditedProcess } from './audited-process.ts';
export { withoutBlanksInNames } from './blank-names.ts';
export { datasetNames, datasetOf, isSameDataset } from './data-models.ts';
export type { DataSource, Family, FieldEntry, FieldSet } from './data-source.ts';
export { eventInTarget } from './event-in-target.ts';
export { fieldNameIn } from './field-name-in.ts';
export { fieldType } from './field-type.ts';
export {
  calculatedFieldsOf,
  type FieldListing,
  fieldsOf,
  listedFieldsOf,
  openFieldsOf,
  productNames,
} from './fields-of.ts';
export { wordsOfAddOnIn } from './filled-by-add-on.ts';
export { clocks } from './find-field.ts';
export { gapPage } from './gaps.ts';
export { type JoinedAccounts, joinAccounts } from './joined-accounts.ts';
export { isMultiValued } from './multi-valued.ts';
export { leftAside, otherKindsOf } from './one-kind.ts';
export type { OwnSource, OwnTables } from './own-tables.ts';
export { columnOfLogType, customLogTypeOf, logTypeOfTable } from './panther-tables.ts';
export { placePredicate } from './place-predicate.ts';
export {
  calculatedField,
  dataSource,
  dataSources,
  hasName,
  ofTables,
  useTables,
  wordsOfAddOn,
} from './registry.ts';
export { renderedAsXml } from './rendered-as-xml.ts';
export { resolve } from './resolve.ts';
export { isInDetection, isToldBy, lackOf, targetScope, targetSource } from './scope.ts';
export { eventsBySource, isOfOtherLog, titlesOf } from './several-sources.ts';
export { analyserOf, isOneWord } from './text-fields.ts';
export { translateEvent } from './translate-event.ts';
export {
  type KeysTranslation,
  spellingIn,
  type TranslatedKey,
  translateKeys,
} from './translate-keys.ts';
export { translateLeaf } from './translate-leaf.ts';
export { translateValue, type ValueTranslation } from './translate-value.ts';
export type { FieldTranslation } from './translation.ts';
export { unplacedOf } from './unplaced.ts';
export { withoutWindowsEnvelope } from './windows-envelope.ts';
