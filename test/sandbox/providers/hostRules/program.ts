import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import type { CheckedArgs } from "../../../../components/migration/args";
import { hostRulesFor } from "../../../../components/migration/hostRules";
import { Component } from "../../../../components/shared/component";
import { define } from "../../../../components/shared/definition";
import { ssh } from "../../../../model/spec/ssh";

const parent = define({ kind: "Migration", description: "", inputs: z.strictObject({}), plain: [], outputs: {} });

class Parent extends Component {}

const { login, from, until, id } = JSON.parse(process.env["AT"]!) as {
  login: object;
  from: string[];
  until: string;
  id: string;
};
const args = {
  spec: { name: "shop" },
  phase: "prepare",
  ownership: { organization: "organization", project: "host", stack: "dev", id },
  passwords: { source: "", target: "", sourceSshKey: new pulumi.Config().requireSecret("key") },
} as unknown as CheckedArgs;
const asked = from.map((one) => ({ server: "db.example.com", from: one, port: 3307, until, reason: "a test" }));
const { openings, proven } = hostRulesFor(
  new Parent(parent, "shop", {}),
  "shop",
  args,
  ssh.parse(login),
  pulumi.output(asked),
);

export const opened = openings;
export const isProven = proven;
