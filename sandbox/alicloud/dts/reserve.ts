import { refused } from "./errors";
import type { Reserve } from "./job";
import { jsonObject } from "./objects";

/** Members of `Reserve`: the simulated values, or "none" for a member known to have no effect on what is simulated. */
const MEMBERS: Readonly<Record<string, readonly string[] | "none">> = {
  autoStartModulesAfterConfig: ["all", "none"],
  targetTableMode: ["0"],
  srcSSL: ["0", "1"],
  destSSL: ["0", "1"],
  definer: ["true", "false"],
  triggerMode: ["auto", "manual"],
  eventMove: ["false"],
  privilegeMigration: ["false"],
  dbListCaseChangeMode: ["default"],
  maxRetryTime: "none",
  "retry.blind.seconds": "none",
  a2aFlag: "none",
  channelInfo: "none",
};

/** @throws RpcError for an unknown member, or a value that is not simulated */
export function reserveOf(text = "{}"): Reserve {
  const given = jsonObject<unknown>(text, "Reserve");
  for (const [name, value] of Object.entries(given)) {
    const known = Object.hasOwn(MEMBERS, name) ? MEMBERS[name]! : undefined;
    if (known === undefined) throw refused.value("Reserve", `${name} is not known to the sandbox`);
    if (known !== "none" && !known.includes(String(value)))
      throw refused.value("Reserve", `the sandbox does not support ${name}=${String(value)}`);
  }
  const is = (name: string, value: string) => String(given[name]) === value;
  return {
    autoStart: is("autoStartModulesAfterConfig", "none") ? "none" : "all",
    srcSsl: is("srcSSL", "1"),
    destSsl: is("destSSL", "1"),
    definer: is("definer", "true"),
    triggers: is("triggerMode", "auto"),
    text,
  };
}
