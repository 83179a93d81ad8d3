import { z } from "zod";
import { Refusal } from "../errors";
import type { Service } from "../service";
import type { EipBook } from "./eipBook";
import { tagStyle } from "./styles";

/** Letters, digits, underscores, hyphens, Chinese; up to 36. */
const key = z.string().regex(/^[A-Za-z0-9_\-\p{Script=Han}]{1,36}$/u, "letters, digits, _ and - only, 1 to 36");
/** As a key and periods, up to 43: a colon or an equals sign is refused. */
const value = z.string().regex(/^[A-Za-z0-9_.\-\p{Script=Han}]{0,43}$/u, "letters, digits, _ . and - only, up to 43");
const tag = z.strictObject({ key, value: value.default("") });
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

/** Tags of EIPs, v2.0. */
export function addEipTags(service: Service, book: EipBook): void {
  const list = (tags: Record<string, string>) => Object.entries(tags).map(([key, value]) => ({ key, value }));
  const path = "/v2.0/:projectId/publicips/:id/tags";
  service.add({
    method: "GET",
    path,
    errors: tagStyle,
    handle: ({ params }) => ({ status: 200, body: { tags: list(book.get(params["id"]!).tags) } }),
  });
  service.add({
    method: "POST",
    path,
    body: z.strictObject({ tag }),
    errors: tagStyle,
    handle: ({ params, body }) => {
      put(book, params["id"]!, [body.tag]);
      return { status: 204 };
    },
  });
  service.add({
    method: "POST",
    path: `${path}/action`,
    body: action,
    errors: tagStyle,
    handle: ({ params, body }) => {
      if (body.action === "create") put(book, params["id"]!, body.tags);
      else
        remove(
          book,
          params["id"]!,
          body.tags.map((one) => one.key),
        );
      return { status: 204 };
    },
  });
  service.add({
    method: "DELETE",
    path: `${path}/:key`,
    errors: tagStyle,
    handle: ({ params }) => {
      if (!(params["key"]! in book.get(params["id"]!).tags)) throw new Refusal(404, "VPC.1801", "Tag does not exist.");
      remove(book, params["id"]!, [params["key"]!]);
      return { status: 204 };
    },
  });
  service.add({
    method: "POST",
    path: "/v2.0/:projectId/publicips/resource_instances/action",
    body: filter,
    errors: tagStyle,
    handle: ({ body }) => {
      const found = book
        .list()
        .filter((eip) => (body.tags ?? []).every((one) => matches(eip.tags[one.key], one.values)))
        .filter((eip) => (body.matches ?? []).every((one) => eip.name === one.value));
      if (body.action === "count") return { status: 200, body: { total_count: found.length } };
      const resources = found
        .slice(body.offset ?? 0, body.limit ? (body.offset ?? 0) + body.limit : undefined)
        .map((eip) => ({ resource_id: eip.id, resource_name: eip.name, resource_detail: null, tags: list(eip.tags) }));
      return { status: 200, body: { resources, total_count: found.length } };
    },
  });
}

function matches(value: string | undefined, wanted: string[]): boolean {
  return value !== undefined && (wanted.length === 0 || wanted.includes(value));
}

function put(book: EipBook, id: string, tags: { key: string; value: string }[]): void {
  const eip = book.get(id);
  const after = { ...eip.tags, ...Object.fromEntries(tags.map((one) => [one.key, one.value])) };
  if (Object.keys(after).length > MAX_TAGS)
    throw new Refusal(400, "VPC.1801", `number of tags exceeds max num of ${MAX_TAGS}.`);
  book.world.eips.update(id, { tags: after });
  book.note(eip, {});
}

function remove(book: EipBook, id: string, keys: string[]): void {
  const eip = book.get(id);
  const after = Object.fromEntries(Object.entries(eip.tags).filter(([key]) => !keys.includes(key)));
  book.world.eips.update(id, { tags: after });
  book.note(eip, {});
}
