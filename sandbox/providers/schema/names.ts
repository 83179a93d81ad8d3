import type { Properties, ProviderSchema, TypeRef } from "./types";

/** `securityGroupId` as written in the vendors' own messages: `security_group_id`. */
export function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** `huaweicloud:index/vpcEip:VpcEip` as `huaweicloud_vpc_eip`. */
export function terraformName(token: string): string {
  const [pkg, module = ""] = token.split(":");
  return `${pkg}_${snake(module.split("/").at(-1)!)}`;
}

/** The properties of an object type; undefined for any other type. */
export function objectType(schema: ProviderSchema, type: TypeRef): Properties | undefined {
  return typeof type === "object" && "object" in type ? schema.types[type.object] : undefined;
}
