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
  parent_id: z.string().optional(),
  enabled: z.enum(["true", "false"]).optional(),
  is_domain: z.enum(["true", "false"]).optional(),
  page: z.coerce.number().int().min(1).optional(),
  per_page: z.coerce.number().int().min(1).max(5000).optional(),
});

/** IAM, as far as clients need it to find their project and domain by access key. */
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
    links: { self: "", previous: null, next: null },
  };
  const links = { self: "" };
  service.add({
    method: "GET",
    path: "/v3/projects",
    query: filter,
    handle: ({ query: { page = 1, per_page = 5000, ...wanted } }) => {
      const matches = Object.entries(wanted).every(
        ([name, value]) => String(project[name as keyof typeof project]) === value,
      );
      return {
        status: 200,
        body: { projects: matches && page === 1 && per_page > 0 ? [project] : [], links: project.links },
      };
    },
  });
  service.add({
    method: "GET",
    path: "/v3/auth/projects",
    handle: () => ({ status: 200, body: { projects: [project], links: project.links } }),
  });
  service.add({
    method: "GET",
    path: "/v3/auth/domains",
    handle: () => ({ status: 200, body: { domains: [{ ...domain, description: "", links }], links } }),
  });
}
