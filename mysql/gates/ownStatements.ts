import type { OwnStatement } from "../../model/engines/profile";
import type { Db } from "../connect";
import type { Position } from "../position";
import { StatementProblem } from "../problem";
import { quoteText } from "../sql";

const PAGE = 1000;
/** Events that only say which transaction follows. */
const NUMBERED = /^(Gtid|Anonymous_Gtid)$/i;

const UNSEEN = "it does not show all that was written";

interface LoggedEvent {
  Pos: number;
  Event_type: string;
  End_log_pos: number;
  Info: string;
}

/**
 * Whether the server logged nothing else between two positions than a statement that the task repeats and that changes
 * no data. Everything between them has to be seen: a log that was reset, or GTIDs that moved without it, show nothing.
 * @returns how often; or why it is not known, or another statement was logged
 */
export async function onlyOwn(
  source: Db,
  from: Position,
  to: Position,
  { statement }: OwnStatement,
): Promise<number | string> {
  if (from.file !== to.file) return "it began another file";
  if (to.position! <= from.position!) return "its file did not grow, so what was written is not in it";
  let times = 0;
  let at = from.position!;
  let begun = false;
  while (at < to.position!) {
    const events = await read(source, from.file!, at);
    if (typeof events === "string") return events;
    if (events.length === 0) return UNSEEN;
    for (const { Pos: start, Event_type: type, Info: info, End_log_pos: end } of events) {
      if (at >= to.position!) break;
      const own = type === "Query" && statement.test(plain(info));
      if (!own && !NUMBERED.test(type)) return "it was written by something else than the task";
      if (Number(start) !== at || Number(end) <= at) return UNSEEN;
      if (own) times += 1;
      begun = !own;
      at = Number(end);
    }
  }
  return begun || at !== to.position ? UNSEEN : times;
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
