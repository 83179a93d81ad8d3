import { type TypeLists, words } from "./lists";

/** Resource types of `@pulumi/alicloud` 3.108.0. */
export const ALICLOUD: TypeLists = {
  noBusiness: [
    {
      reason: "a step on something that exists; what it lets in is written where that is declared",
      types: words(`
              `),
    },
    {
      reason: "analytics and data processing, fed through their own interfaces",
      types: words(`
        datahub/project datahub/subscription datahub/topic dataworks/dataSource dataworks/dataSourceSharedRule
        dataworks/diAlarmRule dataworks/diJob dataworks/dwResourceGroup dataworks/folder dataworks/network
        dataworks/project dataworks/projectMember eais/clientInstanceAttachment eais/instance eflo/cluster eflo/er
        eflo/experimentPlan eflo/experimentPlanTemplate eflo/hyperNode eflo/invocation eflo/node eflo/nodeGroup
        eflo/nodeGroupAttachment eflo/resource eflo/subnet eflo/vpd eflo/vpdGrantRule eflo/vsc emr/cluster
        emrv2/cluster maxcompute/project maxcompute/quota maxcompute/quotaPlan maxcompute/quotaSchedule
        maxcompute/role maxcompute/roleUserAttachment maxcompute/tenantRoleUserAttachment maxcompute/tunnelQuotaTimer
        pai/flowPipeline pai/service pai/workspaceCodeSource pai/workspaceDataset pai/workspaceDatasetversion
        pai/workspaceExperiment pai/workspaceMember pai/workspaceModel pai/workspaceModelVersion pai/workspaceRun
        pai/workspaceUserConfig pai/workspaceWorkspace quickbi/user realtimecompute/deployment realtimecompute/job
        realtimecompute/member realtimecompute/sqlFile realtimecompute/vvpInstance
      `),
    },
    {
      reason: "another database engine: no MySQL migration reads or writes it",
      types: words(`
        cassandra/backupPlan cassandra/cluster cassandra/dataCenter clickhouse/account clickhouse/backupPolicy
        clickhouse/dbCluster clickhouseenterprisedbcluster/account clickhouseenterprisedbcluster/backupPolicy
        clickhouseenterprisedbcluster/clickHouseEnterpriseDbCluster clickhouseenterprisedbcluster/computingGroup
        clickhouseenterprisedbcluster/publicEndpoint clickhouseenterprisedbcluster/securityIp
        elasticsearch/instance gpdb/account gpdb/apiKey gpdb/backupPolicy gpdb/connection
        gpdb/database gpdb/dbExtension gpdb/dbInstanceIpArray gpdb/dbInstancePlan gpdb/dbResourceGroup
        gpdb/elasticInstance gpdb/externalDataService gpdb/hadoopDataSource gpdb/instance gpdb/jdbcDataSource
        gpdb/remoteAdbDataSource gpdb/streamingDataService gpdb/streamingDataSource gpdb/streamingJob
        gpdb/supabaseProject graphdatabase/dbInstance hbase/instance hologram/instance kvstore/account
        kvstore/auditLogConfig kvstore/backupPolicy kvstore/connection kvstore/instance lindorm/instance
        lindorm/instanceV2 lindorm/publicNetwork mongodb/account mongodb/auditPolicy mongodb/backup
        mongodb/globalSecurityIpGroup mongodb/instance mongodb/node mongodb/privateSrvNetworkAddress
        mongodb/publicNetworkAddress mongodb/replicaSetRole mongodb/serverlessInstance mongodb/shardingAuditFilter
        mongodb/shardingInstance mongodb/shardingNetworkPrivateAddress mongodb/shardingNetworkPublicAddress
        ocean/baseInstance opensearch/appGroup ots/instance ots/instanceAttachment ots/searchIndex ots/secondaryIndex
        ots/table ots/tunnel redis/backup redis/globalSecurityIpGroup redis/tairInstance selectdb/dbCluster
        selectdb/dbInstance starrocks/instance starrocks/nodeGroup tsdb/instance
      `),
    },
    {
      reason: "changes what is kept, measured or paid, and lets nobody in",
      types: words(`
        adb/backupPolicy adb/resourceGroup alb/healthCheckTemplate alb/listenerAdditionalCertificateAttachment
        alb/loadBalancerAccessLogConfigAttachment alb/loadBalancerCommonBandwidthPackageAttachment
        alb/loadBalancerZoneShiftedAttachment cddc/dedicatedHost cddc/dedicatedHostGroup cen/bandwidthLimit
        cen/bandwidthPackage cen/bandwidthPackageAttachment cen/flowLog cen/interRegionTrafficQosPolicy
        cen/interRegionTrafficQosQueue cen/transitRouterMulticastDomain cen/transitRouterMulticastDomainAssociation
        cen/transitRouterMulticastDomainMember cen/transitRouterMulticastDomainPeerMember
        cen/transitRouterMulticastDomainSource cen/vbrHealthCheck cloudfirewall/userAlarmConfig dbs/backupPlan
        dms/enterpriseLogicDatabase dts/consumerChannel dts/jobMonitorRule ecs/activation ecs/autoSnapshotPolicy
        ecs/capacityReservation ecs/copyImage ecs/dedicatedHost ecs/disk ecs/diskAttachment ecs/diskDefaultKmsKey
        ecs/diskEncryptionByDefault ecs/ecsAutoSnapshotPolicyAttachment ecs/ecsDedicatedHostCluster
        ecs/ecsDeploymentSet ecs/ecsDisk ecs/ecsDiskAttachment ecs/ecsImageComponent ecs/ecsImagePipeline
        ecs/ecsKeyPair ecs/ecsKeyPairAttachment ecs/ecsSessionManagerStatus ecs/ecsSnapshot ecs/ecsSnapshotGroup
        ecs/hpcCluster ecs/image ecs/imageCopy ecs/imageExport ecs/imageImport ecs/imagePipelineExecution
        ecs/imageSharePermission ecs/keyPair ecs/keyPairAttachment ecs/reservedInstance ecs/snapshot
        ecs/snapshotPolicy ecs/storageCapacityUnit ens/bucketLifecycle ens/disk ens/diskInstanceAttachment ens/image
        ens/keyPair ens/snapshot expressconnect/trafficQos expressconnect/trafficQosAssociation
        expressconnect/trafficQosQueue expressconnect/trafficQosRule ga/accessLog ga/additionalCertificate
        ga/bandwidthPackage ga/bandwidthPackageAttachment nlb/hdMonitorRegionConfig
        nlb/listenerAdditionalCertificateAttachment nlb/loadBalancerZoneShiftedAttachment
        nlb/loadbalancerCommonBandwidthPackageAttachment polardb/batchTask polardb/database
        polardb/parameterGroup rds/customDeploymentSet rds/customDisk rds/customDiskAttachment
        rds/database rds/rdsBackup rds/rdsInstanceCrossBackupPolicy rds/rdsParameterGroup rds/rdsServiceLinkedRole
        sag/qos sag/qosCar sag/qosPolicy sag/smartagFlowLog simpleapplicationserver/customImage
        simpleapplicationserver/disk simpleapplicationserver/snapshot slb/caCertificate slb/domainExtension
        slb/serverCertificate slb/tlsCipherPolicy vpc/dhcpOptionsSet vpc/dhcpOptionsSetAttachment vpc/flowLog
        vpc/ipamIpam vpc/ipamIpamPool vpc/ipamIpamPoolAllocation vpc/ipamIpamPoolCidr vpc/ipamIpamResourceDiscovery
        vpc/ipamIpamScope vpc/ipamService vpc/ipv4CidrBlock vpc/ipv6CidrBlock vpc/vswitchCidrReservation
        vpn/sslVpnClientCert yundun/dBAuditInstance
      `),
    },
    {
      reason: "creates something inside a database, for accounts that are judged themselves",
      types: words(`
        polardb/accountPrivilege rds/accountPrivilege
      `),
    },
    {
      reason: "declares a network or a name in it; what lets anybody in is written in rules, endpoints and tunnels",
      types: words(`
        ecs/ecsNetworkInterface ecs/ramRoleAttachment ecs/securityGroup vpc/network vpc/networkAclAttachment
        vpc/networkInterface vpc/subnet vpc/switch vpc/vpcNetworkAclAttachment vpn/customerGateway
      `),
    },
    {
      reason: "edge delivery and its protection; there is no database behind it",
      types: words(`
        cdn/domain cdn/domainConfig cdn/domainNew cdn/fcTrigger cdn/realTimeLogDelivery dcdn/domain dcdn/domainConfig
        dcdn/er dcdn/ipaDomain dcdn/kv dcdn/kvNamespace dcdn/wafDomain dcdn/wafPolicy dcdn/wafPolicyDomainAttachment
        dcdn/wafRule ddos/basicDefenseThreshold ddos/basicThreshold ddos/bgpIp ddos/bgpPolicy
        ddos/cooDomainPreciseAccessRule ddos/cooWebCcRule ddos/ddosBgpInstance ddos/ddosCooInstance
        ddos/domainResource ddos/port ddos/schedulerRule esa/cacheReserveInstance esa/cacheRule esa/certificate
        esa/clientCaCertificate esa/clientCertificate esa/compressionRule esa/customResponseCodeRule
        esa/customScenePolicy esa/edgeContainerApp esa/edgeContainerAppRecord
        esa/httpIncomingRequestHeaderModificationRule esa/httpIncomingResponseHeaderModificationRule
        esa/httpRequestHeaderModificationRule esa/httpResponseHeaderModificationRule
        esa/httpsApplicationConfiguration esa/httpsBasicConfiguration esa/imageTransform esa/kv esa/kvAccount
        esa/kvNamespace esa/list esa/loadBalancer esa/networkOptimization esa/originCaCertificate
        esa/originClientCertificate esa/originPool esa/originProtection esa/originRule esa/page esa/ratePlanInstance
        esa/record esa/redirectRule esa/rewriteUrlRule esa/routine esa/routineCodeDeployment esa/routineRelatedRecord
        esa/routineRoute esa/scheduledPreloadExecution esa/scheduledPreloadJob esa/site esa/siteDeliveryTask
        esa/siteOriginClientCertificate esa/transportLayerApplication esa/urlObservation esa/version
        esa/videoProcessing esa/wafRule esa/wafRuleset esa/waitingRoom esa/waitingRoomEvent esa/waitingRoomRule
        imp/appTemplate live/caster live/domain scdn/domain scdn/domainConfig videosurveillance/systemGroup
        vod/domain vod/editingProject waf/certificate waf/domain waf/instance waf/protectionModule wafv3/addressBook
        wafv3/defenseResourceGroup wafv3/defenseRule wafv3/defenseTemplate wafv3/domain wafv3/instance
      `),
    },
    {
      reason: "files and blocks",
      types: words(`
        cloudstoragegateway/expressSync cloudstoragegateway/expressSyncShareAttachment cloudstoragegateway/gateway
        cloudstoragegateway/gatewayBlockVolume cloudstoragegateway/gatewayCacheDisk
        cloudstoragegateway/gatewayFileShare cloudstoragegateway/gatewayLogging cloudstoragegateway/gatewaySmbUser
        cloudstoragegateway/storageBundle databasefilesystem/autoSnapShotPolicy databasefilesystem/instance
        databasefilesystem/instanceAttachment databasefilesystem/serviceLinkedRole databasefilesystem/snapshot
        dfs/accessGroup dfs/accessRule dfs/fileSystem dfs/mountPoint dfs/vscMountPoint
        ebs/dedicatedBlockStorageCluster ebs/diskReplicaGroup ebs/diskReplicaPair ebs/enterpriseSnapshotPolicy
        ebs/enterpriseSnapshotPolicyAttachment ebs/replicaGroupDrill ebs/replicaPairDrill ebs/solutionInstance
        ecp/instance ecp/keyPair hbr/crossAccount hbr/ecsBackupClient hbr/ecsBackupPlan hbr/hanaBackupClient
        hbr/hanaBackupPlan hbr/hanaInstance hbr/nasBackupPlan hbr/ossBackupPlan hbr/otsBackupPlan hbr/policy
        hbr/policyBinding hbr/replicationVault hbr/restoreJob hbr/serverBackupPlan hbr/vault nas/accessGroup
        nas/accessPoint nas/accessRule nas/autoSnapshotPolicy nas/dataFlow nas/fileSystem nas/fileset
        nas/lifecyclePolicy nas/logAnalysis nas/mountTarget nas/protocolMountTarget nas/protocolService
        nas/recycleBin nas/smbAclAttachment nas/snapshot oss/accessPoint oss/accountPublicAccessBlock oss/bucket
        oss/bucketAccessMonitor oss/bucketAcl oss/bucketArchiveDirectRead oss/bucketCname oss/bucketCnameToken
        oss/bucketCors oss/bucketDataRedundancyTransition oss/bucketHttpsConfig oss/bucketInventory oss/bucketLogging
        oss/bucketMetaQuery oss/bucketObject oss/bucketObjectWormConfiguration oss/bucketOverwriteConfig
        oss/bucketPolicy oss/bucketPublicAccessBlock oss/bucketReferer oss/bucketReplication oss/bucketRequestPayment
        oss/bucketResponseHeader oss/bucketServerSideEncryption oss/bucketStyle oss/bucketTransferAcceleration
        oss/bucketUserDefinedLogFields oss/bucketVersioning oss/bucketWebsite oss/bucketWorm
      `),
    },
    {
      reason: "identities, organisations and bills",
      types: words(`
        bp/studioApplication cfg/aggregateCompliancePack cfg/aggregateConfigRule cfg/aggregateDelivery
        cfg/aggregateRemediation cfg/aggregator cfg/compliancePack cfg/configurationRecorder cfg/delivery
        cfg/deliveryChannel cfg/remediation cfg/reportTemplate cfg/rule config/reportTemplate
        configaggregate/remediation ims/oidcProvider marketplace/order quotas/applicationInfo quotas/quotaAlarm
        quotas/quotaApplication quotas/templateApplications quotas/templateQuota quotas/templateService ram/accessKey
        ram/accessKeyPolicy ram/accountAlias ram/accountPasswordPolicy ram/alias ram/group ram/groupMembership
        ram/groupPolicyAttachment ram/loginProfile ram/passwordPolicy ram/policy ram/role ram/roleAttachment
        ram/rolePolicyAttachment ram/samlProvider ram/securityPreference ram/user ram/userGroupAttachment
        ram/userPolicyAttachment resourcemanager/account resourcemanager/autoGroupingRule
        resourcemanager/controlPolicy resourcemanager/controlPolicyAttachment resourcemanager/delegatedAdministrator
        resourcemanager/deliveryChannel resourcemanager/folder resourcemanager/handshake
        resourcemanager/handshakeAcceptance resourcemanager/messageContact
        resourcemanager/multiAccountDeliveryChannel resourcemanager/policy resourcemanager/policyAttachment
        resourcemanager/policyVersion resourcemanager/resourceDirectory resourcemanager/resourceDirectorySharing
        resourcemanager/resourceGroup resourcemanager/resourceGroupSettings resourcemanager/resourceShare
        resourcemanager/role resourcemanager/savedQuery resourcemanager/serviceLinkedRole
        resourcemanager/sharedResource resourcemanager/sharedTarget tag/associatedRule tag/metaTag tag/policy
        tag/policyAttachment
      `),
    },
    {
      reason: "measures and records",
      types: words(`
        arms/addonRelease arms/alertContact arms/alertContactGroup arms/alertRobot arms/dispatchRule
        arms/envCustomJob arms/envFeature arms/envPodMonitor arms/envServiceMonitor arms/environment
        arms/grafanaWorkspace arms/integrationExporter arms/prometheus arms/prometheusAlertRule
        arms/prometheusMonitoring arms/remoteWrite arms/syntheticTask cloudmonitor/serviceAgentConfig
        cloudmonitor/serviceBasicPublic cloudmonitor/serviceEnterprisePublic
        cloudmonitor/serviceGroupMonitoringAgentProcess cloudmonitor/serviceHybridDoubleWrite
        cloudmonitor/serviceMetricAlarmRule cloudmonitor/serviceMonitoringAgentProcess cms/addonRelease
        cms/aggTaskGroup cms/alarm cms/alarmContact cms/alarmContactGroup cms/alertRuleV2 cms/dataset
        cms/dynamicTagGroup cms/eventNotifyPolicy cms/eventRule cms/groupMetricRule cms/hybridMonitorFcTask
        cms/hybridMonitorSlsTask cms/integrationPolicy cms/metricRuleBlackList cms/metricRuleTemplate
        cms/monitorGroup cms/monitorGroupInstances cms/namespace cms/prometheusInstance cms/prometheusView
        cms/siteMonitor cms/slsGroup cms/workspace log/alert log/alertResource log/audit log/dashboard log/etl
        log/ingestion log/logTailAttachment log/logTailConfig log/machineGroup log/ossExport log/ossShipper
        log/project log/resource log/resourceRecord log/store log/storeIndex sls/alert sls/collectionPolicy sls/etl
        sls/index sls/logtailConfig sls/logtailPipelineConfig sls/machineGroup sls/metricStore sls/ossExportSink
        sls/scheduledSql
      `),
    },
    {
      reason: "messages and queues",
      types: words(`
        alikafka/consumerGroup alikafka/instance alikafka/instanceAllowedIpAttachment alikafka/saslAcl
        alikafka/saslUser alikafka/scheduledScalingRule alikafka/topic amqp/binding amqp/exchange amqp/instance
        amqp/openSourceAccount amqp/openSourcePermission amqp/queue amqp/staticAccount amqp/virtualHost
        directmail/domain directmail/mailAddress directmail/receivers directmail/tag eventbridge/apiDestination
        eventbridge/connection eventbridge/eventBus eventbridge/eventSource eventbridge/eventSourceV2
        eventbridge/eventStreaming eventbridge/rule eventbridge/serviceLinkedRole eventbridge/slr iot/deviceGroup
        message/serviceAccountLogging message/serviceEndpoint message/serviceEndpointAcl message/serviceEventRule
        message/serviceQueue message/serviceService message/serviceSubscription message/serviceTopic mhub/app
        mhub/product mns/queue mns/topic mns/topicSubscription rocketmq/account rocketmq/acl rocketmq/clientUser
        rocketmq/consumerGroup rocketmq/dnatEntry rocketmq/group rocketmq/instance rocketmq/qos rocketmq/qosCar
        rocketmq/qosPolicy rocketmq/rocketMQInstance rocketmq/rocketMQTopic rocketmq/snatEntry rocketmq/topic
        sms/shortUrl
      `),
    },
    {
      reason: "names, certificates and keys",
      types: words(`
        alidnscloudgtm/instanceConfig alidnscloudgtm/monitorTemplate alidnscloudgtmaddress/alidnsCloudGtmAddress
        alidnscloudgtmaddress/pool cas/certificate cas/serviceCertificate dns/accessStrategy dns/addressPool
        dns/alidnsDomain dns/alidnsDomainAttachment dns/alidnsInstance dns/alidnsRecord dns/customLine
        dns/ddosBgpInstance dns/ddosCooInstance dns/dnsDomain dns/domain dns/domainAttachment dns/domainGroup
        dns/group dns/gtmInstance dns/instance dns/monitorConfig dns/record kms/alias kms/applicationAccessPoint
        kms/ciphertext kms/clientKey kms/instance kms/key kms/keyVersion kms/networkRule kms/policy kms/secret
        kms/valueAddedService pvtz/endpoint pvtz/rule pvtz/ruleAttachment pvtz/userVpcAuthorization pvtz/zone
        pvtz/zoneAttachment pvtz/zoneRecord sslcertificatesservice/company sslcertificatesservice/contact
        sslcertificatesservice/pcaCertificate sslcertificatesservicecertificate/apply
        sslcertificatesservicecertificate/validation sslcertificatesserviceinstance/certificate
        sslcertificatesserviceinstance/sslCertificatesServiceInstance sslcertificatesservicepca/cert
        sslcertificatesservicepca/certificate sslcertificatesservicepcacert/sslCertificatesServicePcaCert
        sslcertificatesservicepcacert/sync
      `),
    },
    {
      reason: "operates and automates",
      types: words(`
        index/milvusInstance index/mscSubContract index/mscSubSubscription index/mscSubWebhook
        index/openApiExplorerApiMcpServer index/polarDbExtension index/starRocksInstance oos/application
        oos/applicationGroup oos/defaultPatchBaseline oos/execution oos/parameter oos/patchBaseline
        oos/secretParameter oos/serviceSetting oos/stateConfiguration oos/template rdc/organization ros/changeSet
        ros/stack ros/stackGroup ros/stackInstance ros/stackInstances ros/template ros/templateScratch
        servicecatalog/portfolio servicecatalog/principalPortfolioAssociation servicecatalog/product
        servicecatalog/productPortfolioAssociation servicecatalog/productVersion servicecatalog/provisionedProduct
      `),
    },
    {
      reason: "runs applications; what reaches them is opened by security groups and load balancers",
      types: words(`
        ackone/cluster ackone/membershipAttachment apig/aiModelProvider apig/domain apig/environment apig/gateway
        apig/httpApi apig/plugin apig/pluginClass apig/policy apig/route apig/secret apig/service apig/source
        apigateway/accessControlList apigateway/aclEntryAttachment apigateway/api apigateway/app
        apigateway/appAttachment apigateway/backend apigateway/backendModel apigateway/group
        apigateway/groupPluginAttachment apigateway/instance apigateway/instanceAclAttachment apigateway/logConfig
        apigateway/model apigateway/plugin apigateway/pluginAttachment apigateway/stageModel apigateway/vpcAccess
        brain/industrialPidLoop brain/industrialPidOrganization brain/industrialPidProject chatbot/publishTask
        cloudphone/image cloudphone/keyPair cloudphone/policy cloudphoneinstance/cloudPhoneInstance
        cloudphoneinstance/group compute/nestServiceInstance cr/artifactLifecycleRule cr/artifactSubscriptionRule
        cr/chain cr/chartNamespace cr/chartRepository cr/endpointAclPolicy cr/instanceCustomizedDomain
        cr/internetEndpoint cr/namespace cr/registryEnterpriseInstance cr/repo cr/scanRule
        cr/storageDomainRoutingRule cr/vpcEndpointLinkedVpc cs/autoscalingConfig cs/edgeKubernetes cs/kubernetes
        cs/kubernetesAddon cs/kubernetesAutoscaler cs/kubernetesPermission cs/kubernetesPolicyInstance
        cs/managedKubernetes cs/nodePool cs/registryEnterpriseNamespace cs/registryEnterpriseRepo
        cs/registryEnterpriseSyncRule cs/serverlessKubernetes ecddesktop/group eci/containerGroup eci/imageCache
        eci/openApiImageCache eci/virtualNode edas/application edas/applicationDeployment edas/applicationScale
        edas/cluster edas/deployGroup edas/instanceClusterAttachment edas/k8sApplication edas/k8sCluster
        edas/k8sSlbAttachment edas/namespace edas/slbAttachment eds/adConnectorDirectory eds/adConnectorOfficeSite
        eds/bundle eds/command eds/customProperty eds/desktop eds/ecdPolicyGroup eds/image eds/nasFileSystem
        eds/networkPackage eds/ramDirectory eds/simpleOfficeSite eds/snapshot eds/user ehpc/cluster ehpc/clusterV2
        ehpc/jobTemplate ehpc/queue ehpc/user ess/alarm ess/albServerGroupAttachment ess/attachment
        ess/eciScalingConfiguration ess/instanceRefresh ess/lifecycleHook ess/notification ess/scalingConfiguration
        ess/scalingGroup ess/scalingGroupVServerGroups ess/scalingRule ess/schedule ess/scheduledTask
        ess/serverGroupAttachment ess/suspendProcess fc/alias fc/customDomain fc/function
        fc/functionAsyncInvokeConfig fc/layerVersion fc/service fc/trigger fc/v2Function fc/v3Alias
        fc/v3AsyncInvokeConfig fc/v3ConcurrencyConfig fc/v3CustomDomain fc/v3Function fc/v3FunctionVersion
        fc/v3LayerVersion fc/v3ProvisionConfig fc/v3Trigger fc/v3VpcBinding fnf/execution fnf/flow fnf/schedule
        imm/project mse/cluster mse/engineNamespace mse/gateway mse/nacosConfig mse/znode sae/application
        sae/applicationScalingRule sae/configMap sae/greyTagRoute sae/ingress sae/loadBalancerInternet
        sae/loadBalancerIntranet sae/namespace schedulerx/appGroup schedulerx/job schedulerx/namespace
        servicemesh/extensionProvider servicemesh/serviceMesh servicemesh/userPermission
      `),
    },
    {
      reason: "sends traffic on and lets nobody in; routes over peerings are read with the peering",
      types: words(`
        vpc/gatewayRouteTableAttachment vpc/peerConnectionAccepter vpc/routeEntry vpc/routeTable
        vpc/routeTableAttachment vpc/snatEntry vpc/vPCRouteEntry vpn/gatewayVcoRoute vpn/pbrRouteEntry vpn/routeEntry
      `),
    },
    {
      reason: "watches and protects; opens nothing",
      types: words(`
        actiontrail/advancedQueryTemplate actiontrail/globalEventsStorageRegion actiontrail/historyDeliveryJob
        actiontrail/trail actiontrail/trailDeprecated aligreen/auditCallback aligreen/bizType aligreen/callback
        aligreen/imageLib aligreen/keywordLib aligreen/ossStockTask cloudauth/faceConfig cloudcontrol/resource
        cloudsso/accessConfiguration cloudsso/accessConfigurationProvisioning cloudsso/accessManagement
        cloudsso/delegateAccount cloudsso/directory cloudsso/group cloudsso/scimServerCredential cloudsso/user
        cloudsso/userAttachment cloudsso/userProvisioning governance/account governance/baseline sddp/config
        sddp/dataLimit sddp/instance sddp/rule securitycenter/group securitycenter/serviceLinkedRole
        threatdetection/antiBruteForceRule threatdetection/assetBind threatdetection/assetSelectionConfig
        threatdetection/attackPathSensitiveAssetConfig threatdetection/attackPathWhitelist
        threatdetection/backupPolicy threatdetection/baselineStrategy threatdetection/checkConfig
        threatdetection/clientFileProtect threatdetection/clientUserDefineRule threatdetection/cycleTask
        threatdetection/fileUploadLimit threatdetection/honeyPot threatdetection/honeypotNode
        threatdetection/honeypotPreset threatdetection/honeypotProbe threatdetection/imageEventOperation
        threatdetection/instance threatdetection/logMeta threatdetection/maliciousFileWhitelistConfig
        threatdetection/monitorAccount threatdetection/ossScanConfig threatdetection/rdDefaultSyncList
        threatdetection/sasTrail threatdetection/serviceLinkedRole threatdetection/vulWhitelist
        threatdetection/webLockConfig
      `),
    },
  ],
  notYet: words(`
    alb/aScript alb/acl alb/aclEntryAttachment alb/listener alb/listenerAclAttachment
    alb/loadBalancer alb/loadBalancerSecurityGroupAttachment alb/rule alb/securityPolicy alb/serverGroup
    bastionhost/host bastionhost/hostAccount bastionhost/hostAccountShareKeyAttachment
    bastionhost/hostAccountUserAttachment bastionhost/hostAccountUserGroupAttachment bastionhost/hostAttachment
    bastionhost/hostGroup bastionhost/hostGroupAccountUserAttachment bastionhost/hostGroupAccountUserGroupAttachment
    bastionhost/hostShareKey bastionhost/instance bastionhost/user bastionhost/userAttachment bastionhost/userGroup
    cddc/dedicatedHostAccount cddc/dedicatedPropreHost cen/childInstanceRouteEntryToAttachment cen/instance
    cen/instanceAttachment cen/instanceGrant cen/privateZone cen/routeEntry cen/routeMap cen/routeService
    cen/trafficMarkingPolicy cen/transitRouteTableAggregation cen/transitRouter cen/transitRouterCidr
    cen/transitRouterEcrAttachment cen/transitRouterGrantAttachment cen/transitRouterPeerAttachment
    cen/transitRouterPrefixListAssociation cen/transitRouterRouteEntry cen/transitRouterRouteTable
    cen/transitRouterRouteTableAssociation cen/transitRouterRouteTablePropagation cen/transitRouterVbrAttachment
    cen/transitRouterVpcAttachment cen/transitRouterVpnAttachment cloudconnect/network cloudconnect/networkAttachment
    cloudconnect/networkGrant cloudfirewall/addressBook cloudfirewall/aiTrafficAnalysisStatus
    cloudfirewall/controlPolicy cloudfirewall/controlPolicyOrder cloudfirewall/firewallVpcFirewall
    cloudfirewall/firewallVpcFirewallCen cloudfirewall/firewallVpcFirewallControlPolicy cloudfirewall/instance
    cloudfirewall/instanceMember cloudfirewall/instanceV2 cloudfirewall/ipsConfig cloudfirewall/natFirewall
    cloudfirewall/natFirewallControlPolicy cloudfirewall/natFirewallControlPolicyOrder
    cloudfirewall/policyAdvancedConfig cloudfirewall/privateDns cloudfirewall/threatIntelligenceSwitch
    cloudfirewall/vpcCenTrFirewall cloudfirewall/vpcFirewallAclEngineMode cloudfirewall/vpcFirewallControlPolicyOrder
    cloudfirewall/vpcFirewallIpsConfig databasegateway/gateway dms/airflow
    dms/enterpriseAuthorityTemplate dms/enterpriseInstance dms/enterpriseProxy dms/enterpriseProxyAccess
    dms/enterpriseUser dms/enterpriseWorkspace drds/instance drds/polardbxInstance ecs/autoProvisioningGroup ecs/command ecs/ecsInstanceSet
    ecs/ecsInvocation ecs/ecsLaunchTemplate ecs/ecsNetworkInterfaceAttachment ecs/ecsNetworkInterfacePermission
    ecs/eipAssociation ecs/eipSegmentAddress ecs/elasticityAssurance ecs/instance ecs/launchTemplate
    eipanycast/anycastEipAddress eipanycast/anycastEipAddressAttachment ens/eip ens/eipInstanceAttachment
    ens/instance ens/instanceSecurityGroupAttachment ens/loadBalancer ens/loadBalancerHttpListener
    ens/loadBalancerUdpListener ens/natGateway ens/network ens/networkRouteTable ens/securityGroup ens/vswitch
    expressconnect/ecFailoverTestJob expressconnect/grantRuleToCen expressconnect/physicalConnection
    expressconnect/routerExpressConnectRouter expressconnect/routerGrantAssociation expressconnect/routerInterface
    expressconnect/routerTrAssociation expressconnect/routerVbrChildInstance expressconnect/routerVpcAssociation
    expressconnect/vbrPconnAssociation expressconnect/virtualBorderRouter expressconnect/virtualPhysicalConnection
    ga/accelerator ga/acceleratorSpareIpAttachment ga/acl ga/aclAttachment ga/aclEntryAttachment ga/basicAccelerateIp
    ga/basicAccelerateIpEndpointRelation ga/basicAccelerator ga/basicEndpoint ga/basicEndpointGroup ga/basicIpSet
    ga/customRoutingEndpoint ga/customRoutingEndpointGroup ga/customRoutingEndpointGroupDestination
    ga/customRoutingEndpointTrafficPolicy ga/domain ga/endpointGroup ga/forwardingRule ga/ipSet ga/listener
    gwlb/listener gwlb/loadBalancer gwlb/serverGroup nlb/listener nlb/loadBalancer
    nlb/loadBalancerSecurityGroupAttachment nlb/securityPolicy nlb/serverGroup nlb/serverGroupServerAttachment
    polardb/aicluster polardb/application polardb/applicationEndpoint polardb/dynamoItem polardb/dynamoTable
    polardb/gateway polardb/globalDatabaseNetwork polardb/zonalDbCluster privatelink/vpcEndpoint
    privatelink/vpcEndpointService privatelink/vpcEndpointServiceConnection privatelink/vpcEndpointServiceResource
    privatelink/vpcEndpointServiceUser privatelink/vpcEndpointZone rds/aiInstance rds/custom rds/dbInstanceEndpoint
    rds/dbNode rds/rdsDbProxy rds/readWriteSplittingConnection sag/acl sag/aclRule sag/clientUser sag/dnatEntry
    sag/snatEntry simpleapplicationserver/firewallRule simpleapplicationserver/instance slb/acl
    slb/aclEntryAttachment slb/applicationLoadBalancer slb/attachment slb/backendServer slb/listener slb/loadBalancer
    slb/masterSlaveServerGroup slb/rule slb/serverGroup slb/serverGroupServerAttachment vpc/bgpGroup vpc/bgpNetwork
    vpc/bgpPeer vpc/commonBandwithPackage vpc/commonBandwithPackageAttachment vpc/gatewayEndpoint
    vpc/gatewayEndpointRouteTableAttachment vpc/hAVip vpc/hAVipAttachment vpc/haVipv2 vpc/ipv4Gateway vpc/ipv6Address
    vpc/ipv6EgressRule vpc/ipv6Gateway vpc/ipv6InternetBandwidth vpc/natGateway vpc/natIp vpc/natIpCidr
    vpc/networkInterfaceAttachment vpc/publicIpAddressPool vpc/publicIpAddressPoolCidrBlock vpc/routeTargetGroup
    vpc/routerInterface vpc/routerInterfaceConnection vpc/trafficMirrorFilter vpc/trafficMirrorFilterEgressRule
    vpc/trafficMirrorFilterIngressRule vpc/trafficMirrorSession vpc/vbrHa vpn/gatewayEnhancedVpnGateway
    vpn/sslVpnServer yundun/bastionHostInstance
  `),
};
