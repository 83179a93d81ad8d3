import alicloudDts from "../../../sandbox/alicloud/wire/dts.json";
import alicloudEcs from "../../../sandbox/alicloud/wire/ecs.json";
import alicloudRds from "../../../sandbox/alicloud/wire/rds.json";
import alicloudSts from "../../../sandbox/alicloud/wire/sts.json";
import alicloudVpc from "../../../sandbox/alicloud/wire/vpc.json";
import drsV3 from "../../../sandbox/huaweicloud/wire/drs.v3.json";
import drsV5 from "../../../sandbox/huaweicloud/wire/drs.v5.json";
import eipV2 from "../../../sandbox/huaweicloud/wire/eip.v2.json";
import eipV3 from "../../../sandbox/huaweicloud/wire/eip.v3.json";
import iamV3 from "../../../sandbox/huaweicloud/wire/iam.v3.json";
import rdsV3 from "../../../sandbox/huaweicloud/wire/rds.v3.json";
import vpcV2 from "../../../sandbox/huaweicloud/wire/vpc.v2.json";
import vpcV3 from "../../../sandbox/huaweicloud/wire/vpc.v3.json";
import vpnV5 from "../../../sandbox/huaweicloud/wire/vpn.v5.json";
import tencentCdb from "../../../sandbox/tencentcloud/wire/cdb.json";
import tencentDts from "../../../sandbox/tencentcloud/wire/dts.json";
import tencentSts from "../../../sandbox/tencentcloud/wire/sts.json";
import tencentTag from "../../../sandbox/tencentcloud/wire/tag.json";
import tencentVpc from "../../../sandbox/tencentcloud/wire/vpc.json";
import type { MayBeAbsent } from "../../../sandbox/wire/compare";
import type { WireModel } from "../../../sandbox/wire/model";
import { absentAtAlibaba, absentAtHuawei } from "./absences";
import { absentAtAlibabaDts } from "./absencesDts";
import { absentAtAlibabaEcs } from "./absencesEcs";
import { absentAtAlibabaVpc } from "./absencesVpc";

export interface ContractService {
  models: WireModel[];
  mayBeAbsent: MayBeAbsent;
  /** Text fields of a refusal: one of these sets. */
  errors: readonly (readonly string[])[];
}

const model = (json: object) => json as WireModel;
const HUAWEI_GATEWAY = ["error_msg", "error_code", "request_id"];
const HUAWEI_PLAIN = ["error_code", "error_msg"];
const HUAWEI_NEUTRON = ["code", "message"];
/** Wrapped in an object, next to the request id. */
const TENCENT_ERROR = ["Code", "Message"];
const ALIBABA_ERROR = ["RequestId", "HostId", "Code", "Message", "Recommend"];

/** Every service that the sandbox implements, by its name in exchanges; a new one takes one line. */
export const SERVICES: Record<string, ContractService> = {
  "huaweicloud drs": {
    models: [model(drsV3), model(drsV5)],
    mayBeAbsent: absentAtHuawei,
    errors: [HUAWEI_GATEWAY, HUAWEI_PLAIN],
  },
  "huaweicloud vpc": {
    models: [model(eipV2), model(eipV3), model(vpcV2), model(vpcV3)],
    mayBeAbsent: absentAtHuawei,
    errors: [HUAWEI_GATEWAY, HUAWEI_NEUTRON],
  },
  "huaweicloud vpn": { models: [model(vpnV5)], mayBeAbsent: absentAtHuawei, errors: [HUAWEI_GATEWAY] },
  "huaweicloud rds": {
    models: [model(rdsV3)],
    mayBeAbsent: absentAtHuawei,
    errors: [HUAWEI_GATEWAY, HUAWEI_PLAIN],
  },
  "huaweicloud iam": { models: [model(iamV3)], mayBeAbsent: absentAtHuawei, errors: [HUAWEI_GATEWAY] },
  "tencentcloud cdb": { models: [model(tencentCdb)], mayBeAbsent: () => false, errors: [TENCENT_ERROR] },
  "tencentcloud dts": { models: [model(tencentDts)], mayBeAbsent: () => false, errors: [TENCENT_ERROR] },
  "tencentcloud vpc": { models: [model(tencentVpc)], mayBeAbsent: () => false, errors: [TENCENT_ERROR] },
  "tencentcloud sts": { models: [model(tencentSts)], mayBeAbsent: () => false, errors: [TENCENT_ERROR] },
  "tencentcloud tag": { models: [model(tencentTag)], mayBeAbsent: () => false, errors: [TENCENT_ERROR] },
  "alicloud dts": { models: [model(alicloudDts)], mayBeAbsent: absentAtAlibabaDts, errors: [ALIBABA_ERROR] },
  "alicloud ecs": { models: [model(alicloudEcs)], mayBeAbsent: absentAtAlibabaEcs, errors: [ALIBABA_ERROR] },
  "alicloud vpc": { models: [model(alicloudVpc)], mayBeAbsent: absentAtAlibabaVpc, errors: [ALIBABA_ERROR] },
  // The answer repeats a source identity only where one was given.
  "alicloud sts": {
    models: [model(alicloudSts)],
    mayBeAbsent: (_type, field) => field === "SourceIdentity",
    errors: [ALIBABA_ERROR],
  },
  "alicloud rds": { models: [model(alicloudRds)], mayBeAbsent: absentAtAlibaba, errors: [ALIBABA_ERROR] },
};
