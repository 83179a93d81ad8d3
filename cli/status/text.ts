import pc from "picocolors";
import { shellCommand } from "../../model/printing/shell";
import { visible } from "../../model/printing/visible";
import { pairs } from "../terminal/wrap";
import type { Cost } from "./cost";
import type { StackStatus } from "./read";
import { duration, stateText } from "./words";

/** Human-readable status of one migration. Commands to paste are on their own lines, whatever their length. */
export function statusText(status: StackStatus, width: number): string {
  const { stack, migration, phase, tasks, queue, openings, notKnown, verdict, next } = status;
  const rows: [string, string][] = [
    ["phase", `${phase.reached ?? "nothing created"}; configured: ${phase.wanted ?? "NOT KNOWN"}`],
  ];
  for (const task of tasks) {
    rows.push(["task", `${stateText(task)}\n${visible(`${task.id}, ${task.where}`)}`], ["cost", costText(task.cost)]);
  }
  if (tasks.length === 0) rows.push(["task", "none recorded"]);
  for (const { turn, why } of queue) rows.push(["queue", `${TURNS[turn]}: ${visible(why)}`]);
  for (const { text, secondsLeft } of openings) rows.push(["open", `${visible(text)}; ${leftText(secondsLeft)}`]);
  if (openings.length === 0) rows.push(["open", notKnown.length > 0 ? "nothing found" : "nothing"]);
  for (const { where, reason } of notKnown) rows.push(["NOT KNOWN", visible(`${where}: ${reason}`)]);
  const colour = { fine: pc.green, attention: pc.red, notKnown: pc.yellow }[verdict];
  const head = `${visible(stack)}${migration === undefined ? "" : `: migration ${visible(migration)}`}`;
  const ways = next.flatMap(({ say, command }) => [
    ...pairs([["next", visible(say)]], width),
    ...(command ? [`    ${shellCommand("dbferry", ...command, "--stack", stack)}`] : []),
  ]);
  return `${[pc.bold(colour(head)), ...pairs(rows, width), ...ways].join("\n")}\n`;
}

const TURNS = { come: "has made room", waits: "waits for", blocked: "NOT its turn" };

function leftText(seconds: number | undefined): string {
  if (seconds === undefined) return "no expiry recorded";
  return seconds > 0 ? `${duration(seconds)} left` : `PAST ITS DATE by ${duration(-seconds)}`;
}

function costText({ hours, amount, currency, notKnown, source, read }: Cost): string {
  const time = hours === undefined ? "" : `${duration(hours * 3600)} since it was created; `;
  const from = source ? ` (${source}, read ${read})` : "";
  if (amount !== undefined) return `${time}about ${amount.toFixed(2)} ${currency}${from}`;
  return `not known: ${time}${notKnown}${from}`;
}
