import type { Parameters } from "../parameters";
import type { Vpc, VpcAction } from "./action";
import { connectionOf } from "./connections";
import { customerGatewayOf } from "./customerGateways";
import { refused } from "./errors";
import { gatewayOf } from "./gateways";

interface Tagged {
  tags: Record<string, string>;
}

/** By resource type, whose case does not matter. */
const KINDS: Readonly<Record<string, (id: string, vpc: Vpc) => Tagged>> = {
  VPNGATEWAY: gatewayOf,
  CUSTOMERGATEWAY: customerGatewayOf,
  VPNCONNECTION: connectionOf,
};

function taggedOf(parameters: Parameters, vpc: Vpc): Tagged[] {
  const kind = KINDS[parameters.need("ResourceType").toUpperCase()];
  if (!kind) throw refused.value("ResourceType", `the sandbox supports only ${Object.keys(KINDS).join(", ")}`);
  return parameters.list("ResourceId").map((id) => kind(id, vpc));
}

export const tagResources: VpcAction = {
  parameters: { RegionId: "!", ResourceType: "!", "ResourceId.N": "!", "Tag.N": "!" },
  run(parameters, vpc) {
    const given = parameters.pairs("Tag");
    if (given.length > 20 || given.some(({ key }) => /^(aliyun|acs:)|https?:\/\//.test(key)))
      throw refused.value("Tag");
    for (const one of taggedOf(parameters, vpc)) for (const { key, value } of given) one.tags[key] = value;
    return {};
  },
};

export const unTagResources: VpcAction = {
  parameters: { RegionId: "!", ResourceType: "!", "ResourceId.N": "!", "TagKey.N": "?", All: "?" },
  run(parameters, vpc) {
    const keys = parameters.list("TagKey");
    const all = parameters.flag("All") === true && keys.length === 0;
    for (const { tags } of taggedOf(parameters, vpc))
      for (const key of all ? Object.keys(tags) : keys) delete tags[key];
    return {};
  },
};
