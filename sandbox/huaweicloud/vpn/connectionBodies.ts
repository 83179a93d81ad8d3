import { z } from "zod";
import { idle, refused } from "../../wire/verdicts";
import { cidr, id, name, tags } from "./fields";

/** What the service accepts, weak values included: refusing those is up to its users. */
const GROUPS = [
  ...["group1", "group2", "group5", "group14", "group15", "group16"],
  ...["group19", "group20", "group21"],
] as const;
const encryption_algorithm = z.enum(["aes-128", "aes-192", "aes-256", "aes-128-gcm-16", "aes-256-gcm-16", "3des"]);
const authentication_algorithm = z.enum(["sha2-256", "sha2-384", "sha2-512", "sha1", "md5"]);
const dpd = z.strictObject({
  interval: z.number().int().min(2).max(60).default(30),
  timeout: z.number().int().min(2).max(60).default(15),
  msg: z.enum(["seq-hash-notify", "seq-notify-hash"]).default("seq-hash-notify"),
});

const ikeFields = {
  ike_version: z.enum(["v1", "v2"]).default("v2"),
  authentication_algorithm: authentication_algorithm.default("sha2-256"),
  encryption_algorithm: encryption_algorithm.default("aes-128"),
  dh_group: z.enum(GROUPS).default("group15"),
  lifetime_seconds: z.number().int().min(60).max(604_800).default(86_400),
  local_id_type: z.literal("ip").default("ip"),
  peer_id_type: z.literal("ip").default("ip"),
  dpd: dpd.prefault({}),
};
const notTaken = refused("phase1_negotiation_mode", "local_id", "peer_id");

export const ikePolicy = z.strictObject({
  ...ikeFields,
  authentication_method: z.literal("pre-share").default("pre-share"),
  ...notTaken,
});
const ikeUpdate = z.strictObject({ ...ikeFields, ...notTaken });
export const ipsecPolicy = z.strictObject({
  authentication_algorithm: authentication_algorithm.default("sha2-256"),
  encryption_algorithm: encryption_algorithm.default("aes-128"),
  pfs: z.enum([...GROUPS, "disable"]).default("group15"),
  transform_protocol: z.literal("esp").default("esp"),
  lifetime_seconds: z.number().int().min(30).max(604_800).default(3600),
  encapsulation_mode: z.literal("tunnel").default("tunnel"),
});
const rule = z.strictObject({
  rule_index: idle(z.number().int().min(0).max(50), "the order in which rules are shown"),
  source: cidr,
  destination: z.array(cidr).min(1).max(50),
});

/** Characters of at least three of four kinds. */
const psk = z
  .string()
  .min(8)
  .max(128)
  .regex(/^[A-Za-z0-9~!@#$%^()\-_+={ },./:;]+$/, "has a character that is not allowed")
  .refine((text) => [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(text)).length >= 3, {
    error: "needs three of four kinds of characters",
  });

const shared = {
  peer_subnets: z.array(cidr).min(1).max(50),
  policy_rules: z.array(rule).min(1).max(5),
  psk,
};
const other = refused(
  "tunnel_local_address",
  "tunnel_peer_address",
  "enable_hub",
  "peer_subnets_v6",
  "policy_rules_v6",
);

export const create = z.strictObject({
  vpn_connection: z.strictObject({
    name,
    vgw_id: id,
    vgw_ip: id,
    style: z.literal("policy"),
    cgw_id: id,
    ...shared,
    ikepolicy: ikePolicy.prefault({}),
    ipsecpolicy: ipsecPolicy.prefault({}),
    ha_role: z.enum(["master", "slave"]).default("master"),
    tags: tags.optional(),
    ...other,
    ...refused("enable_nqa", "enable_health_check"),
  }),
});

export const update = z.strictObject({
  vpn_connection: z.strictObject({
    name: name.optional(),
    cgw_id: id.optional(),
    peer_subnets: shared.peer_subnets.optional(),
    policy_rules: shared.policy_rules.optional(),
    psk: psk.optional(),
    ikepolicy: ikeUpdate.optional(),
    ipsecpolicy: ipsecPolicy.optional(),
    ...other,
  }),
});
