import type { TargetSource } from '../../src/ir/index.ts';

/** A dataset of the Common Information Model, as tstats addresses it. */
export interface DataModel {
  /** After `datamodel=`. */
  readonly address: string;
  /** Before the field names: `Processes.process_name`. */
  readonly dataset: string;
  /** Fields that a row keeps whatever the rule reads: whom it is about. */
  readonly subjects: readonly string[];
  readonly fields: ReadonlySet<string>;
}

/**
 * The data model where the events of a source are (`Endpoint.Processes`, `Web`), or undefined. A dataset within a root has a place of its
 * own, and the root's fields: https://help.splunk.com/data-management/common-information-model/6.2/data-models
 */
export function dataModelOf({ dataModel, modelFields = [] }: TargetSource['splunk']): DataModel | undefined {
  if (dataModel === undefined) return undefined;
  const [model = '', part] = dataModel.split('.');
  const root = [dataModel, model].find(each => Object.hasOwn(roots, each));
  if (root === undefined) return undefined;
  const [dataset = '', ...subjects] = roots[root]?.split(' ') ?? [];
  const isRoot = root === dataModel || part === dataset;
  return {
    address: isRoot ? root : dataModel,
    dataset,
    subjects,
    fields: new Set([...subjects, ...modelFields]),
  };
}

/** Whether a field is one of each event, which bears no dataset's name. https://help.splunk.com/en/splunk-enterprise/spl-search-reference/9.4/search-commands/tstats */
export function isOfEachEvent(field: string): boolean {
  return /^(?:_time|host|source|sourcetype)$/.test(field);
}

/** Whether asset and identity look-ups add the field to events of a model. */
export function isLookedUp(field: string): boolean {
  return /^(?:vendor_product|(?:dest|dvc|src|src_user|user)_(?:bunit|category|priority))$/.test(field);
}

/** The root dataset of each model, and its subjects. */
const roots: Readonly<Record<string, string>> = {
  'Endpoint.Processes': 'Processes dest user parent_process_name process_name process',
  'Endpoint.Filesystem': 'Filesystem dest user file_name file_path',
  'Endpoint.Registry': 'Registry dest user registry_path registry_value_name registry_value_data',
  'Endpoint.Services': 'Services dest user service_name service_path',
  'Endpoint.Ports': 'Ports dest user dest_port',
  Web: 'Web src dest user url',
  Network_Resolution: 'DNS src dest query',
  Network_Traffic: 'All_Traffic src dest user dest_port',
  Authentication: 'Authentication src dest user app',
  Change: 'All_Changes src dest user object',
  'Event_Signatures.Signatures': 'Signatures dest signature_id signature',
  'Malware.Malware_Attacks': 'Malware_Attacks dest user signature file_name',
  Email: 'All_Email src_user recipient subject',
  Intrusion_Detection: 'IDS_Attacks src dest user signature',
  Alerts: 'Alerts dest user signature',
  Data_Access: 'Data_Access src dest user object',
  DLP: 'DLP_Incidents src dest user object',
  Updates: 'Updates dest signature status',
};
