import type { Descriptors } from "./descriptor";

/** The vendors' providers themselves, which take access keys. */
export const providers: Descriptors = {
  "pulumi:providers:alicloud": { secrets: ["secretKey", "securityToken"] },
  "pulumi:providers:tencentcloud": { secrets: ["secretKey", "securityToken"] },
  "pulumi:providers:huaweicloud": { secrets: ["secretKey", "securityToken", "password"] },
};
