import { randomBytes } from "node:crypto";
import { type Access, connect, quoted } from "./connect";
import { loadDemo } from "./demo/load";
import { DEMO_DATABASE } from "./demo/schema";

/** "demo": a generated shop; "none": nothing. */
export type DataSet = "demo" | "none";

export interface LoadedData {
  databases: string[];
  /** The application's account, with privileges on its data only. */
  app?: Access;
}

/** @throws Error naming the request and the choices */
export function parseDataSet(text: string): DataSet {
  if (text === "demo" || text === "none") return text;
  throw new Error(`data: seen ${JSON.stringify(text)}, needed demo or none`);
}

/** The databases of a data set. */
export const databasesOf = (data: DataSet): string[] => (data === "demo" ? [DEMO_DATABASE] : []);

/** Loads a server's data with the customer's account. */
export async function loadData(customer: Access, data: DataSet): Promise<LoadedData> {
  const databases = databasesOf(data);
  if (data === "none") return { databases };
  await loadDemo(customer);
  return { databases, app: await createApp(customer, DEMO_DATABASE) };
}

async function createApp(customer: Access, database: string): Promise<Access> {
  const app = { ...customer, user: "shop_app", password: randomBytes(12).toString("base64url") };
  const connection = await connect(customer);
  await connection.query("CREATE USER ?@'%' IDENTIFIED BY ?", [app.user, app.password]);
  await connection.query(`GRANT SELECT, INSERT, UPDATE, DELETE, EXECUTE ON ${quoted(database)}.* TO ?@'%'`, [app.user]);
  connection.destroy();
  return app;
}
