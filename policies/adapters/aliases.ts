/**
 * Alternative tokens for types that the pack judges, where the properties are the same: the vendors' own packages,
 * older names within one provider, and the Alibaba provider through the dynamic bridge (`pulumi package add
 * terraform-provider`), which names types after their Terraform resources.
 */
const ALIASES: Readonly<Record<string, string>> = {
  "huaweicloud:Vpc/secgroupRule:SecgroupRule": "huaweicloud:index/networkingSecgroupRule:NetworkingSecgroupRule",
  "huaweicloud:Vpc/addressGroup:AddressGroup": "huaweicloud:index/vpcAddressGroup:VpcAddressGroup",
  "huaweicloud:Vpc/eip:Eip": "huaweicloud:index/vpcEip:VpcEip",
  "huaweicloud:Vpc/peeringConnection:PeeringConnection": "huaweicloud:index/vpcPeeringConnection:VpcPeeringConnection",
  "huaweicloud:Vpc/networkAcl:NetworkAcl": "huaweicloud:index/vpcNetworkAcl:VpcNetworkAcl",
  "huaweicloud:Nat/dnatRule:DnatRule": "huaweicloud:index/natDnatRule:NatDnatRule",
  "huaweicloud:Rds/instance:Instance": "huaweicloud:index/rdsInstance:RdsInstance",
  "huaweicloud:Rds/readReplicaInstance:ReadReplicaInstance":
    "huaweicloud:index/rdsReadReplicaInstance:RdsReadReplicaInstance",
  "huaweicloud:Rds/instanceEipAssociate:InstanceEipAssociate":
    "huaweicloud:index/rdsInstanceEipAssociate:RdsInstanceEipAssociate",
  "huaweicloud:Rds/sqlAudit:SqlAudit": "huaweicloud:index/rdsSqlAudit:RdsSqlAudit",
  "huaweicloud:Rds/mysqlBinlog:MysqlBinlog": "huaweicloud:index/rdsMysqlBinlog:RdsMysqlBinlog",
  "huaweicloud:Rds/mysqlAccount:MysqlAccount": "huaweicloud:index/rdsMysqlAccount:RdsMysqlAccount",
  "huaweicloud:Drs/job:Job": "huaweicloud:index/drsJob:DrsJob",
  "huaweicloud:Vpn/connection:Connection": "huaweicloud:index/vpnConnection:VpnConnection",
  "huaweicloud:index/networkingSecgroupRuleV2:NetworkingSecgroupRuleV2":
    "huaweicloud:index/networkingSecgroupRule:NetworkingSecgroupRule",
  "huaweicloud:index/vpcEipV1:VpcEipV1": "huaweicloud:index/vpcEip:VpcEip",
  "huaweicloud:index/vpcPeeringConnectionV2:VpcPeeringConnectionV2":
    "huaweicloud:index/vpcPeeringConnection:VpcPeeringConnection",
  "huaweicloud:index/natDnatRuleV2:NatDnatRuleV2": "huaweicloud:index/natDnatRule:NatDnatRule",
  "huaweicloud:index/rdsInstanceV3:RdsInstanceV3": "huaweicloud:index/rdsInstance:RdsInstance",
  "huaweicloud:index/rdsAccount:RdsAccount": "huaweicloud:index/rdsMysqlAccount:RdsMysqlAccount",
  "huaweicloud:index/gaussdbMysqlEipAssociate:GaussdbMysqlEipAssociate":
    "huaweicloud:index/taurusdbEipAssociate:TaurusdbEipAssociate",
  "huaweicloud:index/gaussdbOpengaussEipAssociate:GaussdbOpengaussEipAssociate":
    "huaweicloud:index/gaussdbEipAssociate:GaussdbEipAssociate",
  "alicloud:index/securityGroupRule:SecurityGroupRule": "alicloud:ecs/securityGroupRule:SecurityGroupRule",
  "alicloud:index/ecsPrefixList:EcsPrefixList": "alicloud:ecs/ecsPrefixList:EcsPrefixList",
  "alicloud:index/eip:Eip": "alicloud:ecs/eip:Eip",
  "alicloud:index/eipAddress:EipAddress": "alicloud:ecs/eipAddress:EipAddress",
  "alicloud:index/forwardEntry:ForwardEntry": "alicloud:vpc/forwardEntry:ForwardEntry",
  "alicloud:index/networkAcl:NetworkAcl": "alicloud:vpc/networkAcl:NetworkAcl",
  "alicloud:index/networkAclEntries:NetworkAclEntries": "alicloud:vpc/networkAclEntries:NetworkAclEntries",
  "alicloud:index/vpcPeerConnection:VpcPeerConnection": "alicloud:vpc/peerConnection:PeerConnection",
  "alicloud:index/dbInstance:DbInstance": "alicloud:rds/instance:Instance",
  "alicloud:index/dbReadonlyInstance:DbReadonlyInstance": "alicloud:rds/readOnlyInstance:ReadOnlyInstance",
  "alicloud:index/dbBackupPolicy:DbBackupPolicy": "alicloud:rds/backupPolicy:BackupPolicy",
  "alicloud:index/polardbBackupPolicy:PolardbBackupPolicy": "alicloud:polardb/backupPolicy:BackupPolicy",
  "alicloud:index/dasSwitchDasPro:DasSwitchDasPro": "alicloud:das/switchDasPro:SwitchDasPro",
  "alicloud:index/dbConnection:DbConnection": "alicloud:rds/connection:Connection",
  "alicloud:index/rdsAccount:RdsAccount": "alicloud:rds/rdsAccount:RdsAccount",
  "alicloud:index/dbAccount:DbAccount": "alicloud:rds/account:Account",
  "alicloud:index/rdsCloneDbInstance:RdsCloneDbInstance": "alicloud:rds/rdsCloneDbInstance:RdsCloneDbInstance",
  "alicloud:index/rdsUpgradeDbInstance:RdsUpgradeDbInstance": "alicloud:rds/rdsUpgradeDbInstance:RdsUpgradeDbInstance",
  "alicloud:index/rdsWhitelistTemplate:RdsWhitelistTemplate": "alicloud:rds/whitelistTemplate:WhitelistTemplate",
  "alicloud:index/polardbCluster:PolardbCluster": "alicloud:polardb/cluster:Cluster",
  "alicloud:index/polardbEndpointAddress:PolardbEndpointAddress": "alicloud:polardb/endpointAddress:EndpointAddress",
  "alicloud:index/polardbAccount:PolardbAccount": "alicloud:polardb/account:Account",
  "alicloud:index/vpnConnection:VpnConnection": "alicloud:vpn/connection:Connection",
  "alicloud:index/vpnGateway:VpnGateway": "alicloud:vpn/gateway:Gateway",
  "alicloud:index/dtsMigrationJob:DtsMigrationJob": "alicloud:dts/migrationJob:MigrationJob",
  "alicloud:index/dtsMigrationInstance:DtsMigrationInstance": "alicloud:dts/migrationInstance:MigrationInstance",
  "alicloud:index/dtsSynchronizationJob:DtsSynchronizationJob": "alicloud:dts/synchronizationJob:SynchronizationJob",
  "alicloud:index/dtsSynchronizationInstance:DtsSynchronizationInstance":
    "alicloud:dts/synchronizationInstance:SynchronizationInstance",
};

/** Tencent's own package: `tencentcloud:Security/groupLiteRule:GroupLiteRule` is `security_group_lite_rule`. */
const TENCENT_MODULE = /^tencentcloud:([A-Z]\w*)\/(\w+):(\w+)$/;

/** Cache of resolved tokens: a plan looks up each of its few types several times per resource. */
const KNOWN = new Map<string, string>();

/** The token under which the pack describes a type. */
export function canonical(token: string): string {
  const known = KNOWN.get(token);
  if (known !== undefined) return known;
  const found = look(token);
  KNOWN.set(token, found);
  return found;
}

function look(token: string): string {
  const found = ALIASES[token];
  if (found !== undefined) return found;
  const parts = TENCENT_MODULE.exec(token);
  if (!parts) return token;
  const [, service = "", , type = ""] = parts;
  const name = `${service}${type}`;
  return `tencentcloud:index/${name[0]!.toLowerCase()}${name.slice(1)}:${name}`;
}

/** Every alias, so that a test can check that each maps to a type that the pack describes. */
export const ALIAS_TOKENS: readonly (readonly [alias: string, token: string])[] = Object.entries(ALIASES);
