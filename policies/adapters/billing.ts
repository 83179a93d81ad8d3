import type { Billing } from "../core/facets";
import { text } from "../core/read";
import type { Adapter, Adapters } from "./adapter";

interface Row {
  property: string;
  prepaid: RegExp;
  postpaid: string;
}

/** The word of Alibaba's newer resources. */
const PAYMENT_TYPE: Row = { property: "paymentType", prepaid: /^subscription$/i, postpaid: "PayAsYouGo" };
/** The word of Huawei's resources. */
const CHARGING_MODE: Row = { property: "chargingMode", prepaid: /^prepaid$/i, postpaid: "postPaid" };

/** Where each resource type says how it is paid. Every provider's default is pay as you go. */
const ROWS: Readonly<Record<string, readonly Row[]>> = {
  "alicloud:rds/readOnlyInstance:ReadOnlyInstance": [
    { property: "instanceChargeType", prepaid: /^prepaid$/i, postpaid: "Postpaid" },
  ],
  "alicloud:rds/rdsCloneDbInstance:RdsCloneDbInstance": [PAYMENT_TYPE],
  "alicloud:rds/rdsUpgradeDbInstance:RdsUpgradeDbInstance": [PAYMENT_TYPE],
  "alicloud:rds/ddrInstance:DdrInstance": [PAYMENT_TYPE],
  "alicloud:polardb/cluster:Cluster": [{ property: "payType", prepaid: /^prepaid$/i, postpaid: "PostPaid" }],
  "alicloud:dts/instance:Instance": [PAYMENT_TYPE],
  "alicloud:dts/subscriptionJob:SubscriptionJob": [PAYMENT_TYPE],
  "alicloud:rds/instance:Instance": [{ property: "instanceChargeType", prepaid: /^prepaid$/i, postpaid: "Postpaid" }],
  "alicloud:ecs/eip:Eip": [
    PAYMENT_TYPE,
    { property: "instanceChargeType", prepaid: /^prepaid$/i, postpaid: "PostPaid" },
  ],
  "alicloud:ecs/eipAddress:EipAddress": [
    PAYMENT_TYPE,
    { property: "instanceChargeType", prepaid: /^prepaid$/i, postpaid: "PostPaid" },
  ],
  "alicloud:vpn/gateway:Gateway": [
    PAYMENT_TYPE,
    { property: "instanceChargeType", prepaid: /^prepaid$/i, postpaid: "PostPaid" },
  ],
  "alicloud:dts/migrationInstance:MigrationInstance": [PAYMENT_TYPE],
  "alicloud:dts/synchronizationInstance:SynchronizationInstance": [PAYMENT_TYPE],
  "huaweicloud:index/drsJob:DrsJob": [CHARGING_MODE],
  "huaweicloud:index/drsJobV5:DrsJobV5": [
    { property: "baseInfo.chargingMode", prepaid: /^period$/i, postpaid: "on_demand" },
  ],
  "huaweicloud:index/rdsInstance:RdsInstance": [CHARGING_MODE],
  "huaweicloud:index/rdsReadReplicaInstance:RdsReadReplicaInstance": [CHARGING_MODE],
  "huaweicloud:index/gaussdbMysqlInstance:GaussdbMysqlInstance": [CHARGING_MODE],
  "huaweicloud:index/vpcEip:VpcEip": [CHARGING_MODE],
  "tencentcloud:index/mysqlInstance:MysqlInstance": [
    { property: "chargeType", prepaid: /^prepaid$/i, postpaid: "POSTPAID" },
    { property: "payType", prepaid: /^0$/, postpaid: "1" },
  ],
  "tencentcloud:index/vpnGateway:VpnGateway": [
    { property: "chargeType", prepaid: /^prepaid$/i, postpaid: "POSTPAID_BY_HOUR" },
  ],
  "tencentcloud:index/eip:Eip": [
    { property: "internetChargeType", prepaid: /^bandwidth_prepaid_by_month$/i, postpaid: "TRAFFIC_POSTPAID_BY_HOUR" },
  ],
  "tencentcloud:index/dtsSyncJob:DtsSyncJob": [{ property: "payMode", prepaid: /^prepay$/i, postpaid: "PostPay" }],
};

const adapter: Adapter = (inputs, ref) => {
  const found = (ROWS[ref.type] ?? []).flatMap((row): Billing[] => {
    const value = text(inputs, row.property);
    if (value === undefined || (typeof value === "string" && !row.prepaid.test(value))) return [];
    return [{ property: row.property, value, postpaid: row.postpaid }];
  });
  return { billing: found };
};

export const billing: Adapters = Object.fromEntries(Object.keys(ROWS).map((type) => [type, adapter]));
