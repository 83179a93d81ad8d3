import { RpcError } from "../errors";

/** Refusals of ECS, in the vendor's words. */
export const refused = {
  group: () => new RpcError(404, "InvalidSecurityGroupId.NotFound", "The specified SecurityGroupId does not exist."),
  rule: () =>
    new RpcError(400, "InvalidParam.SecurityGroupRuleId", "The specified parameter SecurityGroupRuleId is not valid."),
  value: (name: string, code: string) => new RpcError(400, code, `The specified parameter "${name}" is not valid.`),
};
