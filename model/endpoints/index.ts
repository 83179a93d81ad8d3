import { API_DOMAINS, CLOUD_NAMES, type Cloud, serviceLabels } from "../clouds";
import { ALLOW_VARIABLE, type AllowedEndpoints } from "./allowed";

export { ALLOW_VARIABLE, type AllowedEndpoints, readAllowed } from "./allowed";

/** What is wrong with an endpoint; the caller adds the option's path. */
export interface EndpointFault {
  seen: string;
  needed: string;
  fix: string;
}

/**
 * Whether credentials may be sent to an endpoint: https at the vendor's own domain, or one that the environment
 * permits.
 *
 * @param service first label of the vendor's host name: `rds`, `drs`
 * @returns undefined if they may
 */
export function endpointFault(
  cloud: Cloud,
  service: string,
  given: string,
  allowed: AllowedEndpoints,
): EndpointFault | undefined {
  const url = readEndpoint(given);
  const needed = `https at ${CLOUD_NAMES[cloud]}'s own domain (${exampleOf(cloud, service)})`;
  if (!url) return { seen: JSON.stringify(given), needed, fix: "give a URL without user, query or fragment" };
  const permitted = allowed.endpoints.find(
    ({ hostname, port }) => hostname === url.hostname && (port === undefined || port === portOf(url)),
  );
  const isHttps = url.protocol === "https:";
  if (permitted ? isHttps || permitted.plain : isHttps && isVendors(cloud, service, url)) return undefined;
  return { seen: shown(url), needed, fix: fixFor(cloud, service, url, allowed) };
}

function isVendors(cloud: Cloud, service: string, url: URL): boolean {
  if (url.port !== "" || url.pathname !== "/") return false;
  return API_DOMAINS[cloud].some(({ suffix }) => {
    if (!url.hostname.endsWith(`.${suffix}`)) return false;
    const [label, ...region] = url.hostname.slice(0, -suffix.length - 1).split(".");
    return serviceLabels(cloud, service).includes(label!) && (region.length === 0 || isRegion(region));
  });
}

/**
 * Whether the labels are one region name, such as `cn-hangzhou`, `rus-west-1`, `ap-southeast-1`. A customer's bucket
 * may be named like the service: `rds.oss-cn-hangzhou.aliyuncs.com`, `drs.obs.myhuaweicloud.com`.
 */
function isRegion(labels: readonly string[]): boolean {
  return labels.length === 1 && /^(?:[a-z]{2}|rus)-[a-z]+(?:-[a-z0-9]+)*$/.test(labels[0]!);
}

function fixFor(cloud: Cloud, service: string, url: URL, { unreadable }: AllowedEndpoints): string {
  const unread = unreadable.length > 0 ? ` (entries in it that could not be parsed: ${unreadable.join(", ")})` : "";
  const secure = new URL(url.origin.replace(/^http:/, "https:"));
  if (url.protocol === "http:" && isVendors(cloud, service, secure)) return `write ${secure.origin}`;
  return (
    "remove it to use the vendor's own endpoint; if the address really is yours, such as a sandbox or a private endpoint, " +
    `set ${ALLOW_VARIABLE}=${url.protocol === "http:" ? url.origin : url.host} in the environment${unread}`
  );
}

/** Parses a base URL; a bare host means https. */
export function readEndpoint(given: string): URL | undefined {
  const text = given.includes("://") ? given : `https://${given}`;
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const bare = /^https?:$/.test(url.protocol) && !url.search && !url.hash;
  return bare && !url.username && !url.password && url.hostname ? url : undefined;
}

function shown(url: URL): string {
  return `${url.origin}${url.pathname.replace(/\/$/, "")}`;
}

function portOf(url: URL): string {
  return url.port || (url.protocol === "http:" ? "80" : "443");
}

function exampleOf(cloud: Cloud, service: string): string {
  const domains = [...new Set(API_DOMAINS[cloud].map(({ suffix }) => `${service}.<region>.${suffix}`))];
  return domains.join(" or ");
}
