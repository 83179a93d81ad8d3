import { z } from "zod";
import { iamShape, Refusal } from "./errors";
import type { ErrorStyle, HuaweiCredentials, Service } from "./service";
import { fieldText } from "./vpc/styles";

export const iamStyle: ErrorStyle = {
  shape: iamShape,
  invalid: (problems) => new Refusal(400, "IAM.0011", fieldText(problems)),
  wrongProject: () => new Refusal(403, "IAM.0002", "The project of the request is not the caller's."),
};

const filter = z.strictObject({
  name: z.string().optional(),
  domain_id: z.string().optional(),
  enabled: z.enum(["true", "false"]).optional(),
  page: z.coerce.number().int().optional(),
  per_page: z.coerce.number().int().optional(),
});

/** IAM, as far as clients need it to find their project and domain from an access key. */
export function addIam(service: Service, credentials: HuaweiCredentials): void {
  const domain = { id: `d${credentials.projectId.slice(1)}`, name: "sandbox", enabled: true };
  const project = {
    id: credentials.projectId,
    name: credentials.region,
    domain_id: domain.id,
    parent_id: domain.id,
    is_domain: false,
    enabled: true,
    description: "",
    links: { self: "" },
  };
  for (const path of ["/v3/projects", "/v3/auth/projects"]) {
    service.add({
      method: "GET",
      path,
      query: filter,
      handle: ({ query }) => ({
        status: 200,
        body: { projects: (query.name ?? project.name) === project.name ? [project] : [], links: { self: "" } },
      }),
    });
  }
  service.add({
    method: "GET",
    path: "/v3/auth/domains",
    handle: () => ({ status: 200, body: { domains: [{ ...domain, links: { self: "" } }], links: { self: "" } } }),
  });
}
