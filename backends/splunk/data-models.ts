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

/** The data model of that name (`Endpoint.Processes`, `Web`), or undefined. https://help.splunk.com/data-management/common-information-model/6.2/data-models */
export function dataModelOf(name: string | undefined): DataModel | undefined {
  if (name === undefined) return undefined;
  const key = [name, name.split('.')[0] ?? ''].find(each => Object.hasOwn(models, each));
  return key === undefined ? undefined : models[key];
}

function model(address: string, dataset: string, subjects: string, fields: string): DataModel {
  return {
    address,
    dataset,
    subjects: subjects.split(' '),
    fields: new Set(`${subjects} ${everywhere} ${fields}`.split(/\s+/)),
  };
}

/** Fields of each event, and those that asset and identity look-ups add. */
const everywhere =
  'vendor_product dest_bunit dest_category dest_priority user_bunit user_category user_priority';

const models: Readonly<Record<string, DataModel>> = {
  'Endpoint.Processes': model(
    'Endpoint.Processes',
    'Processes',
    'dest user parent_process_name process_name process',
    `action cpu_load_percent mem_used original_file_name os parent_process parent_process_exec parent_process_id
     parent_process_guid parent_process_path process_current_directory process_exec process_hash process_guid process_id
     process_integrity_level process_path user_id`,
  ),
  'Endpoint.Filesystem': model(
    'Endpoint.Filesystem',
    'Filesystem',
    'dest user file_name file_path',
    `action file_access_time file_create_time file_hash file_modify_time file_acl file_size process_guid process_id
     process_path process_name`,
  ),
  'Endpoint.Registry': model(
    'Endpoint.Registry',
    'Registry',
    'dest user registry_path registry_value_name registry_value_data',
    `action process_guid process_id process_path registry_hive registry_key_name registry_value_text registry_value_type
     status`,
  ),
  'Endpoint.Services': model(
    'Endpoint.Services',
    'Services',
    'dest user service_name service_path',
    `description process_guid process_id service service_dll service_dll_path service_dll_hash service_dll_signature_exists
     service_dll_signature_verified service_exec service_hash service_id service_signature_exists service_signature_verified
     start_mode status`,
  ),
  'Endpoint.Ports': model(
    'Endpoint.Ports',
    'Ports',
    'dest user dest_port',
    'creation_time process_guid process_id src src_port state transport transport_dest_port',
  ),
  Web: model(
    'Web',
    'Web',
    'src dest user url',
    `action app bytes bytes_in bytes_out cached category cookie dest_port duration error_code http_content_type http_method
     http_referrer http_referrer_domain http_user_agent http_user_agent_length operation response_time site src_bunit
     src_category status storage_name uri_path uri_query url_domain url_length`,
  ),
  Network_Resolution: model(
    'Network_Resolution',
    'DNS',
    'src dest query',
    `additional_answer_count answer answer_count authority_answer_count dest_port duration message_type name query_count
     query_type record_type reply_code reply_code_id response_time src_port transaction_id transport ttl`,
  ),
  Network_Traffic: model(
    'Network_Traffic',
    'All_Traffic',
    'src dest user dest_port',
    `action app bytes bytes_in bytes_out channel dest_interface dest_ip dest_mac dest_translated_ip dest_translated_port
     dest_zone direction duration dvc flow_id icmp_code icmp_type packets packets_in packets_out process_id protocol
     protocol_version response_time rule session_id src_interface src_ip src_mac src_port src_translated_ip
     src_translated_port src_zone tcp_flag tos transport ttl vlan vpn wifi`,
  ),
  Authentication: model(
    'Authentication',
    'Authentication',
    'src dest user app',
    `action authentication_method authentication_service duration reason response_time signature signature_id src_user
     src_user_id src_user_role src_user_type user_agent user_id user_role user_type vendor_account`,
  ),
  Change: model(
    'Change',
    'All_Changes',
    'src dest user object',
    `action change_type command dvc object_attrs object_category object_id object_path result result_id status user_agent
     user_name user_type vendor_account vendor_region`,
  ),
};
