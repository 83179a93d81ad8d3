/**
 * Bodies of the DRS calls, as far as this driver reads and writes them. Names are the vendor's, including misspellings.
 */

export interface WireEndpoint {
  db_type: "mysql";
  ip?: string;
  db_port?: number;
  db_user?: string;
  db_password?: string;
  inst_id?: string;
  region?: string;
  vpc_id?: string;
  subnet_id?: string;
  security_group_id?: string;
  project_id?: string;
  ssl_link?: boolean;
  ssl_cert_key?: string;
  ssl_cert_name?: string;
  ssl_cert_check_sum?: string;
}

export interface BatchAnswer<T> {
  results?: T[];
  count?: number;
}

/** Result of one job in a batch call. */
export interface ActionResult {
  id?: string;
  status?: string;
  success?: boolean;
  error_code?: string;
  error_msg?: string;
  error_message?: string;
}

export interface JobDetail extends ActionResult {
  name?: string;
  description?: string;
  task_type?: string;
  failed_reason?: string;
  actual_start_time?: string;
  full_transfer_complete_time?: string;
  job_direction?: string;
  source_endpoint?: WireEndpoint;
  target_endpoint?: WireEndpoint;
  inst_info?: { ip?: string; public_ip?: string };
  vpc_id?: string;
  subnet_id?: string;
  security_group_id?: string;
  object_switch?: boolean;
  sync_database?: boolean;
  object_infos?: WireObject[] | null;
}

/** A database, or a table or view with the name of its database as `parent_id`. */
export interface WireObject {
  type?: string;
  name?: string;
  parent_id?: string;
  alias_name?: string;
}

export interface ListedJob {
  id?: string;
  name?: string;
  status?: string;
  description?: string;
  net_type?: string;
  task_type?: string;
}

export interface CheckItem {
  item?: string;
  result?: string;
  failed_reason?: string;
  data?: string;
  raw_error_msg?: string;
  group?: string;
}

export interface PrecheckResult extends ActionResult {
  process?: string;
  total_passed_rate?: string;
  precheck_result?: CheckItem[];
}

export interface ProgressResult extends ActionResult {
  transfer_status?: string;
  progress?: string;
  incre_trans_delay?: string;
  remaining_time?: string;
  apply_rows_rate?: number;
  progress_map?: Record<string, { completed?: string; remaining_time?: string }>;
}

/** An entry in a task's list of comparisons. */
export interface ComparisonJob {
  id?: string;
  type?: string;
  status?: string;
  start_time?: string;
  end_time?: string;
}

/** What a comparison by value found in a table. */
export interface ComparedContent {
  source_db?: string;
  source_table_name?: string;
  source_row_num?: number;
  target_row_num?: number;
  line_compare_result?: boolean;
  content_compare_result?: boolean;
  message?: string;
  status?: number;
}
