import { z } from "zod";
import { Refusal } from "../errors";
import type { Service } from "../service";
import { tagStyle } from "./styles";

/** Letters, digits, underscores, hyphens, Chinese characters; up to 36. */
const key = z.string().regex(/^[A-Za-z0-9_\-\p{Script=Han}]{1,36}$/u, "letters, digits, _ and - only, 1 to 36");
/** Like a key, plus periods, up to 43: colons and equals signs are refused. */
const value = z.string().regex(/^[A-Za-z0-9_.\-\p{Script=Han}]{0,43}$/u, "letters, digits, _ . and - only, up to 43");
export const tag = z.strictObject({ key, value: value.default("") });
/** Deleting does not check characters (vendor's API reference). */
const gone = z.strictObject({ key: z.string().min(1), value: z.string().optional() });
const action = z.discriminatedUnion("action", [
  z.strictObject({ action: z.literal("create"), tags: z.array(tag).min(1).max(20) }),
  z.strictObject({ action: z.literal("delete"), tags: z.array(gone).min(1).max(20) }),
]);
const filter = z.strictObject({
  action: z.enum(["filter", "count"]),
  tags: z.array(z.strictObject({ key: z.string(), values: z.array(z.string()) })).optional(),
  matches: z.array(z.strictObject({ key: z.literal("resource_name"), value: z.string() })).optional(),
  limit: z.coerce.number().int().optional(),
  offset: z.coerce.number().int().optional(),
});

const MAX_TAGS = 20;

/** The tag store for one kind of resource. `get` refuses unknown ids. */
export interface Tagged {
  get(id: string): { tags: Record<string, string> };
  list(): { id: string; name: string; tags: Record<string, string> }[];
  setTags(id: string, tags: Record<string, string>): void;
}

/** Tags of EIPs and of security groups, v2.0. */
export function addTags(service: Service, kind: "publicips" | "security-groups", things: Tagged): void {
  const list = (tags: Record<string, string>) => Object.entries(tags).map(([key, value]) => ({ key, value }));
  const path = `/v2.0/:projectId/${kind}/:id/tags`;
  service.add({
    method: "GET",
    path,
    errors: tagStyle,
    handle: ({ params }) => ({ status: 200, body: { tags: list(things.get(params["id"]!).tags) } }),
  });
  service.add({
    method: "POST",
    path,
    body: z.strictObject({ tag }),
    errors: tagStyle,
    handle: ({ params, body }) => {
      put(things, params["id"]!, [body.tag]);
      return { status: 204 };
    },
  });
  service.add({
    method: "POST",
    path: `${path}/action`,
    body: action,
    errors: tagStyle,
    handle: ({ params, body }) => {
      const id = params["id"]!;
      if (body.action === "create") put(things, id, body.tags);
      else remove(things, id, new Set(body.tags.map((one) => one.key)));
      return { status: 204 };
    },
  });
  service.add({
    method: "DELETE",
    path: `${path}/:key`,
    errors: tagStyle,
    handle: ({ params }) => {
      if (!(params["key"]! in things.get(params["id"]!).tags))
        throw new Refusal(404, "VPC.1801", "Tag does not exist.");
      remove(things, params["id"]!, new Set([params["key"]!]));
      return { status: 204 };
    },
  });
  service.add({
    method: "POST",
    path: `/v2.0/:projectId/${kind}/resource_instances/action`,
    body: filter,
    errors: tagStyle,
    handle: ({ body }) => {
      const found = things
        .list()
        .filter((thing) => (body.tags ?? []).every((one) => matches(thing.tags[one.key], one.values)))
        .filter((thing) => (body.matches ?? []).every((one) => thing.name === one.value));
      if (body.action === "count") return { status: 200, body: { total_count: found.length } };
      const from = body.offset ?? 0;
      const resources = found.slice(from, body.limit ? from + body.limit : undefined).map((thing) => ({
        resource_id: thing.id,
        resource_name: thing.name,
        resource_detail: null,
        tags: list(thing.tags),
      }));
      return { status: 200, body: { resources, total_count: found.length } };
    },
  });
}

function matches(value: string | undefined, wanted: string[]): boolean {
  return value !== undefined && (wanted.length === 0 || wanted.includes(value));
}

function put(things: Tagged, id: string, tags: { key: string; value: string }[]): void {
  const after = { ...things.get(id).tags, ...Object.fromEntries(tags.map((one) => [one.key, one.value])) };
  if (Object.keys(after).length > MAX_TAGS)
    throw new Refusal(400, "VPC.1801", `number of tags exceeds max num of ${MAX_TAGS}.`);
  things.setTags(id, after);
}

function remove(things: Tagged, id: string, keys: Set<string>): void {
  things.setTags(id, Object.fromEntries(Object.entries(things.get(id).tags).filter(([key]) => !keys.has(key))));
}
