import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { type Access, connect, quoted } from "./connect";
import { loadDemo } from "./demo/load";
import { DEMO_DATABASE } from "./demo/schema";
import { loadSqlFile } from "./loadSql";

/** "demo": a generated shop; "sakila:FOLDER": its schema.sql and data.sql; "none": nothing. */
export type DataSet = "demo" | "none" | `sakila:${string}`;

export interface LoadedData {
  databases: string[];
  /** The application's account, with rights on its data only. */
  app?: Access;
}

/** @throws Error naming the request and the choices */
export function parseDataSet(text: string): DataSet {
  if (text === "demo" || text === "none" || /^sakila:./.test(text)) return text as DataSet;
  throw new Error(`data: asked ${JSON.stringify(text)}, needed demo, none or sakila:FOLDER`);
}

/** Loads a server's data as its customer. */
export async function loadData(customer: Access, data: DataSet): Promise<LoadedData> {
  if (data === "none") return { databases: [] };
  if (data === "demo") {
    await loadDemo(customer);
    return { databases: [DEMO_DATABASE], app: await createApp(customer, DEMO_DATABASE) };
  }
  const folder = data.slice("sakila:".length);
  for (const file of ["schema.sql", "data.sql"]) await loadSqlFile(customer, join(folder, file));
  return { databases: ["sakila"], app: await createApp(customer, "sakila") };
}

async function createApp(customer: Access, database: string): Promise<Access> {
  const app = { ...customer, user: "shop_app", password: randomBytes(12).toString("base64url") };
  const connection = await connect(customer);
  await connection.query("CREATE USER ?@'%' IDENTIFIED BY ?", [app.user, app.password]);
  await connection.query(`GRANT SELECT, INSERT, UPDATE, DELETE, EXECUTE ON ${quoted(database)}.* TO ?@'%'`, [app.user]);
  connection.destroy();
  return app;
}
