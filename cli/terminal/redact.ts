const URLS = /\b(mysql|mariadb):\/\/[^\s'"`]*/gi;
const LOGINS = /[^\s'"`=]*:[^\s'"`]*@[^\s'"`]*/g;

/** Text without what could hold a password: whole URLs of servers, and everything like user:password@host. */
export function withoutLogins(text: string): string {
  return text
    .replace(URLS, "$1://(not shown)")
    .replace(LOGINS, (one) => (/\(not shown\)/.test(one) ? one : "(not shown)"));
}
