import type { Problem } from "../problems";

/**
 * Settings that make the vendors' Pulumi providers use other endpoints, skip certificate verification or disable TLS,
 * by their namespace in the stack's settings.
 */
const ELSEWHERE: Readonly<Record<string, RegExp>> = {
  alicloud: /^(endpoints?|protocol|credentialsUri)$/i,
  huaweicloud: /^(endpoints?|authUrl|cloud|insecure|cacertFile)$/i,
  tencentcloud: /^(domain|cosDomain|protocol|endpoints?)$/i,
};

/**
 * The program's providers are created from `clouds`, which is checked. Settings in a vendor's own namespace would
 * reach, unchecked, a default provider created by the engine.
 *
 * @param names keys of the whole configuration, each with its namespace
 */
export function vendorSettingProblems(names: readonly string[]): Problem[] {
  return names.flatMap((name): Problem[] => {
    const [namespace = "", key = ""] = name.split(/:(?:config:)?/);
    const elsewhere = Object.hasOwn(ELSEWHERE, namespace) && ELSEWHERE[namespace]?.test(key);
    if (!elsewhere) return [];
    return [
      {
        path: name,
        seen: "a setting of the vendor's provider in the stack's settings",
        needed: "no such setting: endpoints are set in dbferry:clouds, which is validated",
        fix: `pulumi config rm ${name}; if the address really is yours, set it in dbferry:clouds`,
      },
    ];
  });
}
