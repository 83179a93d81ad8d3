import type { Lifetime, Opening } from "../../core/facets";
import { texts } from "../../core/read";
import type { Bag } from "../../core/values";
import type { Adapter, Adapters, ResourceRef } from "../adapter";
import { lifetimeOf, statedExpiry } from "../lifetime";

/** dbferry:AllowlistEntry: addresses appended to a group of its own. */
const allowlistEntry: Adapter = (inputs, ref) => {
  const sources = texts(inputs, "cidrs");
  const opening: Opening = {
    property: "cidrs",
    kind: "allowlist",
    direction: "ingress",
    ...(sources ? { sources } : {}),
  };
  return { opening: [opening], lifetime: [ownLifetime(inputs, ref, "the allowlist entry")] };
};

/** dbferry:MysqlAccount: an account for the time of the migration, bound to hosts. */
const mysqlAccount: Adapter = (inputs, ref) => {
  const sources = texts(inputs, "hosts") ?? texts(inputs, "host");
  const property = inputs["host"] !== undefined && inputs["hosts"] === undefined ? "host" : "hosts";
  const opening: Opening = {
    property,
    kind: "account",
    direction: "ingress",
    whenAbsent: "'%', every host",
    ours: true,
    ...(sources ? { sources } : {}),
  };
  // An account has no place for a date: it ends with the component above.
  return { opening: [opening], lifetime: [{ ...ownLifetime(inputs, ref, "the account"), unmarkable: true }] };
};

const replicationTask: Adapter = (inputs, ref) => ({ lifetime: [ownLifetime(inputs, ref, "the task")] });

/** Everything that dbferry makes is temporary: it states its end itself, in a mark, or through the component above. */
function ownLifetime(inputs: Bag, ref: ResourceRef, what: string): Lifetime {
  const lifetime = lifetimeOf(inputs, ref, what, { texts: ["description"] });
  const stated = statedExpiry(inputs);
  return {
    ...lifetime,
    ...(what === "the task" ? {} : { property: "expires", example: 'expires: "<ISO 8601 instant>"' }),
    ...(lifetime.expires === undefined && stated !== undefined ? { expires: stated } : {}),
  };
}

export const dbferryResources: Adapters = {
  "dbferry:index:AllowlistEntry": allowlistEntry,
  "dbferry:index:MysqlAccount": mysqlAccount,
  "dbferry:index:ReplicationTask": replicationTask,
};
