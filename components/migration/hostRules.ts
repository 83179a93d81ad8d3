import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import type { HostOpening } from "../../model/hostOpening";
import { hostOpening } from "../../model/hostOpening/opening";
import { unproven } from "../../model/hostOpening/ssh/proof";
import { commentWith, markOf } from "../../model/hostOpening/ssh/rule";
import { hostScript, scriptCommand } from "../../model/hostOpening/ssh/script";
import type { Ownership } from "../../model/ownership";
import type { Phase } from "../../model/phase";
import { ProblemsError } from "../../model/problems";
import { issueProblems } from "../../model/spec";
import type { HostLogin } from "../../model/spec/ssh";
import type { Component } from "../shared/component";
import { refusal } from "../shared/refusal";
import { RemoteCommand } from "../shared/remoteCommand";
import type { CheckedArgs } from "./args";

/** What dbferry opens itself on the host of the source. */
export interface HostRules {
  /** In the order of their making. */
  resources: pulumi.Resource[];
  /** Each with how it is opened. */
  openings: pulumi.Output<HostOpening[]>;
  /** Whether the host's rules let all of them in, as it printed them right after; fails otherwise. */
  proven: pulumi.Output<true>;
}

/**
 * Opens the firewall of the source's host through SSH, and closes it again when the resources go.
 *
 * The first of them changes nothing when it is made. It is in the state before anything is opened, so that an opening whose
 * update was killed is closed, too.
 */
export function hostRulesFor(
  parent: Component,
  name: string,
  { spec, phase, ownership, passwords }: CheckedArgs,
  login: HostLogin,
  asked: pulumi.Output<HostOpening[]>,
): HostRules {
  const { host, port, user, hostKey, firewall } = login;
  const mark = pulumi.output(ownership).apply((by) => markOf(spec.name, owned(name, by as Ownership)));
  const openings = pulumi.all([asked, mark]).apply(([all, own]) =>
    checked(name, all as HostOpening[]).map((one) => ({
      ...one,
      ssh: { login: `${user}@${host}:${port}`, firewall, comment: commentWith(own, one.until) },
    })),
  );
  const common = {
    connection: { host, port, user, hostKey, privateKey: keyOf(name, passwords.sourceSshKey), ...PATIENCE },
    delete: scriptCommand("close", user),
    // Rules with an earlier mark are removed by the script that made them.
    triggers: [host, String(port), firewall, mark],
  };
  const opts = { parent, deleteBeforeReplace: true };
  const access = parent.child(
    RemoteCommand,
    `${name}-ssh`,
    { ...common, create: scriptCommand("look", user), stdin: mark.apply((own) => hostScript(firewall, own, [])) },
    opts,
  );
  const rules = parent.child(
    RemoteCommand,
    `${name}-host-rules`,
    {
      ...common,
      create: scriptCommand("open", user),
      // Differs every time.
      update: `${scriptCommand("open", user)} ${new Date().toISOString()}`,
      stdin: pulumi.all([openings, mark]).apply(([all, own]) => hostScript(firewall, own, all as HostOpening[])),
    },
    { ...opts, dependsOn: [access], ...(looksAgain(phase) ? {} : { ignoreChanges: ["update"] }) },
  );
  const proven = pulumi.unsecret(
    pulumi.all([rules.stdout, openings]).apply(([printed, all]): true => {
      // What an earlier update has printed says nothing of now.
      if (pulumi.runtime.isDryRun()) return true;
      const why = unproven(printed, all as HostOpening[]);
      if (why.length === 0) return true;
      throw refusal(
        `${name}: ${firewall} on ${host} has the rules for ${spec.name}, and they do not prove that it lets in who it should:\n` +
          `${why.map((text) => `  - ${text}`).join("\n")}\n` +
          `needed: rules that let them in; fix: correct the others on the host, then update again; ` +
          "or leave source.ssh out, and have a person open it",
      );
    }),
  );
  return { resources: [access, rules], openings, proven };
}

/**
 * The state does not say what is on the host: an update may have failed half way since, or the host been restarted. So each
 * update makes the rules again, and proves them again, as long as something waits for them. A preview changes nothing.
 */
function looksAgain(phase: Phase): boolean {
  return !pulumi.runtime.isDryRun() && (phase === "prepare" || phase === "migrate");
}

/** Nothing else gets into a script that runs as root. */
function checked(name: string, asked: readonly HostOpening[]): HostOpening[] {
  const { success, data, error } = z.array(hostOpening).safeParse(asked, { reportInput: true });
  if (success) return data;
  throw new ProblemsError(`${name}: what to open through SSH`, issueProblems(error));
}

/** A host that does not answer is to be told soon. */
const PATIENCE = { dialErrorLimit: 3, perDialTimeout: 15 };

/** Without an id, another stack's rules would have the same mark. */
function owned(name: string, by: Ownership): Ownership {
  if (by.id !== undefined) return by;
  throw refusal(
    `${name}: the state of this stack has no id, so its rules on a host could not be told from another stack's; needed for source.ssh: a provider that this version of dbferry has made; fix: pulumi up once without source.ssh`,
  );
}

function keyOf(name: string, key: pulumi.Input<string> | undefined): pulumi.Input<string> {
  if (key !== undefined) return pulumi.secret(key);
  throw refusal(
    `${name}: source.ssh has no key to log in with; needed: the private key, as passwords.sourceSshKey; fix: pulumi config set --secret sourceSshKey < KEYFILE`,
  );
}
