import type { Connection } from "mysql2/promise";
import { quoted, rowsOf } from "../mysql/connect";
import { nameOf } from "./copyTable";
import { createObject, type Definer, readDefinition } from "./definitions";
import { MoveError, moveError } from "./failure";
import type { Inventory, ObjectRef } from "./inventory";

/** Creates the missing databases and all tables, empty, with their keys. */
export async function createTables(
  source: Connection,
  writer: Connection,
  inventory: Inventory,
  done: () => void,
): Promise<void> {
  for (const database of inventory.databases) {
    const create = await shown(source, `SHOW CREATE DATABASE IF NOT EXISTS ${quoted(database)}`, "Create Database");
    await writer.query(create);
  }
  for (const table of inventory.tables) {
    const create = await shown(source, `SHOW CREATE TABLE ${nameOf(table)}`, "Create Table");
    await writer.query(`USE ${quoted(table.database)}`);
    await writer.query(create);
    done();
  }
}

/**
 * Creates objects that may depend on each other (views on views, views on functions) in any order that works: failures
 * are retried as long as at least one more succeeds.
 * @throws every error of those that cannot be created, because any of them may be the cause
 */
export async function createObjects(
  source: Connection,
  writer: Connection,
  objects: readonly ObjectRef[],
  definer: Definer | undefined,
  done: (object: ObjectRef) => void,
): Promise<void> {
  let left = [];
  for (const object of objects) left.push(await readDefinition(source, object));
  while (left.length > 0) {
    const failed: typeof left = [];
    const errors: MoveError[] = [];
    for (const definition of left) {
      try {
        await createObject(writer, definition, definer);
        done(definition.object);
      } catch (error) {
        const { kind, database, name } = definition.object;
        errors.push(moveError(error, (text) => `${kind} ${database}.${name}: ${text}`));
        failed.push(definition);
      }
    }
    if (failed.length === left.length) throw allOf(errors);
    left = failed;
  }
}

/**
 * One error with all messages. Its reason is a missing privilege if there is one, because that explains the rest; else
 * the first error's.
 */
function allOf(errors: readonly MoveError[]): MoveError {
  const why = errors.find((error) => error.why === "privilege")?.why ?? errors[0]!.why;
  return new MoveError(why, errors.map((error) => error.message).join("; "));
}

async function shown(source: Connection, sql: string, column: string): Promise<string> {
  const [row] = await rowsOf<Record<string, string>>(source, sql);
  return row![column]!;
}
