import { statedExpiry } from "../../core/expiry";
import type { AccessRule, AllowlistWrite, Lifetime } from "../../core/facets";
import { text, texts } from "../../core/read";
import type { Bag } from "../../core/values";
import type { FactReader, ResourceRef } from "../descriptor";
import { lifetimeOf } from "../lifetime";

/** dbferry:AllowlistEntry: addresses appended to its own group. */
export const allowlistEntry: FactReader = (inputs, ref) => {
  const sources = texts(inputs, "cidrs");
  const opening: AccessRule = {
    property: "cidrs",
    kind: "allowlist",
    direction: "ingress",
    ...(sources ? { sources } : {}),
  };
  return { opening: [opening], lifetime: [ownLifetime(inputs, ref, "the allowlist entry")] };
};

/** The group is the only part of dbferry:AllowlistEntry's write that a user can get wrong. */
export const allowlistWrite: FactReader = (inputs) => {
  const group = text(inputs, "group");
  if (group === undefined) return {};
  const write: AllowlistWrite = {
    property: "group",
    group,
    groupByDefault: false,
    mode: "Append",
    modeByDefault: false,
    modeProperty: "group",
  };
  return { write: [write] };
};

/** dbferry:MysqlAccount: a temporary account bound to hosts. */
export const mysqlAccount: FactReader = (inputs, ref) => {
  const sources = texts(inputs, "hosts") ?? texts(inputs, "host");
  const property = inputs["host"] !== undefined && inputs["hosts"] === undefined ? "host" : "hosts";
  const opening: AccessRule = {
    property,
    kind: "account",
    ...(property === "hosts" ? { list: true } : {}),
    direction: "ingress",
    whenAbsent: "'%', every host",
    ours: true,
    ...(sources ? { sources } : {}),
  };
  // An account cannot carry a date: it expires with the enclosing component.
  return { opening: [opening], lifetime: [{ ...ownLifetime(inputs, ref, "the account"), unmarkable: true }] };
};

export const replicationTask: FactReader = (inputs, ref) => ({ lifetime: [ownLifetime(inputs, ref, "the task")] });

/**
 * Everything dbferry creates is temporary. The expiry is an input, part of the mark, or inherited from the enclosing
 * component.
 */
function ownLifetime(inputs: Bag, ref: ResourceRef, what: string): Lifetime {
  const lifetime = lifetimeOf(inputs, ref, what, { texts: ["description"] });
  const stated = statedExpiry(inputs);
  return {
    ...lifetime,
    ...(what === "the task"
      ? {}
      : {
          property: "expires",
          example: 'expires: "<ISO 8601 instant>"',
          ending: (instant: string) => [{ at: "expires", to: instant }],
        }),
    ...(lifetime.expires === undefined && stated !== undefined ? { expires: stated } : {}),
  };
}
