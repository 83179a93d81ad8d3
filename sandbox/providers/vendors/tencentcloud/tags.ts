import type { Value, Values } from "../../../../plugin/values";
import type { TencentClient } from "./client";

/** Tags of a part of the VPC service, through the vendor's own service for tags. @param kind of resource: "vpngw" */
export class Tags {
  constructor(
    private readonly client: TencentClient,
    private readonly kind: string,
  ) {}

  async read(id: string): Promise<Values> {
    const { Tags } = await this.client.call("tag", "DescribeResourceTagsByResourceIds", {
      ServiceType: "vpc",
      ResourcePrefix: this.kind,
      ResourceIds: [id],
      ResourceRegion: this.client.region,
      Limit: 20,
      Offset: 0,
    });
    const list = (Tags ?? []) as { TagKey: string; TagValue: string }[];
    return Object.fromEntries(list.map(({ TagKey, TagValue }) => [TagKey, TagValue]));
  }

  /** Adds and changes those that are wanted, and removes those that were there before and are not. */
  async change(id: string, before: Value | undefined, wanted: Value | undefined): Promise<void> {
    const [was, now] = [before ?? {}, wanted ?? {}] as Record<string, string>[];
    const replaced = Object.entries(now!).filter(([key, value]) => was![key] !== value);
    const gone = Object.keys(was!).filter((key) => now![key] === undefined);
    if (replaced.length + gone.length === 0) return;
    await this.client.call("tag", "ModifyResourceTags", {
      Resource: `qcs::vpc:${this.client.region}:uin/:${this.kind}/${id}`,
      ...(replaced.length > 0 ? { ReplaceTags: replaced.map(([TagKey, TagValue]) => ({ TagKey, TagValue })) } : {}),
      ...(gone.length > 0 ? { DeleteTags: gone.map((TagKey) => ({ TagKey })) } : {}),
    });
  }
}
