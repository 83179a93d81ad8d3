import { accountHosts } from "./accounts";
import type { Descriptors } from "./descriptor";

/** The MySQL provider, which takes its servers' administrators: an absent host is `localhost` there. */
export const mysql: Descriptors = {
  "mysql:index/user:User": { facts: accountHosts("host", "localhost"), secrets: ["plaintextPassword", "password"] },
  "mysql:index/grant:Grant": { facts: accountHosts("host", "localhost") },
};
