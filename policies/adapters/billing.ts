import type { Billing } from "../core/facets";
import { text } from "../core/read";
import type { Adapter, Adapters } from "./adapter";

interface Row {
  property: string;
  prepaid: RegExp;
  postpaid: string;
}

/** Where each resource type says how it is paid. Every provider's default is pay as you go. */
const ROWS: Readonly<Record<string, readonly Row[]>> = {
  "alicloud:rds/instance:Instance": [{ property: "instanceChargeType", prepaid: /^prepaid$/i, postpaid: "Postpaid" }],
  "alicloud:ecs/eipAddress:EipAddress": [
    { property: "paymentType", prepaid: /^subscription$/i, postpaid: "PayAsYouGo" },
    { property: "instanceChargeType", prepaid: /^prepaid$/i, postpaid: "PostPaid" },
  ],
  "alicloud:vpn/gateway:Gateway": [
    { property: "paymentType", prepaid: /^subscription$/i, postpaid: "PayAsYouGo" },
    { property: "instanceChargeType", prepaid: /^prepaid$/i, postpaid: "PostPaid" },
  ],
  "alicloud:dts/migrationInstance:MigrationInstance": [
    { property: "paymentType", prepaid: /^subscription$/i, postpaid: "PayAsYouGo" },
  ],
  "alicloud:dts/synchronizationInstance:SynchronizationInstance": [
    { property: "paymentType", prepaid: /^subscription$/i, postpaid: "PayAsYouGo" },
  ],
  "huaweicloud:index/drsJob:DrsJob": [{ property: "chargingMode", prepaid: /^prepaid$/i, postpaid: "postPaid" }],
  "huaweicloud:index/drsJobV5:DrsJobV5": [
    { property: "baseInfo.chargingMode", prepaid: /^period$/i, postpaid: "on_demand" },
  ],
  "huaweicloud:index/rdsInstance:RdsInstance": [
    { property: "chargingMode", prepaid: /^prepaid$/i, postpaid: "postPaid" },
  ],
  "huaweicloud:index/vpcEip:VpcEip": [{ property: "chargingMode", prepaid: /^prepaid$/i, postpaid: "postPaid" }],
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
