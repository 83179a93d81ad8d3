import { type TypeLists, words } from "./lists";

/** Resource types of the Huawei Cloud provider 1.97.1, from its table of resources. */
export const HUAWEICLOUD: TypeLists = {
  noBusiness: [
    {
      reason: "a step on something that exists; what it lets in is written where that is declared",
      types: words(`
        das_email_template das_email_templates_batch_action das_emails_batch_send drs_batch_delete_jobs
        drs_batch_pause_task drs_batch_retry_task drs_batch_set_definer drs_check_data_filter drs_compare_job_cancel
        drs_compare_policy drs_download_batch_create_template drs_driver_delete drs_job_configuration_update
        drs_job_primary_standby_switch drs_name_validation drs_object_compare drs_smn_batch_set
        drs_update_data_progress_rules gaussdb_opengauss_primary_standby_switch gaussdb_primary_standby_switch
        rds_notify_replace_node rds_primary_standby_switch rds_standby_instance_rebuild
        taurusdb_primary_standby_switch
      `),
    },
    {
      reason: "analytics and data processing, fed through their own interfaces",
      types: words(`
        cloudtable_cluster cs_cluster cs_cluster_v1 cs_peering_connect cs_peering_connect_v1 cs_route cs_route_v1
        css_agency css_agency_permission css_ai_ops_setting css_cluster css_cluster_az_migrate
        css_cluster_node_replace css_cluster_restart css_cluster_v1 css_configuration css_es_core_upgrade
        css_es_loadbalancer_config css_log_setting css_logstash_cluster css_logstash_cluster_restart
        css_logstash_configuration css_logstash_connectivity css_logstash_custom_certificate
        css_logstash_custom_template css_logstash_pipeline css_manual_log_backup css_scan_task css_snapshot
        css_snapshot_restore css_snapshot_setting css_thesaurus css_vpcep_connections_update
        dataarts_architecture_aggregation_logic_table dataarts_architecture_approvals_batch_action
        dataarts_architecture_batch_publish dataarts_architecture_batch_publishment
        dataarts_architecture_batch_unpublish dataarts_architecture_business_metric dataarts_architecture_code_table
        dataarts_architecture_code_table_values dataarts_architecture_data_standard
        dataarts_architecture_data_standard_template dataarts_architecture_dimension dataarts_architecture_directory
        dataarts_architecture_model dataarts_architecture_process dataarts_architecture_reviewer
        dataarts_architecture_subject dataarts_architecture_table_model dataarts_catalog_metadata_task
        dataarts_catalog_metadata_task_action dataarts_dataservice_api dataarts_dataservice_api_action
        dataarts_dataservice_api_auth dataarts_dataservice_api_auth_action dataarts_dataservice_api_debug
        dataarts_dataservice_api_publish dataarts_dataservice_api_publishment dataarts_dataservice_app
        dataarts_dataservice_catalog dataarts_dataservice_instance_log_dump dataarts_dataservice_message_approve
        dataarts_factory_job dataarts_factory_job_action dataarts_factory_job_export dataarts_factory_job_import
        dataarts_factory_resource dataarts_factory_script dataarts_factory_script_execute
        dataarts_security_data_recognition_rule dataarts_security_data_recognition_rule_group
        dataarts_security_data_secrecy_level dataarts_security_dynamic_masking_policy
        dataarts_security_permission_set dataarts_security_permission_set_member
        dataarts_security_permission_set_privilege dataarts_security_resource_permission_policy
        dataarts_security_workspace_queue_associate dataarts_studio_data_connection dataarts_studio_instance
        dataarts_studio_workspace_user dis_stream dis_stream_v2 dli_agency dli_database dli_database_privilege
        dli_datasource_auth dli_datasource_connection dli_datasource_connection_associate
        dli_datasource_connection_privilege dli_elastic_resource_pool dli_flink_job_export dli_flink_job_import
        dli_flink_template dli_flinkjar_job dli_flinksql_job dli_flinksql_job_savepoint
        dli_flinksql_job_savepoint_import dli_global_variable dli_package dli_permission dli_queue dli_queue_v1
        dli_spark_job dli_spark_template dli_sql_job dli_sql_job_result_export dli_sql_template dli_table
        dli_template_flink dli_template_spark dli_template_sql dws_alarm_subscription dws_cluster dws_cluster_action
        dws_cluster_eip_associate dws_cluster_elb_associate dws_cluster_exception_rule
        dws_cluster_public_domain_associate dws_cluster_restart dws_cluster_user dws_database_schema_adjust_action
        dws_disaster_recovery_task dws_event_subscription dws_ext_data_source dws_logical_cluster
        dws_logical_cluster_plan dws_logical_cluster_restart dws_om_account_action dws_parameter_configurations
        dws_public_domain_associate dws_snapshot dws_snapshot_copy dws_snapshot_policy dws_workload_configuration
        dws_workload_plan dws_workload_plan_execution dws_workload_plan_stage dws_workload_queue
        dws_workload_queue_update_action dws_workload_queue_user_associate ges_backup ges_graph ges_metadata
        lakeformation_instance lakeformation_instance_default_update lakeformation_instance_recover mapreduce_cluster
        mapreduce_cluster_component_batch_add mapreduce_cluster_default_tags_switch
        mapreduce_cluster_node_batch_expand mapreduce_cluster_node_batch_shrink mapreduce_data_connection
        mapreduce_job mapreduce_scaling_policy mapreduce_scaling_policy_v2 metastudio_instance modelarts_algorithm
        modelarts_authorization modelarts_dataset modelarts_dataset_version modelarts_devserver
        modelarts_devserver_action modelarts_model modelarts_network modelarts_notebook
        modelarts_notebook_image_store modelarts_notebook_mount_storage modelarts_resource_pool
        modelarts_resource_pool_node_batch_resize modelarts_service modelarts_training_experiment
        modelarts_training_image_store modelarts_training_job modelarts_workspace modelartsv2_node_batch_delete
        modelartsv2_node_batch_lock modelartsv2_node_batch_migrate modelartsv2_node_batch_reboot
        modelartsv2_node_batch_reset modelartsv2_node_batch_unlock modelartsv2_node_batch_unsubscribe
        modelartsv2_service modelartsv2_service_action modelartsv2_workflow modelartsv2_workflow_execution
        modelartsv2_workflow_execution_action modelartsv2_workflow_schedule modelartsv2_workflow_subscription
        mrs_cluster mrs_cluster_v1 mrs_job mrs_job_v1
      `),
    },
    {
      reason: "another database engine: no MySQL migration reads or writes it",
      types: words(`
        dcs_account dcs_all_sessions_kill dcs_background_task_delete dcs_backup dcs_backup_import_task
        dcs_bigkey_analysis dcs_center_task_delete dcs_cluster_replica_switch dcs_custom_template dcs_diagnosis_task
        dcs_hotkey_analysis dcs_instance dcs_instance_bandwidth_modify dcs_instance_expired_key_scan
        dcs_instance_expired_key_scan_task dcs_instance_minor_version_upgrade dcs_instance_node_ip_remove
        dcs_instance_public_access dcs_instance_restore dcs_instance_shard_bandwidth dcs_instance_v1
        dcs_isntance_restore dcs_login_web_cli dcs_logout_web_cli dcs_master_standby_switch
        dcs_migration_task_exchange_ip dcs_migration_task_rollback_ip dcs_migration_task_stop
        dcs_node_priority_config dcs_node_status_change dcs_offline_key_analysis dcs_online_data_migration_task
        dcs_online_data_migration_task_restart dcs_redis_run_log_collect dcs_running_instance_statistics
        dcs_sessions_kill dcs_sessions_query dcs_web_cli_command_execute dds_audit_log_delete dds_audit_log_policy
        dds_backup dds_backup_download_policy dds_backup_stop dds_bind_gateway dds_collection_restore
        dds_database_role dds_database_upgrade dds_database_user dds_instance dds_instance_eip_associate
        dds_instance_flavor_update dds_instance_internal_ip_modify dds_instance_node_num_update
        dds_instance_parameters_modify dds_instance_recovery dds_instance_restart dds_instance_restore
        dds_instance_storage_space_update dds_instance_v3 dds_ip_address dds_lts_log dds_node_session_kill
        dds_parameter_template dds_parameter_template_apply dds_parameter_template_compare
        dds_parameter_template_copy dds_parameter_template_reset dds_primary_standby_switch dds_readonly_node
        dds_recycle_policy dds_scheduled_task_cancel geminidb_account geminidb_backup geminidb_backup_stop
        geminidb_command_disable geminidb_database_operation geminidb_database_upgrade
        geminidb_dr_switchover_configuration geminidb_eip_bind geminidb_enlarge_fail_node_delete
        geminidb_high_risk_command geminidb_instance geminidb_instance_lts_log_associate geminidb_instance_restart
        geminidb_memory_mapping geminidb_memory_rule geminidb_node_session_kill geminidb_parameter_template
        geminidb_parameter_template_compare geminidb_parameter_template_copy geminidb_parameter_template_reset
        geminidb_primary_standby_switch geminidb_recycling_policy geminidb_scheduled_task_cancel
        geminidb_sessions_close
      `),
    },
    {
      reason: "changes what is kept, measured or paid, and lets nobody in",
      types: words(`
        cbh_reset_login_mode cbh_rollback_instance cbh_upgrade_instance cc_bandwidth_package
        cc_central_network_connection_bandwidth_associate cc_global_connection_bandwidth
        cc_global_connection_bandwidth_associate cc_inter_region_bandwidth cfw_add_dns_server cfw_advanced_ips_rule
        cfw_alarm_config cfw_anti_virus cfw_batch_update_ips_custom_rules cfw_capture_task cfw_dns_resolution
        cfw_export_acl_rule cfw_export_ip_blacklist cfw_export_logs cfw_ips_custom_rule cfw_ips_rule_mode_change
        cfw_lts_log cfw_report_profile cfw_schedule compute_kernel_dump_trigger compute_keypair compute_keypair_v2
        compute_os_change compute_os_reinstall compute_recycle_bin_server_delete compute_recycle_bin_server_recover
        compute_recycle_policy compute_scheduled_event_accept compute_scheduled_event_update compute_servergroup
        compute_servergroup_v2 compute_volume_attach compute_volume_attach_v2 das_binlog_parse_task
        das_binlog_parse_task_export das_dead_lock_switch das_full_dead_lock_switch
        das_history_transaction_export_task das_lock_blocking_switch das_slow_log_export_task das_sql_limiting_switch
        ddm_instance_restart ddm_instance_rollback ddm_instance_upgrade ddm_logical_sessions_kill
        ddm_physical_sessions_kill ddm_schema drs_jobs_batch_stop drs_lts_config drs_stop_job eip_bandwidth_associate
        elb_certificate elb_certificate_private_key_echo elb_log elb_logtank elb_monitor elb_recycle_bin
        elb_recycle_bin_loadbalancer_delete elb_recycle_bin_loadbalancer_recover elb_recycle_bin_loadbalancer_revocer
        er_flow_log ga_access_log ga_health_check gaussdb_backup gaussdb_backup_stop
        gaussdb_client_auth_config_restore gaussdb_database gaussdb_download_backups_authorize
        gaussdb_dr_configuration_reset gaussdb_dr_drill gaussdb_dr_log_cache gaussdb_idle_sessions_query_and_kill
        gaussdb_instance_lts_log_associate gaussdb_instance_node_startup gaussdb_instance_node_stop
        gaussdb_instance_password_reset gaussdb_instance_plugin gaussdb_instance_plugin_extensions_config
        gaussdb_instance_plugin_license_config gaussdb_instance_restart gaussdb_instance_upgrade gaussdb_mysql_backup
        gaussdb_mysql_database gaussdb_mysql_instance_restart gaussdb_mysql_instance_upgrade
        gaussdb_mysql_instant_task_delete gaussdb_mysql_lts_log gaussdb_mysql_parameter_template
        gaussdb_mysql_parameter_template_apply gaussdb_mysql_parameter_template_compare gaussdb_mysql_proxy_restart
        gaussdb_mysql_quota gaussdb_mysql_recycling_policy gaussdb_mysql_restore gaussdb_mysql_scheduled_task_cancel
        gaussdb_mysql_scheduled_task_delete gaussdb_mysql_sql_control_rule gaussdb_mysql_table_restore
        gaussdb_opengauss_backup gaussdb_opengauss_backup_stop gaussdb_opengauss_database
        gaussdb_opengauss_instance_node_startup gaussdb_opengauss_instance_node_stop
        gaussdb_opengauss_instance_restart gaussdb_opengauss_instance_upgrade gaussdb_opengauss_parameter_template
        gaussdb_opengauss_parameter_template_apply gaussdb_opengauss_parameter_template_compare
        gaussdb_opengauss_parameter_template_reset gaussdb_opengauss_quota gaussdb_opengauss_recycling_policy
        gaussdb_opengauss_restore gaussdb_opengauss_schema gaussdb_opengauss_sql_throttling_task
        gaussdb_opengauss_sync_sql_throttling_task gaussdb_opengauss_task_delete gaussdb_parameter_template
        gaussdb_parameter_template_apply gaussdb_parameter_template_compare gaussdb_parameter_template_reset
        gaussdb_parameter_template_save gaussdb_quota gaussdb_recycling_policy
        gaussdb_redistribution_parameters_modify gaussdb_restore gaussdb_schema
        gaussdb_specified_sessions_query_and_kill gaussdb_sql_throttling_task gaussdb_sync_sql_throttling_task
        gaussdb_task_delete gaussdb_wdr_snapshot gaussdb_wdr_snapshot_collect global_eip_internet_bandwidth_associate
        global_eip_segment_bandwidth_associate global_internet_bandwidth lb_certificate lb_certificate_v2 lb_monitor
        lb_monitor_v2 rds_agent_job_restart rds_backup rds_backup_stop rds_cross_region_backup_strategy rds_database
        rds_database_logs_shrinking rds_database_statistics_update rds_event_operate rds_extend_log_link
        rds_instance_minor_version_upgrade rds_instance_restart rds_instant_task_delete rds_intelligent_session_kill
        rds_lts_config rds_lts_log rds_mysql_database rds_mysql_database_table_restore
        rds_mysql_proxy_restart rds_parametergroup rds_parametergroup_apply rds_parametergroup_compare
        rds_parametergroup_copy rds_parametergroup_reset rds_parametergroup_v3 rds_pg_database
        rds_pg_database_restore rds_pg_plugin rds_pg_plugin_parameter rds_pg_plugin_update rds_pg_schema
        rds_pg_sql_limit rds_pg_table_restore rds_recycling_policy rds_restore rds_restore_read_replica_database
        rds_sql_statistics_view_reset rds_sqlserver_database rds_sqlserver_database_copy
        rds_unlock_node_readonly_status rds_wal_log_replay_switch taurusdb_backup taurusdb_backups_batch_delete
        taurusdb_database taurusdb_htap_sessions_kill taurusdb_htap_starrocks_instance_restart
        taurusdb_htap_starrocks_instance_upgrade taurusdb_htap_starrocks_lts_config
        taurusdb_htap_starrocks_node_restart taurusdb_htap_starrocks_parameters_compare
        taurusdb_instance_database_batch_upgrade taurusdb_instance_restart taurusdb_instance_upgrade
        taurusdb_instant_task_delete taurusdb_lts_log taurusdb_node_sessions_kill taurusdb_parameter_template
        taurusdb_parameter_template_apply taurusdb_parameter_template_compare taurusdb_proxy_restart
        taurusdb_proxy_upgrade taurusdb_quota taurusdb_recycling_policy taurusdb_restore
        taurusdb_scheduled_task_cancel taurusdb_scheduled_task_delete taurusdb_sql_auto_throttling
        taurusdb_sql_control_rule taurusdb_table_restore vpc_bandwidth vpc_bandwidth_associate vpc_bandwidth_v2
        vpc_eip_bandwidth_rule vpc_flow_log vpc_subnet_cidr_reservation vpcep_endpoint_upgrade vpcep_service_upgrade
        vpn_client_ca_certificate vpn_connection_health_check vpn_connection_reset vpn_gateway_upgrade
        vpn_p2c_gateway_upgrade
      `),
    },
    {
      reason: "creates something inside a database, for accounts that are judged themselves",
      types: words(`
        gaussdb_instance_account_permission gaussdb_instance_database_role gaussdb_instance_role_permission
        gaussdb_mysql_account_privilege rds_database_privilege rds_mysql_database_privilege rds_pg_account_privileges
        rds_pg_account_roles rds_pg_database_privilege rds_sqlserver_database_privilege taurusdb_account_privilege
      `),
    },
    {
      reason: "declares a network or a name in it; what lets anybody in is written in rules, endpoints and tunnels",
      types: words(`
        networking_network_v2 networking_port networking_port_v2 networking_router_v2 networking_secgroup
        networking_secgroup_v2 networking_subnet_v2 networking_vip networking_vip_associate
        networking_vip_associate_v2 networking_vip_v2 vpc vpc_network_interface vpc_sub_network_interface vpc_subnet
        vpc_subnet_private_ip vpc_subnet_v1 vpc_v1 vpn_customer_gateway
      `),
    },
    {
      reason: "desktops, meetings and phones",
      types: words(`
        cph_adb_command cph_phone_property cph_phone_reset cph_phone_restart cph_phone_stop cph_server
        cph_server_restart cph_share_app meeting_admin_assignment meeting_conference meeting_user
        workspace_access_policy workspace_app_application_batch_action workspace_app_application_batch_attach
        workspace_app_application_batch_publish workspace_app_application_batch_unpublish
        workspace_app_application_publishment workspace_app_bucket_authorize workspace_app_group
        workspace_app_group_authorization workspace_app_group_authorization_notification_resend
        workspace_app_hda_batch_upgrade workspace_app_image workspace_app_image_server workspace_app_nas_storage
        workspace_app_personal_folders workspace_app_policy_group workspace_app_policy_template
        workspace_app_publishment workspace_app_repo_bucket_assign workspace_app_schedule_task workspace_app_server
        workspace_app_server_action workspace_app_server_batch_action workspace_app_server_batch_migrate
        workspace_app_server_group workspace_app_server_group_batch_disassociate
        workspace_app_server_group_scaling_policy workspace_app_service_action workspace_app_shared_folder
        workspace_app_shared_folder_assign workspace_app_storage_policy workspace_app_warehouse_app
        workspace_app_warehouse_application workspace_app_warehouse_bucket_authorize workspace_application
        workspace_application_batch_authorize workspace_application_batch_auto_install workspace_application_rule
        workspace_application_rule_restriction workspace_application_rule_restriction_setting
        workspace_application_rule_restriction_switch workspace_application_visibility_batch_action
        workspace_assist_auth_configuration_object_management workspace_bucket_authorize workspace_desktop
        workspace_desktop_maintenance_batch_manage workspace_desktop_name_rule workspace_desktop_notification
        workspace_desktop_pool workspace_desktop_pool_action workspace_desktop_pool_expand
        workspace_desktop_pool_notification workspace_desktop_user_batch_attach workspace_desktop_user_batch_detach
        workspace_desktop_volume_batch_delete workspace_eip_associate workspace_log_configuration
        workspace_notification_rule workspace_ou workspace_policy_group workspace_service workspace_terminal_binding
        workspace_user workspace_user_action workspace_user_group
      `),
    },
    {
      reason: "edge delivery and its protection; there is no database behind it",
      types: words(`
        aad_black_white_list aad_change_specification aad_domain aad_domain_certificate
        aad_domain_security_protection aad_forward_rule aad_instance aad_policy_black_white_rule aad_unblock_ip
        antiddos_basic antiddos_default_protection_policy antiddos_lts_config antiddos_open_protection
        cdn_billing_option cdn_cache_preheat cdn_cache_refresh cdn_cache_sharing_group
        cdn_certificate_associate_domains cdn_domain cdn_domain_batch_copy cdn_domain_owner_verify cdn_domain_rule
        cdn_domain_template cdn_domain_template_apply cdn_domain_v1 cdn_rule_engine_rule cdn_statistic_configuration
        cdn_statistic_subscription_task cnad_advanced_alarm_notification cnad_advanced_black_white_list
        cnad_advanced_policy cnad_advanced_policy_associate cnad_advanced_policy_ip_binding
        cnad_advanced_policy_ip_unbinding cnad_advanced_protected_ip_tag cnad_advanced_protected_object
        cnad_advanced_update_package_name live_bucket_authorization live_channel live_disable_push_stream live_domain
        live_geo_blocking live_hls_configuration live_https_certificate live_ip_acl live_notification_configuration
        live_origin_pull_configuration live_record_callback live_recording live_referer_validation live_snapshot
        live_stream_delay live_transcoding live_url_authentication live_url_validation mpc_transcoding_template
        mpc_transcoding_template_group vod_media_asset vod_media_category vod_transcoding_template_group
        vod_watermark_template waf_address_group waf_alarm_notification waf_batch_create_antileakage_rules
        waf_batch_create_antitamper_rules waf_batch_create_cc_rules waf_batch_create_custom_rules
        waf_batch_create_geoip_rules waf_batch_create_ignore_rules waf_batch_create_ip_reputation_rules
        waf_batch_create_privacy_rules waf_batch_create_whiteblackip_rules waf_batch_delete_alarm_notifications
        waf_batch_update_whiteblackip_rules waf_cc_protection_rule_batch_delete waf_certificate waf_cloud_instance
        waf_dedicated_agency waf_dedicated_domain waf_dedicated_instance waf_dedicated_instance_action waf_domain
        waf_domain_associate_certificate waf_domain_route_update waf_geo_ip_rule_batch_update waf_instance_group
        waf_instance_group_associate waf_ip_intelligence_rule waf_migrate_domain waf_modify_alarm_notification
        waf_policies_batch_delete waf_policy waf_policy_copy waf_policy_v2 waf_reference_table waf_rule_anti_crawler
        waf_rule_blacklist waf_rule_cc_protection waf_rule_data_masking waf_rule_geolocation_access_control
        waf_rule_global_protection_whitelist waf_rule_information_leakage_prevention waf_rule_known_attack_source
        waf_rule_precise_protection waf_rule_web_tamper_protection waf_rule_web_tamper_protection_refresh
      `),
    },
    {
      reason: "files and blocks",
      types: words(`
        cbr_backup_share cbr_backup_share_accepter cbr_backup_sync cbr_batch_update_vault cbr_change_order
        cbr_checkpoint cbr_checkpoint_copy cbr_checkpoint_sync cbr_migrate cbr_organization_policy cbr_policy
        cbr_replicate_backup cbr_restore cbr_update_backup cbr_vault cbr_vault_change_charge_mode
        cbr_vault_migrate_resources cbr_vault_set_resource csbs_backup csbs_backup_policy csbs_backup_policy_v1
        csbs_backup_v1 evs_recycle_bin_policy evs_recycle_bin_volume_delete evs_recycle_bin_volume_revert
        evs_snapshot evs_snapshot_group evs_snapshot_metadata evs_snapshot_rollback evs_unsubscribe_prepaid_volume
        evs_volume evs_volume_metadata evs_volume_retype evs_volume_transfer evs_volume_transfer_accepter
        evs_volumes_batch_expand evsv3_snapshot evsv3_volume evsv3_volume_transfer evsv3_volume_transfer_accepter
        evsv5_snapshot evsv5_snapshot_rollback obs_bucket obs_bucket_acl obs_bucket_bpa obs_bucket_object
        obs_bucket_object_acl obs_bucket_object_restore obs_bucket_policy obs_bucket_replication
        oms_migration_sync_task oms_migration_task oms_migration_task_group oms_sync_event oms_task
        sdrs_delete_all_group_failure_jobs sdrs_delete_failure_job sdrs_delete_protected_groups_failed_tasks
        sdrs_delete_specified_group_failure_jobs sdrs_drill sdrs_protected_instance sdrs_protected_instance_add_nic
        sdrs_protected_instance_delete_nic sdrs_protected_instance_resize sdrs_protection_group
        sdrs_replication_attach sdrs_replication_pair sdrs_resize_replication sfs_access_rule sfs_access_rule_v2
        sfs_file_system sfs_file_system_v2 sfs_turbo sfs_turbo_ad_domain sfs_turbo_change_charge_mode
        sfs_turbo_cold_data_eviction sfs_turbo_data_task sfs_turbo_dir sfs_turbo_dir_quota sfs_turbo_du_task
        sfs_turbo_ldap_config sfs_turbo_obs_target sfs_turbo_perm_rule vbs_backup vbs_backup_policy
        vbs_backup_policy_v2 vbs_backup_v2
      `),
    },
    {
      reason: "identities, organisations and bills",
      types: words(`
        cbc_resources_unsubscribe enterprise_project enterprise_project_action enterprise_project_authority
        iam_agency iam_agency_v3 identity_access_key identity_acl identity_agency identity_group
        identity_group_membership identity_group_membership_v3 identity_group_role_assignment identity_group_v3
        identity_login_policy identity_password_policy identity_policy identity_policy_agency_attach identity_project
        identity_project_v3 identity_protection_policy identity_provider identity_provider_conversion
        identity_provider_mapping identity_provider_protocol identity_role identity_role_assignment
        identity_role_assignment_v3 identity_service_agency identity_temporary_access_key
        identity_token_with_id_token identity_trust_agency identity_unscoped_token_saml
        identity_unscoped_token_with_id_token identity_user identity_user_info identity_user_password
        identity_user_role_assignment identity_user_token identity_user_v3 identity_virtual_mfa_device
        identitycenter_access_control_attribute_configuration identitycenter_account_assignment
        identitycenter_application_assignment identitycenter_application_certificate
        identitycenter_application_instance identitycenter_application_instance_profile_delete
        identitycenter_bearer_token identitycenter_custom_policy_attachment identitycenter_custom_role_attachment
        identitycenter_email_verify identitycenter_group identitycenter_group_membership
        identitycenter_identity_provider identitycenter_identity_provider_certificate identitycenter_instance
        identitycenter_mfa_management_setting identitycenter_password_policy identitycenter_password_reset
        identitycenter_permission_set identitycenter_profile_disassociate identitycenter_provision_permission_set
        identitycenter_registered_region identitycenter_service_provider_certificate identitycenter_sso_configuration
        identitycenter_system_identity_policy_attachment identitycenter_system_policy_attachment
        identitycenter_tenant identitycenter_user identitycenter_user_session_delete identityv5_access_key
        identityv5_asymmetric_signature_switch identityv5_group identityv5_group_membership identityv5_login_policy
        identityv5_login_profile identityv5_password_policy identityv5_policy identityv5_policy_agency_attach
        identityv5_policy_default_version identityv5_policy_group_attach identityv5_policy_user_attach
        identityv5_resource_tag identityv5_service_linked_agency identityv5_user identityv5_user_password
        identityv5_virtual_mfa_device organizations_account organizations_account_associate
        organizations_account_invite organizations_account_invite_accepter organizations_account_invite_decliner
        organizations_delegated_administrator organizations_dry_run_policy organizations_dry_run_policy_entity_attach
        organizations_organization organizations_organizational_unit organizations_policy organizations_policy_attach
        organizations_policy_dry_run_configuration organizations_trusted_service ram_organization ram_resource_share
        ram_resource_share_accepter ram_resource_share_permission tms_resource_tags tms_tags
      `),
    },
    {
      reason: "measures and records",
      types: words(`
        aom_alarm_action_rule aom_alarm_group_rule aom_alarm_inhibit_rule aom_alarm_policy aom_alarm_rule
        aom_alarm_rules_template aom_alarm_silence_rule aom_application aom_cloud_service_access aom_cmdb_application
        aom_cmdb_component aom_cmdb_environment aom_cmdb_resource_relationships aom_component aom_dashboard
        aom_dashboards_folder aom_environment aom_event_alarm_rule aom_event_report aom_message_template
        aom_multi_account_aggregation_rule aom_prom_instance aom_prometheus_instance aom_recording_rule
        aom_service_discovery_rule aom_uniagent_batch_install aom_uniagent_batch_upgrade apm_aksk
        ces_agent_maintenance_task ces_alarm_template ces_alarmrule ces_dashboard ces_dashboard_widget
        ces_event_report ces_metric_data_add ces_notification_mask ces_one_click_alarm ces_one_click_alarm_reset
        ces_one_click_alarm_rule_action ces_one_click_alarm_rule_policy_action ces_resource_group
        ces_resource_group_alarm_template_async_associate cpts_project cpts_task lts_access_rule lts_aom_access
        lts_cce_access lts_cross_account_access lts_dashboard lts_elb_log lts_group lts_host_access lts_host_group
        lts_keywords_alarm_rule lts_log_collection_switch lts_log_converge lts_log_converge_switch lts_metric_rule
        lts_notification_template lts_register_kafka_instance lts_search_criteria lts_sql_alarm_rule lts_stream
        lts_stream_index_configuration lts_struct_template lts_structing_template lts_structuring_configuration
        lts_structuring_custom_configuration lts_transfer lts_waf_access
      `),
    },
    {
      reason: "messages and queues",
      types: words(`
        dms_group dms_group_v1 dms_instance dms_instance_v1 dms_kafka_background_task_delete dms_kafka_consumer_group
        dms_kafka_consumer_group_topic_batch_delete dms_kafka_instance dms_kafka_instance_batch_action
        dms_kafka_instance_log dms_kafka_instance_public_access_switch dms_kafka_instance_rebalance_log
        dms_kafka_instance_restart dms_kafka_instance_upgrade dms_kafka_message_diagnosis_task
        dms_kafka_message_offset_reset dms_kafka_message_produce dms_kafka_partition_reassign dms_kafka_permissions
        dms_kafka_recycle_instance_restore dms_kafka_smart_connect dms_kafka_smart_connect_task
        dms_kafka_smart_connect_task_action dms_kafka_smart_connector_validate dms_kafka_topic
        dms_kafka_topic_message_batch_delete dms_kafka_topic_quota dms_kafka_user dms_kafka_user_client_quota
        dms_kafka_user_password_reset dms_kafka_volume_auto_expand_configuration dms_kafkav2_smart_connect_task
        dms_queue dms_queue_v1 dms_rabbitmq_background_task_delete dms_rabbitmq_exchange
        dms_rabbitmq_exchange_associate dms_rabbitmq_instance dms_rabbitmq_plugin dms_rabbitmq_queue
        dms_rabbitmq_queue_message_clear dms_rabbitmq_recycle_instance_restore dms_rabbitmq_user dms_rabbitmq_vhost
        dms_rabbitmq_volume_auto_expand_configuration dms_rocketmq_consumer_group dms_rocketmq_consumption_verify
        dms_rocketmq_dead_letter_resend dms_rocketmq_instance dms_rocketmq_instance_diagnosis
        dms_rocketmq_message_offset_reset dms_rocketmq_message_send dms_rocketmq_migration_task
        dms_rocketmq_node_batch_restart dms_rocketmq_recycle_instance_restore dms_rocketmq_topic dms_rocketmq_user
        dms_rocketmq_volume_auto_expand_configuration eg_connection eg_custom_event_channel eg_custom_event_source
        eg_endpoint eg_event_batch_action eg_event_stream eg_event_subscription eg_event_subscription_batch_action
        eg_event_subscription_target eg_eventrouter_cluster smn_logtank smn_message_detection smn_message_publish
        smn_message_template smn_notify_policy smn_subscription smn_subscription_filter_policy smn_subscription_v2
        smn_topic smn_topic_attributes smn_topic_subscriber smn_topic_subscription smn_topic_unsubscription
        smn_topic_v2 sms_migration_project sms_migration_project_default sms_server_template sms_source_server
        sms_source_server_command_result_report sms_task sms_task_consistency_result_report sms_task_log_upload
        sms_task_network_check_info_report sms_task_progress_report
      `),
    },
    {
      reason: "names, certificates and keys",
      types: words(`
        ccm_certificate ccm_certificate_apply ccm_certificate_cancel_request ccm_certificate_deploy
        ccm_certificate_import ccm_certificate_push ccm_csr ccm_private_ca ccm_private_ca_restore
        ccm_private_ca_revoke ccm_private_ca_switch_ocsp ccm_private_certificate ccm_private_certificate_revoke
        cpcs_app cpcs_app_access_key cpcs_app_cluster_association cpcs_app_download_access_key
        cpcs_cluster_authorize_access_key cpcs_instance_status_action csms_agency csms_download_secret_backup
        csms_event csms_restore_secret csms_scheduled_delete_secret_task csms_secret csms_secret_rotate
        csms_secret_version_state dns_custom_line dns_endpoint dns_endpoint_assignment dns_line_group
        dns_private_zone_associate dns_ptrrecord dns_ptrrecord_v2 dns_recordset dns_recordset_v2
        dns_resolver_access_log dns_resolver_rule dns_resolver_rule_associate dns_zone dns_zone_authorization
        dns_zone_authorization_verify dns_zone_retrieval dns_zone_retrieval_verify dns_zone_v2 dnsv21_ptrrecord
        kms_alias kms_alias_associate kms_cancel_key_deletion kms_data_encrypt_decrypt kms_datakey_without_plaintext
        kms_decrypt_datakey kms_dedicated_keystore kms_dedicated_keystore_action kms_ec_datakey_pair
        kms_encrypt_datakey kms_generate_mac kms_grant kms_key kms_key_material kms_key_replicate
        kms_key_update_primary_region kms_key_v1 kms_retire_grant kms_rsa_datakey_pair kms_sign kms_verify_mac
        kms_verify_sign kps_batch_export_private_key kps_batch_import_keypair kps_export_private_key
        kps_failed_task_delete kps_failed_tasks_delete kps_keypair kps_keypair_associate kps_keypair_disassociate
        scm_certificate
      `),
    },
    {
      reason: "operates and automates",
      types: words(`
        cdm_cluster cdm_cluster_action cdm_cluster_v1 cdm_job cdm_link coc_alarm_action coc_alarm_clear
        coc_alarm_linked_incident coc_application coc_change_delete coc_change_update coc_cloud_vendor_account
        coc_cloud_vendor_user_resources_sync coc_component coc_custom_event_report coc_diagnosis_task
        coc_diagnosis_task_cancel coc_diagnosis_task_retry coc_document coc_document_execute
        coc_document_execution_operation coc_enterprise_project_collection coc_group coc_group_resource_relation
        coc_group_sync coc_incident coc_incident_action coc_incident_handle coc_issue
        coc_other_resource_uniagent_sync coc_public_script_execute coc_resource_uniagent_sync coc_scheduled_task
        coc_script coc_script_approval coc_script_batch_execute coc_script_execute coc_script_order_operation
        coc_ticket_action coc_ticket_add coc_war_room codehub_repository projectman_project rf_stack
        rfs_apply_execution_plan rfs_continue_deploy_stack rfs_execution_plan rfs_execution_plan_v2 rfs_private_hook
        rfs_private_module rfs_private_module_version rfs_private_provider rfs_private_provider_version rfs_stack
        rfs_stack_rollback rfs_stack_set rfs_stack_set_deployment rfs_template rfs_template_analysis_variables
        rfs_template_version
      `),
    },
    {
      reason: "runs applications; what reaches them is opened by security groups and load balancers",
      types: words(`
        api_gateway_api api_gateway_environment api_gateway_group apig_acl_policy apig_acl_policy_associate apig_api
        apig_api_action apig_api_batch_action apig_api_batch_plugins_associate apig_api_check apig_api_debug
        apig_api_publishment apig_api_version_unpublish apig_appcode apig_application apig_application_acl
        apig_application_ai_api_key apig_application_authorization apig_application_quota
        apig_application_quota_associate apig_certificate apig_certificate_batch_domains_associate apig_channel
        apig_channel_member apig_channel_member_batch_action apig_channel_member_group apig_custom_authorizer
        apig_domain_certificate_associate apig_endpoint_connection_management apig_endpoint_whitelist
        apig_environment apig_environment_variable apig_global_certificate_batch_domains_associate apig_group
        apig_group_domain_associate apig_instance apig_instance_feature apig_instance_ingress_port
        apig_instance_routes apig_orchestration_rule apig_plugin apig_plugin_associate
        apig_plugin_batch_apis_associate apig_response apig_signature apig_signature_associate apig_throttling_policy
        apig_throttling_policy_associate apig_vpc_channel as_bandwidth_policy as_configuration as_configuration_v1
        as_execute_policy as_group as_group_v1 as_instance_attach as_lifecycle_hook as_lifecycle_hook_callback
        as_notification as_planned_task as_policy as_policy_v1 as_warm_pool bms_instance bms_instance_password_delete
        bms_instance_password_reset bms_instance_restart bms_os_reinstall bms_volume_attach cae_application
        cae_certificate cae_component cae_component_action cae_component_configurations cae_component_deployment
        cae_domain cae_environment cae_notification_rule cae_timer_rule cae_vpc_egress cce_access_policy cce_addon
        cce_autopilot_addon cce_autopilot_chart cce_autopilot_cluster cce_autopilot_cluster_upgrade
        cce_autopilot_release cce_autopiot_release cce_chart cce_cluster cce_cluster_certificate_revoke
        cce_cluster_certificate_rotatecredentials cce_cluster_log_config cce_cluster_pod_identity_association
        cce_cluster_upgrade cce_cluster_v3 cce_image_cache cce_namespace cce_node cce_node_attach cce_node_pool
        cce_node_pool_nodes_add cce_node_pool_scale cce_node_sync cce_node_v3 cce_nodes_certificate_rotatecredentials
        cce_nodes_remove cce_partition cce_pvc cce_release cci_agency cci_namespace cci_network cci_pool_binding
        cci_pvc cciv2_config_map cciv2_deployment cciv2_hpa cciv2_image_snapshot cciv2_namespace cciv2_network
        cciv2_observability_configuration cciv2_persistent_volume cciv2_persistent_volume_claim cciv2_pod
        cciv2_pool_binding cciv2_pvc cciv2_secret cciv2_service codearts_build_log_download codearts_build_task
        codearts_build_task_action codearts_build_template codearts_deploy_application
        codearts_deploy_application_copy codearts_deploy_application_deploy codearts_deploy_application_group
        codearts_deploy_application_group_move codearts_deploy_application_permission codearts_deploy_environment
        codearts_deploy_environment_permission codearts_deploy_group codearts_deploy_group_permission
        codearts_deploy_host codearts_deploy_hosts_copy codearts_inspector_host codearts_inspector_host_group
        codearts_inspector_website codearts_inspector_website_scan codearts_pipeline codearts_pipeline_action
        codearts_pipeline_basic_plugin codearts_pipeline_by_template codearts_pipeline_group
        codearts_pipeline_group_swap codearts_pipeline_micro_service codearts_pipeline_parameter_group
        codearts_pipeline_permission codearts_pipeline_plugin_version codearts_pipeline_publisher
        codearts_pipeline_rule codearts_pipeline_service_endpoint codearts_pipeline_tag codearts_pipeline_template
        codearts_project codearts_repository cse_microservice cse_microservice_engine
        cse_microservice_engine_configuration cse_microservice_instance cse_nacos_namespace deh_instance
        fgs_application fgs_async_invoke_configuration fgs_async_log_configuration fgs_dependency
        fgs_dependency_version fgs_function fgs_function_event fgs_function_topping
        fgs_function_tracing_configuration fgs_function_trigger fgs_function_trigger_status_action fgs_function_v2
        fgs_lts_log_enable fgs_trigger fgs_vpc_endpoint iec_keypair iec_network_acl
        iec_security_group iec_vip iec_vpc iec_vpc_subnet images_image
        images_image_copy images_image_share images_image_share_accepter images_image_v2 ims_cbr_whole_image
        ims_ecs_system_image ims_ecs_whole_image ims_evs_data_image ims_evs_system_image ims_image_export
        ims_image_metadata ims_image_registration ims_obs_data_image ims_obs_iso_image ims_obs_system_image
        ims_quickimport_data_image ims_quickimport_system_image imsv21_image_export iotda_access_credential
        iotda_amqp iotda_batchtask iotda_batchtask_file iotda_custom_authentication iotda_data_backlog_policy
        iotda_data_flow_control_policy iotda_dataforwarding_rule iotda_device iotda_device_async_command
        iotda_device_certificate iotda_device_group iotda_device_linkage_rule iotda_device_message
        iotda_device_policy iotda_device_proxy iotda_product iotda_space iotda_upgrade_package
        servicestage_application servicestage_component servicestage_component_instance servicestage_environment
        servicestage_repo_password_authorization servicestage_repo_token_authorization servicestagev3_application
        servicestagev3_application_configuration servicestagev3_component servicestagev3_component_action
        servicestagev3_component_refresh servicestagev3_configuration servicestagev3_configuration_group
        servicestagev3_environment servicestagev3_environment_associate servicestagev3_runtime_stack
        servicestagev3_runtime_stack_batch_release swr_agency swr_enterprise_domain_name
        swr_enterprise_image_signature_policy swr_enterprise_image_signature_policy_execute
        swr_enterprise_immutable_tag_rule swr_enterprise_instance swr_enterprise_instance_artifact_delete
        swr_enterprise_instance_artifact_manual_scan swr_enterprise_instance_artifact_tag_delete
        swr_enterprise_instance_registry swr_enterprise_job_delete swr_enterprise_long_term_credential
        swr_enterprise_namespace swr_enterprise_private_network_access_control swr_enterprise_replication_policy
        swr_enterprise_replication_policy_execute swr_enterprise_replication_policy_execution_stop
        swr_enterprise_repository_delete swr_enterprise_repository_update swr_enterprise_retention_policy
        swr_enterprise_retention_policy_execute swr_enterprise_temporary_credential swr_enterprise_trigger
        swr_image_auto_sync swr_image_manual_sync swr_image_permissions swr_image_retention_policy swr_image_trigger
        swr_organization swr_organization_permissions swr_repository swr_repository_sharing swr_repository_tag
        swr_temporary_login_command ucs_cluster ucs_fleet ucs_policy
      `),
    },
    {
      reason: "sends traffic on and lets nobody in; routes over peerings are read with the peering",
      types: words(`
        nat_private_snat_rule nat_snat_rule nat_snat_rule_v2 networking_router_interface_v2
        networking_router_route_v2 vpc_peering_connection_accepter vpc_peering_connection_accepter_v2 vpc_route
        vpc_route_table vpc_route_v2
      `),
    },
    {
      reason: "watches and protects; opens nothing",
      types: words(`
        access_analyzer access_analyzer_archive_rule access_analyzer_archive_rule_apply cts_configuration
        cts_data_tracker cts_notification cts_tracker dbss_audit_risk_rule_action dbss_ecs_database dbss_instance
        dbss_rds_database dsc_adg_instance dsc_alarm_notification dsc_asset_authorization dsc_asset_domain_label
        dsc_asset_obs dsc_batch_add_data_mask dsc_batch_delete_database_instance dsc_batch_delete_obs
        dsc_batch_delete_template_rule dsc_batch_update_template_rules_classification dsc_bigdata_instance
        dsc_data_map_score_update dsc_database_watermark_embed_task dsc_database_watermark_embed_task_action
        dsc_device dsc_instance dsc_mask_algorithm dsc_mask_algorithm_debug dsc_measure_info dsc_metadata_tags
        dsc_multi_enable_trusted_service dsc_operate_instance_metadata dsc_operate_obs_audit dsc_scan_rule
        dsc_scan_security_level dsc_scan_template dsc_scan_template_classification dsc_stop_scan_job dsc_switch_job
        dsc_test_scan_rule dsc_update_security_levels_sort hss_antivirus_create_pay_per_scan_task
        hss_antivirus_create_virus_scan_task hss_antivirus_pay_per_scan_switch_status
        hss_app_whitelist_policy_process hss_asset_assign_task hss_asset_manual_collect
        hss_associated_asset_importance hss_cce_protection hss_change_host_ignore_status hss_cicd_configuration
        hss_close_honeypot_port_policy hss_cluster_protect_switch_mode hss_container_export_task
        hss_container_kubernetes_cluster_daemonset hss_container_kubernetes_cluster_protection_enable
        hss_container_kubernetes_sync_mccs hss_container_network_cluster_sync hss_container_network_policy_sync
        hss_container_sync_cluster_information hss_custom_rule hss_event_alarm_white_list_delete
        hss_event_delete_isolated_file hss_event_login_white_list hss_event_system_user_white_list
        hss_event_unblock_ip hss_file_download hss_honeypot_port_policy hss_host_batch_config hss_host_group
        hss_host_manual_detection hss_host_protection hss_ignore_failed_pcc hss_image_baseline_change_ewp
        hss_image_batch_scan hss_login_common_location hss_login_white_ip hss_modify_webtamper_protection_policy
        hss_modify_webtamper_rasp_path hss_policy_group hss_policy_group_deploy hss_policy_switch_status hss_quota
        hss_ransomware_protection_policy hss_rasp_protection_policy hss_setting_two_factor_login_config
        hss_switch_honeypot_port_policy hss_vulnerability_history_export_task hss_vulnerability_information_export
        hss_vulnerability_scan_policy hss_vulnerability_scan_task hss_vulnerability_task_user_trace
        hss_webtamper_protection rgc_account rgc_account_enroll rgc_best_practice rgc_control rgc_landing_zone
        rgc_organizational_unit rgc_organizational_unit_register rgc_template rms_advanced_query
        rms_assignment_package rms_organizational_assignment_package rms_organizational_policy_assignment
        rms_policy_assignment rms_policy_assignment_evaluate rms_policy_assignment_evaluate_result_update
        rms_remediation_configuration rms_remediation_exception rms_remediation_execution
        rms_resource_aggregation_authorization rms_resource_aggregation_pending_request_delete
        rms_resource_aggregator rms_resource_recorder secmaster_alert secmaster_alert_convert_incident
        secmaster_alert_rule secmaster_alert_rule_simulation secmaster_asset secmaster_catalogue secmaster_checkitem
        secmaster_classifier secmaster_clone_playbook_version secmaster_cloud_log_resource secmaster_collect_config
        secmaster_collector_channel secmaster_collector_channel_group secmaster_collector_channel_operation
        secmaster_collector_parser secmaster_component_template secmaster_configuration_dictionary
        secmaster_create_retry_policy secmaster_data_class_type_layout secmaster_data_object_relations
        secmaster_dataspace secmaster_delete_nodes secmaster_delete_policies secmaster_incident secmaster_indicator
        secmaster_layout secmaster_layout_field secmaster_layout_wizard secmaster_metric secmaster_module
        secmaster_node_expansion secmaster_operation_connection secmaster_pipe secmaster_pipe_consumption
        secmaster_playbook secmaster_playbook_action secmaster_playbook_approval secmaster_playbook_enable
        secmaster_playbook_instance_operation secmaster_playbook_rule secmaster_playbook_version
        secmaster_playbook_version_action secmaster_post_paid_order secmaster_search_condition
        secmaster_security_report secmaster_siem_shipper secmaster_soc_mapping_clone secmaster_soc_mapping_delete
        secmaster_soc_mapping_status secmaster_soc_preprocess_rule secmaster_update_workflow_instance
        secmaster_workflow secmaster_workflow_action secmaster_workflow_version secmaster_workflow_version_approval
        secmaster_workflow_version_validation secmaster_workspace
      `),
    },
  ],
  notYet: words(`
    aomv4_alarm_rule asm_mesh bcs_instance blockstorage_volume_v2 cbh_asset_agency_authorization
    cbh_change_instance_type cbh_delete_fault_instance cbh_ha_instance cbh_instance cc_authorization
    cc_central_network cc_central_network_attachment cc_central_network_policy cc_central_network_policy_apply
    cc_connection cc_network_instance cfw_acl_rule cfw_address_group cfw_address_group_member
    cfw_batch_delete_acl_rules cfw_batch_delete_address_group_members cfw_batch_delete_address_groups
    cfw_batch_delete_domain_sets cfw_batch_delete_service_group_members cfw_batch_update_acl_rules_action
    cfw_black_white_list cfw_delete_ip_blacklist cfw_domain_name_group cfw_eip_alarm_whitelist
    cfw_eip_all_protection_switch cfw_eip_auto_protection cfw_eip_protection cfw_firewall cfw_import_ip_blacklist
    cfw_ip_blacklist_retry cfw_ip_blacklist_switch cfw_protection_rule cfw_service_group cfw_service_group_member
    compute_auto_launch_group compute_eip_associate compute_floatingip compute_floatingip_associate_v2
    compute_floatingip_v2 compute_instance compute_instance_redeploy compute_instance_v2 compute_interface_attach
    compute_interface_attach_v2 compute_password_delete compute_secgroup_v2 compute_template das_batch_set_sql_switch
    das_database_instance_connection das_history_transaction_switch das_instance_group
    das_instance_group_assign das_search_path_switch das_shared_connection dc_connect_gateway
    dc_connect_gateway_geip_associate dc_global_gateway dc_global_gateway_peer_link dc_global_gateway_route_table
    dc_hosted_connect dc_vif_peer_detection dc_virtual_gateway dc_virtual_interface dc_virtual_interface_accepter
    dc_virtual_interface_switchover ddm_instance ddm_instance_group ddm_instance_read_strategy
    drs_backup_migration drs_job_clone ecs_instance_v1 elb_active_standby_pool
    elb_domain_address elb_domain_resolution elb_ipgroup elb_l7policy elb_l7rule elb_listener elb_listener_copy
    elb_loadbalancer elb_loadbalancer_copy elb_member elb_member_check_task elb_pool elb_security_policy
    er_association er_attachment_accepter er_instance er_propagation er_route_table er_static_route er_vpc_attachment
    esw_connection esw_connection_vport_bind esw_instance fw_firewall_group_v2 fw_policy_v2 fw_rule_v2 ga_accelerator
    ga_address_group ga_endpoint ga_endpoint_group ga_listener gaussdb_agency_permission_policy gaussdb_asp_collect
    gaussdb_cassandra_instance gaussdb_client_auth_config gaussdb_dr_instance_primary_role_switch
    gaussdb_dr_instance_to_primary gaussdb_dr_record_delete gaussdb_dr_relationship
    gaussdb_dr_relationship_reestablish gaussdb_influx_instance gaussdb_instance gaussdb_instance_database_account
    gaussdb_instance_full_sqls_config gaussdb_mongo_instance gaussdb_mysql_instance_node_config gaussdb_mysql_proxy
    gaussdb_opengauss_client_auth_config gaussdb_opengauss_instance gaussdb_read_replica gaussdb_redis_eip_associate
    gaussdb_redis_instance global_eip global_eip_associate global_eip_segment global_eip_segment_instance_associate
    iec_eip iec_network_acl_rule iec_server
    lb_l7policy lb_l7policy_v2 lb_l7rule lb_l7rule_v2 lb_listener lb_listener_v2 lb_loadbalancer lb_loadbalancer_v2
    lb_member lb_member_v2 lb_pool lb_pool_v2 lb_whitelist lb_whitelist_v2 nat_gateway nat_gateway_v2
    nat_private_dnat_rule nat_private_gateway nat_private_transit_ip nat_private_transit_subnet natv3_gateway
    network_acl network_acl_rule networking_eip_associate networking_floatingip_v2 rds_agent_job_modify
    rds_agent_job_switch rds_distribution rds_dr_instance_dr_capability rds_dr_instance_to_primary rds_mysql_proxy
    rds_pg_account rds_pg_hba rds_primary_instance_dr_capability rds_pub_and_sub_metadata_sync rds_publication
    rds_publication_snapshot_regenerate rds_sqlserver_account rds_subscription rds_subscription_regenerate
    taurusdb_htap_starrocks_instance taurusdb_htap_starrocks_replication taurusdb_htap_starrocks_replication_pause
    taurusdb_htap_starrocks_replication_resume taurusdb_htap_starrocks_user taurusdb_instance_node_config
    taurusdb_proxy vpc_eip_associate vpc_eip_update_publicip_pool vpc_eipv3_associate vpc_internet_gateway
    vpc_traffic_mirror_filter vpc_traffic_mirror_filter_rule vpc_traffic_mirror_session vpcep_approval vpcep_endpoint
    vpcep_service vpcep_service_add_servers vpcep_service_connection_update vpn_access_policy vpn_gateway_job_delete
    vpn_p2c_gateway_connection_disconnect vpn_p2c_gateway_job_delete vpn_server vpn_user vpn_user_group
    vpnaas_endpoint_group vpnaas_endpoint_group_v2 vpnaas_ike_policy vpnaas_ike_policy_v2 vpnaas_ipsec_policy
    vpnaas_ipsec_policy_v2 vpnaas_service vpnaas_service_v2 vpnaas_site_connection vpnaas_site_connection_v2
  `),
};
