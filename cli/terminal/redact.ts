/** To the last @ of the line: a password that was not escaped may hold blanks and quotes. */
const URLS = /\b(mysql|mariadb):\/\/(?:.*@)?[^\s'"`]*/gi;
const LOGINS = /[^\s'"`=]*:[^\s'"`]*@[^\s'"`]*/g;
/** What was typed, as it is quoted when it is not understood; blanks in it are the password's. */
const QUOTED_LOGINS = /'[^'\n]*:[^'\n]*@[^'\n]*'/g;
const OPTIONS = /(--[\w-]*(?:pass|secret|token|key)[\w-]*=)[^'\n]+/gi;
/** MySQL's own clients take the password behind -p, without a blank. */
const SHORT_OPTION = /('-p)[^'\n]+/g;

/** Text without what could hold a password: URLs of servers, everything like user:password@host, and values of options for one. */
export function withoutLogins(text: string): string {
  return text
    .replace(URLS, "$1://(not shown)")
    .replace(QUOTED_LOGINS, (one) => (/\(not shown\)/.test(one) ? one : "'(not shown)'"))
    .replace(LOGINS, (one) => (/\(not shown\)/.test(one) ? one : "(not shown)"))
    .replace(OPTIONS, "$1(not shown)")
    .replace(SHORT_OPTION, "$1(not shown)");
}
