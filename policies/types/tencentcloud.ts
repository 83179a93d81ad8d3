import { type TypeLists, words } from "./lists";

/** Resource types of the Tencent Cloud provider, read on 2026-11-29 from its table of resources of 2026-08-21. */
export const TENCENTCLOUD: TypeLists = {
  noBusiness: [
    {
      reason: "a step on something that exists; what it lets in is written where that is declared",
      types: words(`
        ccn_instances_reject_attach cvm_action_timer cvm_repair_task_control_operation cynosdb_reload_proxy_node
        dcdb_activate_hour_instance_operation dcdb_cancel_dcn_job_operation dcdb_switch_db_instance_ha_operation
        dts_compare_task dts_migrate_job_config dts_migrate_job_resume_operation dts_sync_check_job_operation
        dts_sync_job_continue_operation dts_sync_job_pause_operation dts_sync_job_resize_operation
        dts_sync_job_resume_operation mariadb_cancel_dcn_job mariadb_operate_hour_db_instance mariadb_switch_ha
        mysql_reload_balance_proxy_node mysql_ro_group_load_operation
        mysql_switch_proxy
      `),
    },
    {
      reason: "analytics and data processing, fed through their own interfaces",
      types: words(`
        bi_datasource bi_datasource_cloud bi_embed_interval_apply bi_embed_token_apply bi_project
        bi_project_user_role bi_user_role cdwdoris_instance cdwdoris_workload_group cdwpg_dbconfig cdwpg_instance
        cdwpg_reset_account_password cdwpg_restart_instance cdwpg_userhba clickhouse_account
        clickhouse_account_permission clickhouse_backup clickhouse_backup_strategy clickhouse_delete_backup_data
        clickhouse_instance clickhouse_keyval_config clickhouse_recover_backup_job clickhouse_xml_config
        dlc_add_users_to_work_group_attachment dlc_attach_data_mask_policy dlc_attach_user_policy_attachment
        dlc_attach_user_policy_operation dlc_attach_work_group_policy_attachment
        dlc_attach_work_group_policy_operation dlc_bind_work_groups_to_user_attachment dlc_data_engine
        dlc_data_mask_strategy dlc_datasource_house_attachment dlc_detach_user_policy_operation
        dlc_detach_work_group_policy_operation dlc_modify_data_engine_description_operation
        dlc_modify_user_typ_operation dlc_renew_data_engine_operation dlc_restart_data_engine_operation
        dlc_rollback_data_engine_image_operation dlc_standard_engine_resource_group
        dlc_standard_engine_resource_group_config_info dlc_store_location_config dlc_suspend_resume_data_engine
        dlc_switch_data_engine_image_operation dlc_update_data_engine_config_operation
        dlc_update_row_filter_operation dlc_upgrade_data_engine_image_operation dlc_user dlc_user_data_engine_config
        dlc_user_vpc_connection dlc_work_group emr_auto_scale_strategy emr_boot_script emr_cluster emr_cluster_v2
        emr_deploy_yarn_operation emr_user_manager emr_yarn oceanus_folder oceanus_job oceanus_job_config
        oceanus_job_copy oceanus_resource oceanus_resource_config oceanus_run_job oceanus_stop_job
        oceanus_trigger_job_savepoint oceanus_work_space wedata_add_calc_engines_to_project_operation
        wedata_authorize_data_source wedata_code_file wedata_code_folder wedata_code_permissions
        wedata_data_backfill_plan wedata_data_source wedata_datasource wedata_dq_rule wedata_function
        wedata_integration_offline_task wedata_integration_realtime_task wedata_integration_task_node
        wedata_kill_trigger_workflow_run wedata_lineage_attachment wedata_ops_alarm_rule wedata_ops_stop_task_async
        wedata_ops_task wedata_ops_task_owner wedata_project wedata_project_member wedata_quality_rule
        wedata_quality_rule_group wedata_rerun_trigger_workflow_run_async wedata_resource_file wedata_resource_folder
        wedata_resource_group wedata_resource_group_to_project_attachment wedata_rule_template
        wedata_run_sql_script_operation wedata_script wedata_sql_folder wedata_sql_script
        wedata_stop_sql_script_run_operation wedata_submit_task_operation wedata_submit_trigger_task wedata_task
        wedata_task_kill_instance_async wedata_task_rerun_instance_async wedata_task_set_success_instance_async
        wedata_trigger_task wedata_trigger_workflow wedata_workflow wedata_workflow_folder
        wedata_workflow_permissions
      `),
    },
    {
      reason: "another database engine: no MySQL migration reads or writes it",
      types: words(`
        dbdc_db_custom_cluster dbdc_db_custom_node dbdc_node_to_db_custom_cluster_attachment elasticsearch_diagnose
        elasticsearch_diagnose_instance elasticsearch_index elasticsearch_instance elasticsearch_logstash
        elasticsearch_logstash_pipeline elasticsearch_restart_instance_operation
        elasticsearch_restart_kibana_operation elasticsearch_restart_logstash_instance_operation
        elasticsearch_restart_nodes_operation elasticsearch_security_group
        elasticsearch_start_logstash_pipeline_operation elasticsearch_stop_logstash_pipeline_operation
        elasticsearch_update_plugins_operation mongodb_audit_log_file mongodb_audit_service mongodb_instance
        mongodb_instance_account mongodb_instance_backup mongodb_instance_backup_download_task
        mongodb_instance_backup_rule mongodb_instance_params mongodb_instance_srv_connection mongodb_instance_ssl
        mongodb_instance_transparent_data_encryption mongodb_readonly_instance mongodb_sharding_instance
        mongodb_standby_instance postgresql_account postgresql_account_privileges_operation
        postgresql_apply_parameter_template_operation postgresql_backup_download_restriction_config
        postgresql_backup_plan postgresql_backup_plan_config postgresql_base_backup postgresql_clone_db_instance
        postgresql_database postgresql_delete_log_backup_operation postgresql_disisolate_db_instance_operation
        postgresql_instance postgresql_instance_ha_config postgresql_instance_network_access
        postgresql_instance_ssl_config postgresql_isolate_db_instance_operation
        postgresql_modify_account_remark_operation postgresql_modify_switch_time_period_operation
        postgresql_parameter_template postgresql_parameter_template_config postgresql_parameters
        postgresql_readonly_attachment postgresql_readonly_group postgresql_readonly_instance
        postgresql_readonly_instance_v2 postgresql_rebalance_readonly_group_operation
        postgresql_renew_db_instance_operation postgresql_restart_db_instance_operation
        postgresql_restore_db_instance_objects_operation postgresql_security_group_config postgresql_time_window
        redis_account redis_audit_log redis_backup_config redis_backup_download_restriction redis_backup_operation
        redis_clear_instance_operation redis_connection_config redis_instance redis_log_delivery
        redis_maintenance_window redis_param redis_param_template redis_read_only redis_renew_instance_operation
        redis_replica_readonly redis_replicate_attachment redis_security_group_attachment redis_ssl
        redis_startup_instance_operation redis_switch_master redis_upgrade_cache_version_operation
        redis_upgrade_multi_zone_operation redis_upgrade_proxy_version_operation sqlserver_account
        sqlserver_account_db_attachment sqlserver_basic_instance sqlserver_business_intelligence_file
        sqlserver_business_intelligence_instance sqlserver_complete_expansion sqlserver_config_backup_strategy
        sqlserver_config_database_cdc sqlserver_config_database_ct sqlserver_config_database_mdf
        sqlserver_config_instance_param sqlserver_config_instance_ro_group sqlserver_config_instance_security_groups
        sqlserver_config_terminate_db_instance sqlserver_database_tde sqlserver_db sqlserver_db_instance_ssl_config
        sqlserver_full_backup_migration sqlserver_general_backup sqlserver_general_clone
        sqlserver_general_cloud_instance sqlserver_general_cloud_ro_instance sqlserver_general_communication
        sqlserver_incre_backup_migration sqlserver_instance sqlserver_instance_ssl sqlserver_instance_tde
        sqlserver_migration sqlserver_publish_subscribe sqlserver_readonly_instance sqlserver_renew_db_instance
        sqlserver_renew_postpaid_db_instance sqlserver_restart_db_instance sqlserver_restore_instance
        sqlserver_rollback_instance sqlserver_start_backup_full_migration
        sqlserver_start_backup_incremental_migration sqlserver_start_xevent sqlserver_wan_ip_config tcaplus_cluster
        tcaplus_idl tcaplus_table tcaplus_tablegroup tdcpg_cluster tdcpg_instance
      `),
    },
    {
      reason: "changes what is kept, measured or paid, and lets nobody in",
      types: words(`
        as_complete_lifecycle as_lifecycle_hook as_notification as_schedule as_start_instance_refresh
        as_start_instances as_stop_instances ccn_bandwidth_limit ccn_instances_reset_attach cfw_ips_mode_switch
        clb_cls_log_attachment clb_log_set clb_log_topic clb_replace_cert_for_lbs cvm_export_images cvm_hpc_cluster
        cvm_image_share_permission cvm_import_image cvm_modify_instance_disk_type cvm_program_fpga_image
        cvm_reboot_instance cvm_renew_host cvm_renew_instance cvm_sync_image cynosdb_audit_log_file
        cynosdb_cluster_password_complexity
        cynosdb_export_instance_error_logs cynosdb_export_instance_slow_queries
        cynosdb_instance_param cynosdb_isolate_instance cynosdb_param_template cynosdb_restart_instance
        cynosdb_roll_back_cluster cynosdb_upgrade_proxy_version dbbrain_db_diag_report_task
        dbbrain_modify_diag_db_instance_operation dbbrain_security_audit_log_export_task dbbrain_sql_filter
        dbbrain_tdsql_audit_log dcdb_db_parameters dcdb_encrypt_attributes_config dcdb_flush_binlog_operation
        dcdb_isolate_hour_instance_operation dts_compare_task_stop_operation dts_migrate_job_start_operation
        dts_sync_job_isolate_operation dts_sync_job_recover_operation dts_sync_job_start_operation
        dts_sync_job_stop_operation gaap_certificate image key_pair lighthouse_apply_disk_backup
        lighthouse_apply_instance_snapshot lighthouse_disk lighthouse_disk_attachment lighthouse_disk_backup
        lighthouse_key_pair lighthouse_key_pair_attachment lighthouse_reboot_instance lighthouse_renew_disk
        lighthouse_renew_instance lighthouse_snapshot lighthouse_start_instance lighthouse_stop_instance
        mariadb_backup_time mariadb_encrypt_attributes mariadb_flush_binlog mariadb_log_file_retention_period
        mariadb_parameters mariadb_renew_instance mariadb_restart_instance mysql_audit_log_file         mysql_backup mysql_backup_download_restriction mysql_backup_encryption_status         mysql_cls_log_attachment mysql_database mysql_isolate_instance
        mysql_param_template mysql_password_complexity mysql_remote_backup_config
        mysql_renew_db_instance_operation mysql_restart_db_instances_operation mysql_ro_start_replication
        mysql_ro_stop_replication mysql_rollback mysql_rollback_stop mysql_switch_for_upgrade
        mysql_switch_master_slave_operation mysql_time_window nat_gateway_flow_monitor placement_group
        reserve_ip_address vpc_bandwidth_package vpc_bandwidth_package_attachment vpc_dhcp_associate_address
        vpc_dhcp_ip vpc_flow_log vpc_flow_log_config vpc_ipv6_cidr_block vpc_ipv6_subnet_cidr_block vpc_net_detect
        vpc_resume_snapshot_instance vpc_snapshot_policy vpc_snapshot_policy_attachment vpc_snapshot_policy_config
        vpn_connection_reset vpn_gateway_ssl_client_cert
      `),
    },
    {
      reason: "creates something inside a database, for accounts that are judged themselves",
      types: words(`
        cynosdb_cluster_databases
      `),
    },
    {
      reason: "declares a network or a name in it; what lets anybody in is written in rules, endpoints and tunnels",
      types: words(`
        eni private_dns_record private_dns_zone private_dns_zone_vpc_attachment security_group subnet vpc
        vpc_acl_attachment vpn_customer_gateway vpn_customer_gateway_configuration_download
      `),
    },
    {
      reason: "edge delivery and its protection; there is no database behind it",
      types: words(`
        antiddos_bgp_instance antiddos_cc_black_white_ip antiddos_cc_precision_policy antiddos_ddos_black_white_ip
        antiddos_ddos_geo_ip_block_config antiddos_ddos_speed_limit_config antiddos_default_alarm_threshold
        antiddos_ip_alarm_threshold_config antiddos_packet_filter_config antiddos_port_acl_config
        antiddos_scheduling_domain_user_name cdn_domain cdn_url_purge cdn_url_push ci_bucket_attachment
        ci_bucket_pic_style ci_guetzli ci_hot_link ci_media_animation_template ci_media_concat_template
        ci_media_pic_process_template ci_media_smart_cover_template ci_media_snapshot_template
        ci_media_speech_recognition_template ci_media_super_resolution_template ci_media_transcode_pro_template
        ci_media_transcode_template ci_media_tts_template ci_media_video_montage_template
        ci_media_video_process_template ci_media_voice_separate_template ci_media_watermark_template
        ci_original_image_protection css_authenticate_domain_owner_operation css_backup_stream
        css_callback_rule_attachment css_callback_template css_domain css_domain_referer css_enable_optimal_switching
        css_live_transcode_rule_attachment css_live_transcode_template css_origin_stream_info css_pad_rule_attachment
        css_pad_template css_play_auth_key_config css_play_domain_cert_attachment css_pull_stream_task
        css_pull_stream_task_restart css_push_auth_key_config css_record_rule_attachment css_record_template
        css_snapshot_rule_attachment css_snapshot_template css_start_stream_monitor css_stream_monitor
        css_timeshift_rule_attachment css_timeshift_template css_watermark css_watermark_rule_attachment
        dayu_cc_http_policy dayu_cc_https_policy dayu_cc_policy_v2 dayu_ddos_ip_attachment_v2 dayu_ddos_policy
        dayu_ddos_policy_attachment dayu_ddos_policy_case dayu_ddos_policy_v2 dayu_eip dayu_l4_rule dayu_l4_rule_v2
        dayu_l7_rule dayu_l7_rule_v2 igtm_address_pool igtm_instance igtm_monitor igtm_package_instance
        igtm_package_task igtm_strategy mps_adaptive_dynamic_streaming_template mps_ai_analysis_template
        mps_ai_recognition_template mps_animated_graphics_template mps_content_review_template
        mps_edit_media_operation mps_enable_schedule_config mps_enable_workflow_config mps_event
        mps_execute_function_operation mps_flow mps_image_sprite_template mps_input mps_manage_task_operation
        mps_output mps_person_sample mps_process_live_stream_operation mps_process_media_operation
        mps_sample_snapshot_template mps_schedule mps_snapshot_by_timeoffset_template mps_start_flow_operation
        mps_transcode_template mps_watermark_template mps_withdraws_watermark_operation mps_word_sample mps_workflow
        teo_acceleration_domain teo_alias_domain teo_application_proxy teo_application_proxy_rule
        teo_bind_security_template teo_certificate_config teo_check_cname_status_operation teo_config_group_version
        teo_confirm_multi_path_gateway_origin_acl teo_confirm_origin_acl_update_operation teo_content_identifier
        teo_create_cls_index_operation teo_customize_error_page teo_ddos_protection_config
        teo_deploy_config_group_version teo_dns_record teo_domain_shared_cname_attachment teo_edge_kv
        teo_edge_kv_namespace teo_function teo_function_component_binding teo_function_replica teo_function_rule
        teo_function_rule_priority teo_function_runtime_environment teo_identify_zone_operation
        teo_import_zone_config_operation teo_just_in_time_transcode_template teo_l4_proxy teo_l4_proxy_rule
        teo_l7_acc_rule teo_l7_acc_rule_priority_operation teo_l7_acc_rule_v2 teo_l7_acc_setting teo_load_balancer
        teo_multi_path_gateway teo_multi_path_gateway_line teo_multi_path_gateway_secret_key teo_origin_acl
        teo_origin_group teo_ownership_verify teo_plan teo_prefetch_origin_limit teo_prefetch_task_operation
        teo_purge_task teo_realtime_log_delivery teo_rule_engine teo_security_api_resource teo_security_api_service
        teo_security_client_attester teo_security_ip_group teo_security_js_injection_rule teo_security_policy_config
        teo_shared_cname teo_web_security_template teo_zone teo_zone_setting vcube_application_and_video
        vcube_application_and_web_player_license vcube_renew_video_operation vod_adaptive_dynamic_streaming_template
        vod_aigc_api_token vod_aigc_quota vod_event_config vod_image_sprite_template vod_procedure_template
        vod_sample_snapshot_template vod_snapshot_by_time_offset_template vod_sub_application vod_super_player_config
        vod_transcode_template vod_watermark_template waf_anti_fake waf_anti_info_leak
        waf_api_sec_sensitive_custom_api_exclude_rule waf_api_sec_sensitive_custom_api_extract_rule
        waf_api_sec_sensitive_custom_event_rule waf_api_sec_sensitive_custom_rule
        waf_api_sec_sensitive_privilege_rule waf_api_sec_sensitive_scene_rule waf_api_sec_sensitive_white_rule
        waf_attack_white_rule waf_auto_deny_rules waf_bot_id_rule waf_bot_scene_status_config waf_bot_scene_ucb_rule
        waf_bot_status_config waf_cc waf_cc_auto_status waf_cc_session waf_clb_domain waf_clb_instance
        waf_custom_rule waf_custom_white_rule waf_domain_post_action_config waf_instance_attack_log_post_config
        waf_ip_access_control waf_ip_access_control_v2 waf_log_post_ckafka_flow waf_log_post_cls_flow
        waf_module_status waf_object waf_owasp_rule_status_config waf_owasp_rule_type_config waf_owasp_white_rule
        waf_protection_mode waf_rate_limit waf_saas_domain waf_saas_instance waf_web_shell
      `),
    },
    {
      reason: "files and blocks",
      types: words(`
        cbs_copy_snapshot_cross_region cbs_disk_backup cbs_disk_backup_rollback_operation cbs_snapshot
        cbs_snapshot_policy cbs_snapshot_policy_attachment cbs_snapshot_share_permission cbs_storage
        cbs_storage_attachment cbs_storage_set cbs_storage_set_attachment cfs_access_group cfs_access_rule
        cfs_auto_snapshot_policy cfs_auto_snapshot_policy_attachment cfs_file_system cfs_sign_up_cfs_service
        cfs_snapshot cfs_user_quota chdfs_access_group chdfs_access_rule chdfs_file_system chdfs_life_cycle_rule
        chdfs_mount_point chdfs_mount_point_attachment cos_batch cos_bucket cos_bucket_domain_certificate_attachment
        cos_bucket_generate_inventory_immediately_operation cos_bucket_inventory cos_bucket_object cos_bucket_policy
        cos_bucket_referer cos_bucket_version cos_object_abort_multipart_upload_operation cos_object_copy_operation
        cos_object_download_operation cos_object_restore_operation
      `),
    },
    {
      reason: "identities, organisations and bills",
      types: words(`
        billing_allocation_tag billing_budget billing_instance cam_access_key cam_group cam_group_membership
        cam_group_policy_attachment cam_message_receiver cam_mfa_flag cam_oidc_sso cam_policy cam_policy_by_name
        cam_policy_version cam_role cam_role_by_name cam_role_permission_boundary_attachment
        cam_role_policy_attachment cam_role_policy_attachment_by_name cam_role_sso cam_saml_provider
        cam_service_linked_role cam_set_policy_version_config cam_tag_role_attachment cam_user
        cam_user_permission_boundary_attachment cam_user_policy_attachment cam_user_saml_config ciam_user_group
        ciam_user_store config_alarm_policy config_compliance_pack config_deliver_config config_recorder_config
        config_remediation config_rule config_start_config_rule_evaluation_operation
        controlcenter_account_factory_baseline_config identity_center_external_saml_identity_provider
        identity_center_group identity_center_role_assignment identity_center_role_configuration
        identity_center_role_configuration_permission_custom_policies_attachment
        identity_center_role_configuration_permission_custom_policy_attachment
        identity_center_role_configuration_permission_policy_attachment identity_center_scim_credential
        identity_center_scim_credential_status identity_center_scim_synchronization_status identity_center_user
        identity_center_user_group_attachment identity_center_user_sync_provisioning
        organization_external_saml_identity_provider organization_instance organization_ip_whitelist_config
        organization_member_auth_policy_attachment organization_org_identity organization_org_manage_policy
        organization_org_manage_policy_config organization_org_manage_policy_target organization_org_member
        organization_org_member_auth_identity_attachment organization_org_member_email
        organization_org_member_policy_attachment organization_org_node organization_org_share_unit
        organization_org_share_unit_member organization_org_share_unit_member_v2 organization_org_share_unit_node
        organization_org_share_unit_resource organization_policy_sub_account_attachment
        organization_quit_organization_operation organization_service_assign sts_assume_role_operation tag
        tag_attachment tag_attachment_v2
      `),
    },
    {
      reason: "measures and records",
      types: words(`
        apm_application_config apm_association_config apm_instance apm_prometheus_rule apm_sample_config audit_track
        cat_task_set cls_alarm cls_alarm_notice cls_ckafka_consumer cls_cloud_product_log_task
        cls_cloud_product_log_task_v2 cls_config cls_config_attachment cls_config_extra cls_console cls_cos_recharge
        cls_cos_shipper cls_dashboard cls_data_transform cls_dlc_deliver cls_export cls_index cls_kafka_consumer
        cls_kafka_recharge cls_logset cls_machine_group cls_metric_subscribe cls_notice_content
        cls_open_service_operation cls_scheduled_sql cls_topic cls_web_callback cwp_auto_open_proversion_config
        cwp_license_bind_attachment cwp_license_order monitor_alarm_notice monitor_alarm_policy
        monitor_alarm_policy_set_default monitor_binding_object monitor_binding_receiver monitor_external_cluster
        monitor_grafana_dns_config monitor_grafana_env_config monitor_grafana_instance monitor_grafana_integration
        monitor_grafana_notification_channel monitor_grafana_plugin monitor_grafana_sso_account
        monitor_grafana_sso_cam_config monitor_grafana_sso_config monitor_grafana_version_upgrade
        monitor_grafana_whitelist_config monitor_notice_content_tmpl monitor_policy_binding_object
        monitor_policy_group monitor_tmp_alert_group monitor_tmp_alert_rule monitor_tmp_cvm_agent
        monitor_tmp_exporter_integration monitor_tmp_exporter_integration_v2 monitor_tmp_grafana_config
        monitor_tmp_instance monitor_tmp_manage_grafana_attachment monitor_tmp_multiple_writes
        monitor_tmp_multiple_writes_list monitor_tmp_recording_rule monitor_tmp_scrape_job
        monitor_tmp_tke_alert_policy monitor_tmp_tke_basic_config monitor_tmp_tke_cluster_agent
        monitor_tmp_tke_config monitor_tmp_tke_global_notification monitor_tmp_tke_record_rule_yaml
        monitor_tmp_tke_template monitor_tmp_tke_template_attachment rum_instance_status_config
        rum_offline_log_config_attachment rum_project rum_project_status_config rum_release_file rum_taw_instance
        rum_whitelist tcss_cluster_access tcss_image_registry tcss_refresh_task_operation
      `),
    },
    {
      reason: "messages and queues",
      types: words(`
        ckafka_acl ckafka_acl_rule ckafka_connect_resource ckafka_consumer_group ckafka_consumer_group_modify_offset
        ckafka_datahub_task ckafka_datahub_topic ckafka_instance ckafka_renew_instance ckafka_route ckafka_topic
        ckafka_user eb_event_bus eb_event_connector eb_event_rule eb_event_target eb_event_transform eb_put_events
        mqtt_authorization_policy mqtt_ca_certificate mqtt_device_certificate mqtt_http_authenticator mqtt_instance
        mqtt_instance_public_endpoint mqtt_jwks_authenticator mqtt_jwt_authenticator mqtt_message_enrichment_rule
        mqtt_topic mqtt_user ses_batch_send_email ses_black_list_delete ses_domain ses_email_address ses_receiver
        ses_send_email ses_template ses_verify_domain sms_sign sms_template tcmq_queue tcmq_subscribe tcmq_topic
        tdmq_instance tdmq_namespace tdmq_namespace_role_attachment tdmq_professional_cluster tdmq_rabbitmq_user
        tdmq_rabbitmq_user_permission tdmq_rabbitmq_vip_instance tdmq_rabbitmq_virtual_host tdmq_rocketmq_cluster
        tdmq_rocketmq_environment_role tdmq_rocketmq_group tdmq_rocketmq_namespace tdmq_rocketmq_role
        tdmq_rocketmq_topic tdmq_rocketmq_vip_instance tdmq_role tdmq_send_rocketmq_message tdmq_subscription
        tdmq_topic tdmq_topic_with_full_id trocket_rocketmq_consumer_group trocket_rocketmq_instance
        trocket_rocketmq_role trocket_rocketmq_topic
      `),
    },
    {
      reason: "names, certificates and keys",
      types: words(`
        dnspod_custom_line dnspod_domain_alias dnspod_domain_instance dnspod_domain_lock
        dnspod_download_snapshot_operation dnspod_line_group dnspod_modify_domain_owner_operation
        dnspod_modify_record_group_operation dnspod_package_domain dnspod_package_order dnspod_record
        dnspod_record_group dnspod_snapshot_config kms_cloud_resource_attachment kms_external_key kms_key
        kms_overwrite_white_box_device_fingerprints kms_white_box_key ssl_certificate
        ssl_check_certificate_chain_operation ssl_check_certificate_domain_verification_operation
        ssl_complete_certificate_operation ssl_deploy_certificate_instance_operation
        ssl_deploy_certificate_record_retry_operation ssl_deploy_certificate_record_rollback_operation
        ssl_download_certificate_operation ssl_free_certificate ssl_pay_certificate ssl_replace_certificate_operation
        ssl_revoke_certificate_operation ssl_update_certificate_instance_operation
        ssl_update_certificate_record_retry_operation ssl_update_certificate_record_rollback_operation
        ssl_upload_revoke_letter_operation ssm_product_secret ssm_rotate_product_secret ssm_secret ssm_secret_version
        ssm_secret_version_v2 ssm_ssh_key_pair_secret
      `),
    },
    {
      reason: "runs applications; what reaches them is opened by security groups and load balancers",
      types: words(`
        api_gateway_api api_gateway_api_app api_gateway_api_app_attachment api_gateway_api_doc api_gateway_api_key
        api_gateway_api_key_attachment api_gateway_custom_domain api_gateway_import_open_api api_gateway_ip_strategy
        api_gateway_plugin api_gateway_plugin_attachment api_gateway_service api_gateway_service_release
        api_gateway_strategy_attachment api_gateway_update_api_app_key api_gateway_update_service
        api_gateway_upstream api_gateway_usage_plan api_gateway_usage_plan_attachment batch_apply_account_baselines
        eks_cluster eks_container_instance kubernetes_addon kubernetes_addon_config kubernetes_as_scaling_group
        kubernetes_auth_attachment kubernetes_backup_storage_location kubernetes_cancel_upgrade_plan_operation
        kubernetes_cluster kubernetes_cluster_attachment kubernetes_cluster_endpoint
        kubernetes_cluster_extra_args_config kubernetes_cluster_maintenance_window_and_exclusion
        kubernetes_cluster_master_attachment kubernetes_cluster_release
        kubernetes_cluster_roll_out_sequence_tag_config kubernetes_cluster_scheduler_policy_config
        kubernetes_control_plane_log kubernetes_encryption_protection
        kubernetes_global_maintenance_window_and_exclusion kubernetes_health_check_policy kubernetes_log_config
        kubernetes_native_node_pool kubernetes_node_pool kubernetes_roll_out_sequence kubernetes_scale_worker
        kubernetes_serverless_node_pool kubernetes_user_permissions scf_custom_domain scf_function scf_function_alias
        scf_function_event_invoke_config scf_function_version scf_invoke_function scf_layer scf_namespace
        scf_provisioned_concurrency_config scf_reserved_concurrency_config scf_sync_invoke_function
        scf_terminate_async_event scf_trigger scf_trigger_config tcm_access_log_config tcm_cluster_attachment
        tcm_mesh tcm_prometheus_attachment tcm_tracing_config tcr_create_image_signature_operation
        tcr_customized_domain tcr_delete_image_operation tcr_immutable_tag_rule tcr_instance
        tcr_manage_replication_operation tcr_namespace tcr_replication tcr_repository tcr_service_account
        tcr_tag_retention_execution_config tcr_tag_retention_rule tcr_token tcr_vpc_attachment tcr_webhook_trigger
        tem_app_config tem_application tem_application_service tem_environment tem_gateway tem_log_config
        tem_scale_rule tem_workload tse_cloud_native_api_gateway_ip_restriction tse_cngw_canary_rule
        tse_cngw_certificate tse_cngw_gateway tse_cngw_group tse_cngw_network tse_cngw_network_access_control
        tse_cngw_route tse_cngw_route_rate_limit tse_cngw_service tse_cngw_service_rate_limit tse_cngw_strategy
        tse_cngw_strategy_bind_group tse_instance tse_waf_domains tse_waf_protection tsf_api_group
        tsf_api_rate_limit_rule tsf_application tsf_application_config tsf_application_file_config
        tsf_application_file_config_release tsf_application_public_config tsf_application_public_config_release
        tsf_application_release_config tsf_bind_api_group tsf_cluster tsf_config_template tsf_deploy_container_group
        tsf_deploy_vm_group tsf_enable_unit_rule tsf_group tsf_instances_attachment tsf_lane tsf_lane_rule
        tsf_microservice tsf_namespace tsf_operate_container_group tsf_operate_group tsf_path_rewrite
        tsf_release_api_group tsf_repository tsf_task tsf_unit_namespace tsf_unit_rule
      `),
    },
    {
      reason: "sends traffic on and lets nobody in; routes over peerings are read with the peering",
      types: words(`
        nat_gateway_snat nat_refresh_nat_dc_route route_entry route_table route_table_association route_table_entry
        route_table_entry_config vpc_notify_routes vpc_peer_connect_accept_operation
        vpc_peer_connect_reject_operation vpc_replace_routes_with_route_policy_config vpc_route_policy
        vpc_route_policy_association vpc_route_policy_entries vpn_gateway_route
      `),
    },
    {
      reason: "tests and operates",
      types: words(`
        advisor_authorization_operation cdc_dedicated_cluster cdc_dedicated_cluster_image_cache cdc_site
        pts_alert_channel pts_cron_job pts_cron_job_abort pts_cron_job_restart pts_file pts_job pts_job_abort
        pts_project pts_scenario pts_tmp_key_generate tat_command tat_invocation_command_attachment
        tat_invocation_invoke_attachment tat_invoker tat_invoker_config
      `),
    },
  ],
  notYet: words(`
    accept_join_share_unit_invitation_operation address_extra_template alb_server_attachment as_attachment
    as_execute_scaling_policy as_load_balancer as_protect_instances as_remove_instances as_scale_in_instances
    as_scale_out_instances as_scaling_config as_scaling_group as_scaling_group_status as_scaling_policy
    bh_access_white_list_config bh_access_white_list_rule bh_acl bh_asset_sync_flag_config
    bh_asset_sync_job_operation bh_auth_mode_config bh_bind_device_account_kubeconfig bh_bind_device_resource
    bh_device bh_reconnection_setting_config bh_resource bh_sync_devices_to_ioa_operation bh_user bh_user_directory
    bh_user_group bh_user_sync_task_operation ccn ccn_instances_accept_attach ccn_route_table
    ccn_route_table_associate_instance_config ccn_route_table_broadcast_policies ccn_route_table_input_policies
    ccn_route_table_selection_policies ccn_routes cdb_start_cpu_expand cdh_instance cfw_address_template
    cfw_block_ignore cfw_cluster_fw_bypass cfw_cluster_fw_bypass_config cfw_cluster_nat_fw_switch
    cfw_cluster_vpc_fw_switch cfw_edge_firewall_switch cfw_edge_policy cfw_edge_policy_order_config
    cfw_nat_firewall_switch cfw_nat_instance cfw_nat_policy cfw_nat_policy_order_config cfw_sync_asset cfw_sync_route
    cfw_vpc_firewall_switch cfw_vpc_instance cfw_vpc_policy cfw_vpc_policy_order_config classic_elastic_public_ipv6
    clb_attachment clb_customized_config clb_customized_config_attachment clb_customized_config_v2
    clb_function_targets_attachment clb_instance clb_instance_mix_ip_target_config clb_instance_sla_config
    clb_listener clb_listener_default_domain clb_listener_rule clb_redirection clb_security_group_attachment
    clb_snat_ip clb_target_group clb_target_group_attachment clb_target_group_attachments
    clb_target_group_instance_attachment container_cluster container_cluster_instance csip_risk_center cvm_chc_config
    cvm_launch_template cvm_launch_template_default_version cvm_launch_template_version cvm_resource_pool_pack
    cvm_security_group_attachment cynosdb_cls_delivery cynosdb_cluster_resource_packages_attachment
    cynosdb_cluster_slave_zone cynosdb_libra_db_instance cynosdb_proxy cynosdb_proxy_end_point
    cynosdb_read_only_instance_exclusive_access cynosdb_readonly_instance cynosdb_resource_package
    cynosdb_security_group dasb_acl dasb_asset_sync_job_operation dasb_bind_device_account_password
    dasb_bind_device_account_private_key dasb_bind_device_resource dasb_cmd_template dasb_device dasb_device_account
    dasb_device_group dasb_device_group_members dasb_reset_user dasb_resource dasb_user dasb_user_group
    dasb_user_group_members dc_gateway dc_gateway_attachment dc_gateway_ccn_route dc_instance dc_internet_address
    dc_internet_address_config dc_share_dcx_config dcdb_db_sync_mode_config dcdb_instance_config
    dcdb_security_group_attachment dcx dcx_extra_config eip_address_transform eip_association
    eip_normal_address_return eip_public_address_adjust elastic_public_ipv6 elastic_public_ipv6_attachment
    eni_attachment eni_ipv4_address eni_ipv6_address eni_sg_attachment events_audit_track ga2_accelerate_area
    ga2_endpoint_group ga2_forwarding_policy ga2_forwarding_rule ga2_global_accelerator
    ga2_global_accelerator_acl_policy ga2_global_accelerator_acl_rule ga2_global_accelerator_acl_rule_set
    ga2_listener gaap_custom_header gaap_domain_error_page gaap_global_domain gaap_global_domain_dns gaap_http_domain
    gaap_http_rule gaap_layer4_listener gaap_layer7_listener gaap_proxy gaap_proxy_group gaap_realserver
    gaap_security_policy gaap_security_rule gwlb_instance gwlb_instance_associate_target_group gwlb_target_group
    gwlb_target_group_register_instances ha_vip ha_vip_eip_attachment ha_vip_instance_attachment instance
    instance_set invite_organization_member_operation ipv6_address_bandwidth lb lighthouse_blueprint
    lighthouse_firewall_rule lighthouse_firewall_template lighthouse_instance
    lighthouse_share_blueprint_across_account_attachment lite_hbase_instance
    mariadb_security_groups mdl_stream_live_input
    mysql_deploy_group mysql_dr_instance_to_mater mysql_proxy mysql_proxy_address_config
    mysql_reset_root_account mysql_ro_group mysql_ro_instance_ip
    nat_gateway open_identity_center_operation postgres_audit_service
    private_dns_account private_dns_end_point private_dns_extend_end_point private_dns_forward_rule
    private_dns_inbound_endpoint project protocol_template_group provision_role_configuration_operation
    reject_join_share_unit_invitation_operation reserved_instance serverless_hbase_instance sg_rule
    subdomain_validate_txt_value_operation subscribe_private_zone_service thpc_workspaces vdb_instance
    vpc_classic_link_attachment vpc_enable_end_point_connect vpc_end_point vpc_end_point_service
    vpc_end_point_service_white_list vpc_ipv6_eni_address vpc_local_gateway vpc_network_acl_quintuple
    vpc_private_nat_gateway vpc_private_nat_gateway_translation_acl_rule vpc_private_nat_gateway_translation_nat_rule
    vpc_traffic_package vpn_gateway_ccn_routes vpn_ssl_client vpn_ssl_server
  `),
};
