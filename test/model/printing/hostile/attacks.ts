import { isPlainWord } from "../../../../model/printing/shell";
import { toPaste } from "../../../../mysql/paste";
import { quoteAccount, quoteName, quoteText } from "../../../../mysql/sql";
import { CASES, type Case } from "../../../mysql/checks/recorded/cases";
import { start } from "../../../mysql/support/servers";
import type { Attack, AttackOutcome } from "../../../support/attack";
import { calls, commands } from "./advice";
import { paste } from "./commands";
import { HOSTILE } from "./corpus";
import { acted } from "./hostile";
import { CHARSETS, MODES, session } from "./sessions";
import { SHELLS, shells } from "./shells";
import { PRINTERS, reaches, SERVERS, throughCommand } from "./terminal";

/** Names and values that try to be more than text: in a shell, and in a session that suggestions are pasted into. */
export const ATTACKS: readonly Attack[] = [
  ...SHELLS.map((shell) => ({
    name: `values of a server run when a printed command is pasted into ${shell}`,
    family: "names" as const,
    run: () => inShell(shell),
  })),
  ...MODES.map((mode) => ({
    name: `names and values end their quotes in a session with sql_mode '${mode}'`,
    family: "names" as const,
    run: () => inSession(mode),
  })),
  ...SERVERS.map(({ what, command }) => ({
    name: `a server writes to the terminal by ${what}, in ${command}`,
    family: "names" as const,
    run: async () => seen(await throughCommand(what, command)),
  })),
  ...byFives(CASES.filter((one) => one.expect === "fail" && !isLarge(one))).map((cases) => ({
    name: `tables, accounts and programs write to the terminal by their names, in the checks ${cases[0]!.check} to ${cases.at(-1)!.check}`,
    family: "names" as const,
    run: async () => {
      const found: string[] = [];
      for (const one of cases) found.push(...(await reaches(one)));
      return seen(found);
    },
  })),
  ...Object.entries(PRINTERS).map(([what, text]) => ({
    name: `others' text writes to the terminal by ${what}`,
    family: "names" as const,
    run: async () => seen(acted(await text())),
  })),
];

/** Ten thousand tables need memory, whatever their names. */
function isLarge({ source }: Case): boolean {
  return (source?.answers ?? []).some(([, answer]) => Array.isArray(answer) && answer.length > 1000);
}

/** Limits the cases per process, whose uncollected garbage would otherwise count as memory use. */
function byFives<T>(list: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(list.length / 5) }, (_, at) => list.slice(at * 5, at * 5 + 5));
}

function seen(found: readonly string[]): AttackOutcome {
  return { held: found.length === 0, ran: found.length > 0, detail: found.slice(0, 3).join("; ") || undefined };
}

async function inShell(name: string): Promise<AttackOutcome> {
  const { found, missing } = await shells();
  const shell = found.find((one) => one.name === name);
  // An attack that was not made does not count as held.
  if (!shell) return { held: false, detail: missing.join("; ") };
  const { ran, files } = await paste(shell, ["+08:00", ...HOSTILE].map(commands).join("\n"));
  const expected = ["+08:00", ...HOSTILE.filter(isPlainWord)].flatMap(calls);
  const held = JSON.stringify(ran) === JSON.stringify(expected) && files.length === 0;
  return { held, ran: !held, detail: held ? undefined : JSON.stringify({ ran, files }).slice(0, 500) };
}

async function inSession(mode: string): Promise<AttackOutcome> {
  const server = await start();
  const wrong: string[] = [];
  try {
    await server.sql("CREATE DATABASE canary");
    for (const charset of CHARSETS) {
      const one = await session(server.admin, mode, charset);
      try {
        for (const value of HOSTILE) {
          const [row] = (await one.run(`SELECT HEX(CONVERT(${quoteText(value)} USING utf8mb4))`)).flat();
          if (Buffer.from(String(row?.[0]), "hex").toString() !== value)
            wrong.push(`${charset}: ${JSON.stringify(value)}`);
          if (value.includes("\0")) continue;
          const name = toPaste(`DROP TABLE IF EXISTS ${quoteName(value)}.${quoteName(";DROP DATABASE canary;-- ")};`);
          const account = toPaste(`GRANT SELECT ON canary.* TO ${quoteAccount(value, "127.0.0.1")};`);
          // A refusal by the server is harmless; any other effect is not.
          for (const statement of [name, account]) await one.run(statement).catch(() => {});
        }
        if ((await one.run("SHOW DATABASES LIKE 'canary'")).flat().length !== 1)
          wrong.push(`${charset}: the canary is gone`);
      } finally {
        await one.close();
      }
    }
  } finally {
    await server.stop();
  }
  return { held: wrong.length === 0, ran: wrong.length > 0, detail: wrong.slice(0, 5).join("; ") };
}
