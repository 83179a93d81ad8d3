import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { KeyRing } from "../world/keyRing";
import { Refusal } from "./errors";
import type { Service } from "./service";

/** The one agency that the account's keys may assume. */
export const AGENCY = { name: "dbferry", domain: "sandbox-production" } as const;

const body = z.strictObject({
  auth: z.strictObject({
    identity: z.strictObject({
      methods: z.tuple([z.literal("assume_role")]),
      assume_role: z.strictObject({
        agency_name: z.string(),
        domain_id: z.never("not implemented: give domain_name").optional(),
        domain_name: z.string(),
        duration_seconds: z.number().int().min(900).max(86_400).default(900),
        session_user: z.never("not implemented").optional(),
      }),
      policy: z.never("not implemented").optional(),
    }),
  }),
});

/** Temporary keys of an agency. */
export function addAgencies(service: Service, keys: KeyRing): void {
  service.add({
    method: "POST",
    path: "/v3.0/OS-CREDENTIAL/securitytokens",
    body,
    handle({ body: { auth } }) {
      const { agency_name, domain_name, duration_seconds } = auth.identity.assume_role;
      if (agency_name !== AGENCY.name || domain_name !== AGENCY.domain)
        throw new Refusal(404, "IAM.0004", "Could not find agency");
      const expires = Date.now() + duration_seconds * 1000;
      const key = { id: hex(10).toUpperCase(), secret: hex(20), token: hex(64), expires };
      keys.issue(key);
      const expires_at = new Date(expires).toISOString().replace("Z", "000Z");
      const credential = { access: key.id, secret: key.secret, securitytoken: key.token, expires_at };
      return { status: 201, body: { credential } };
    },
  });
}

const hex = (bytes: number) => randomBytes(bytes).toString("hex");
