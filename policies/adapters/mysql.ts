import { accountHosts } from "./accounts";
import type { Descriptors } from "./descriptor";

/** The MySQL provider, which logs in to servers as an administrator. It defaults an absent host to `localhost`. */
export const mysql: Descriptors = {
  "mysql:index/user:User": { facts: accountHosts("host", "localhost"), secrets: ["plaintextPassword", "password"] },
  "mysql:index/grant:Grant": { facts: accountHosts("host", "localhost") },
};
