const URLS = /\b(mysql|mariadb):\/\/[^\s'"`]*/gi;
const LOGINS = /[^\s'"`=]*:[^\s'"`]*@[^\s'"`]*/g;

/** Text without anything that could contain a password: whole server URLs, and everything of the form user:password@host. */
export function withoutLogins(text: string): string {
  return text
    .replace(URLS, "$1://(not shown)")
    .replace(LOGINS, (one) => (/\(not shown\)/.test(one) ? one : "(not shown)"));
}
