import type { Problem } from "../problems";

/** Settings by which the vendors' Pulumi providers go elsewhere, trust anybody or leave TLS out, by their namespace in a stack's settings. */
const ELSEWHERE: Readonly<Record<string, RegExp>> = {
  alicloud: /^(endpoints?|protocol|credentialsUri)$/i,
  huaweicloud: /^(endpoints?|authUrl|cloud|insecure|cacertFile)$/i,
  tencentcloud: /^(domain|cosDomain|protocol|endpoints?)$/i,
};

/**
 * Providers of the program are made with what `clouds` says, which is checked. What the stack says in a vendor's own namespace would
 * reach a provider that the engine makes by itself, unchecked.
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
        needed: "none: where credentials go is said in dbferry:clouds, which is checked",
        fix: `pulumi config rm ${name}; an address that is really yours goes into dbferry:clouds`,
      },
    ];
  });
}
