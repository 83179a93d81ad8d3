import type { OwnStatement } from "../../model/engines/profile";
import type { Db } from "../connect";
import type { Position } from "../position";
import { StatementProblem } from "../problem";
import { quoteText } from "../sql";

const PAGE = 1000;
/** Events that only say which transaction follows. */
const NUMBERED = /^(Gtid|Anonymous_Gtid)$/i;

interface LoggedEvent {
  Pos: number;
  Event_type: string;
  End_log_pos: number;
  Info: string;
}

/**
 * Whether the server logged nothing else between two positions than a statement of the task's own that changes no data.
 * @returns how often; or why it is not known, or another statement was logged
 */
export async function onlyOwn(
  source: Db,
  from: Position,
  to: Position,
  { statement }: OwnStatement,
): Promise<number | string> {
  if (from.file !== to.file) return "it began another file";
  let times = 0;
  for (let at = from.position!; at < to.position!; ) {
    const events = await read(source, from.file!, at);
    if (typeof events === "string") return events;
    if (events.length === 0) return "it does not show what was written";
    for (const { Event_type: type, Info: info, End_log_pos: end } of events) {
      if (at >= to.position!) break;
      if (type === "Query" && statement.test(plain(info))) times += 1;
      else if (!NUMBERED.test(type)) return "it was written by something else than the task";
      at = Number(end);
    }
  }
  return times;
}

async function read(source: Db, file: string, at: number): Promise<LoggedEvent[] | string> {
  try {
    return await source.query<LoggedEvent>(
      `SHOW BINLOG EVENTS IN ${quoteText(file)} FROM ${Number(at)} LIMIT ${PAGE}`,
      [],
      { doing: "reading what was written to the binary log" },
    );
  } catch (error) {
    if (error instanceof StatementProblem) return `what was written cannot be read: ${error.message}`;
    throw error;
  }
}

/** Without the session's database and the transaction's number, which the server adds. */
function plain(info: string): string {
  return info.replace(/^use `(?:[^`]|``)*`; /, "").replace(/ \/\* xid=\d+ \*\/$/, "");
}
