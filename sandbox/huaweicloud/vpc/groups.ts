import { z } from "zod";
import { idle } from "../../wire/verdicts";
import { Refusal } from "../errors";
import type { Service } from "../service";
import type { GroupBook } from "./groupBook";
import { inProject, many, page, pageInfo, pageOf } from "./queries";
import { description } from "./ruleBodies";
import { renderV1, renderV3 } from "./ruleRender";
import { groupStyle, v3Style } from "./styles";
import { tag } from "./tags";

const name = z.string().regex(/^[\p{L}\d_.-]{1,64}$/u, "1 to 64 letters, digits, _ - and .");
const NO_VPC = "a group belongs to the region, whatever VPC is named";
const enterprise = z.string().max(36).optional();
const createV1 = z.strictObject({
  security_group: z.strictObject({ name, vpc_id: idle(z.string(), NO_VPC), enterprise_project_id: enterprise }),
});
const createV3 = z.strictObject({
  security_group: z.strictObject({
    name,
    description: description.optional(),
    enterprise_project_id: enterprise,
    tags: z.array(tag).max(20).optional(),
  }),
  dry_run: z.boolean().optional(),
});
const updateV3 = z.strictObject({
  security_group: z.strictObject({ name: name.optional(), description: description.optional() }),
  dry_run: z.boolean().optional(),
});
const listV1 = z.strictObject({
  ...page,
  vpc_id: idle(z.string(), NO_VPC),
  enterprise_project_id: z.string().optional(),
});
const listV3 = z.strictObject({
  ...page,
  id: many.optional(),
  name: many.optional(),
  description: many.optional(),
  enterprise_project_id: z.string().optional(),
});

/** Security groups, v1 and v3, as created, read, changed and deleted by `huaweicloud_networking_secgroup`. */
export function addGroups(service: Service, book: GroupBook): void {
  const rulesV1 = (id: string) => book.rules(id).map((rule) => renderV1(rule, book.projectId));
  const rulesV3 = (id: string) => book.rules(id).map((rule) => renderV3(rule, book.projectId));
  const showV1 = (id: string) => ({ ...book.renderV1(book.get(id)), security_group_rules: rulesV1(id) });
  const showV3 = (id: string) => ({ ...book.renderV3(book.get(id)), security_group_rules: rulesV3(id) });
  const groups = "/v1/:projectId/security-groups";
  service.add({
    method: "POST",
    path: groups,
    body: createV1,
    errors: groupStyle,
    handle: ({ body }) => ({ status: 201, body: { security_group: showV1(book.add(body.security_group).id) } }),
  });
  service.add({
    method: "GET",
    path: groups,
    query: listV1,
    errors: groupStyle,
    handle: ({ query }) => {
      const all = book
        .list()
        .map((group) => showV1(group.id))
        .filter((group) => inProject(group, query.enterprise_project_id));
      return { status: 200, body: { security_groups: pageOf(all, query, groupStyle) } };
    },
  });
  service.add({
    method: "GET",
    path: `${groups}/:id`,
    errors: groupStyle,
    handle: ({ params }) => {
      known(book, params["id"]!, "v1");
      return { status: 200, body: { security_group: showV1(params["id"]!) } };
    },
  });

  const groupsV3 = "/v3/:projectId/vpc/security-groups";
  service.add({
    method: "POST",
    path: groupsV3,
    body: createV3,
    errors: v3Style,
    handle: ({ body, requestId }) => {
      if (body.dry_run) return { status: 202, body: { request_id: requestId } };
      const { id } = book.add(body.security_group);
      return { status: 201, body: { request_id: requestId, security_group: showV3(id) } };
    },
  });
  service.add({
    method: "GET",
    path: groupsV3,
    query: listV3,
    errors: v3Style,
    handle: ({ query, requestId }) => {
      const all = book
        .list()
        .map((group) => book.renderV3(group))
        .filter((group) => inProject(group, query.enterprise_project_id))
        .filter((group) =>
          (["id", "name", "description"] as const).every((key) => query[key]?.includes(String(group[key])) ?? true),
        );
      const shown = pageOf(all, query, v3Style);
      const body = { request_id: requestId, security_groups: shown, page_info: pageInfo(all, shown) };
      return { status: 200, body };
    },
  });
  service.add({
    method: "GET",
    path: `${groupsV3}/:id`,
    errors: v3Style,
    handle: ({ params, requestId }) => {
      known(book, params["id"]!, "v3");
      return { status: 200, body: { request_id: requestId, security_group: showV3(params["id"]!) } };
    },
  });
  service.add({
    method: "PUT",
    path: `${groupsV3}/:id`,
    body: updateV3,
    errors: v3Style,
    handle: ({ params, body, requestId }) => {
      known(book, params["id"]!, "v3");
      if (body.dry_run) return { status: 202, body: { request_id: requestId } };
      book.update(params["id"]!, body.security_group);
      return { status: 200, body: { request_id: requestId, security_group: showV3(params["id"]!) } };
    },
  });
  for (const [version, errors, path] of [
    ["v1", groupStyle, groups],
    ["v3", v3Style, groupsV3],
  ] as const) {
    service.add({
      method: "DELETE",
      path: `${path}/:id`,
      errors,
      handle: ({ params }) => {
        const id = params["id"]!;
        known(book, id, version);
        if (book.inUse(id)) {
          throw new Refusal(409, version === "v1" ? "VPC.0602" : "VPC.9902", `Security Group ${id} in use.`);
        }
        book.remove(id);
        return { status: 204 };
      },
    });
  }
}

function known(book: GroupBook, id: string, version: "v1" | "v3"): void {
  if (book.has(id)) return;
  throw version === "v1"
    ? new Refusal(404, "VPC.0603", "Security group does not exist.")
    : new Refusal(404, "VPC.9904", `Security group ${id} does not exist.`);
}
