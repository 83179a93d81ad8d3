import type { Command } from "commander";
import { htmlOf } from "../../model/plan/html";
import { pageOf } from "../../model/plan/page";
import { readPrices } from "../../model/prices";
import { visible } from "../../model/printing/visible";
import { rehearsalOf } from "../plan/rehearsal";
import { plannedIn } from "../plan/stackFile";
import { planText } from "../plan/text";
import { writePage } from "../plan/write";
import { print, printError } from "../terminal/print";
import { columns } from "../terminal/wrap";

interface Options {
  cwd: string;
  stack?: string;
  html?: string;
  price: string[];
}

export function register(program: Command): void {
  program
    .command("plan")
    .description(
      "show a migration before it begins: the path of the data, what is created and removed, in which order, what a person must do, what it costs, what is left. " +
        "Reads the stack file and nothing else: no cloud, no server, no password",
    )
    .option("-s, --stack <name>", "the stack, or the path of a stack file (.yaml); the selected stack by default")
    .option("-C, --cwd <folder>", "folder of the project", process.cwd())
    .option("--html <file>", "also write it as a self-contained HTML page with a diagram")
    .option(
      "--price <id=amount>",
      "a price instead of the vendor's list, such as drs.hour=0.52USD; repeatable",
      several,
      [],
    )
    .action(plan);
}

const several = (text: string, before: string[]) => [...before, text];

async function plan({ cwd, stack, html, price }: Options): Promise<void> {
  const prices = readPrices(price);
  const planned = await plannedIn({ cwd, ...(stack === undefined ? {} : { stack }) });
  const page = pageOf(planned.migration, await rehearsalOf(planned), prices, planned.standing);
  if (html !== undefined) writePage(html, htmlOf(page));
  print(planText(page, columns()));
  for (const id of prices.keys())
    if (!page.costs.lines.some((line) => line.id === id))
      printError(`dbferry: --price ${id} is not used: this plan has no such cost\n`);
  for (const text of planned.notRead) printError(`dbferry: not read: ${text}\n`);
  if (html !== undefined) print(`\nwritten: ${visible(html)}\n`);
}
