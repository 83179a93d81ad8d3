/** Matches to the line's last @: an unescaped password may contain blanks and quotes. */
const URLS = /\b(mysql|mariadb):\/\/(?:.*@)?[^\s'"`]*/gi;
const LOGINS = /[^\s'"`=]*:[^\s'"`]*@[^\s'"`]*/g;
/** Rejected input, as quoted in messages; blanks in it belong to the password. */
const QUOTED_LOGINS = /'[^'\n]*:[^'\n]*@[^'\n]*'/g;
const OPTIONS = /(--[\w-]*(?:pass|secret|token|key)[\w-]*=)[^'\n]+/gi;
/** MySQL's own clients take the password right after -p; `up` has an option -p of another meaning. */
const SHORT_OPTION = /('-p)(?!, --phase <phase>')[^'\n]+/g;

/**
 * Removes anything that could contain a password: server URLs, text like user:password@host, and values of password
 * options.
 */
export function withoutLogins(text: string): string {
  return text
    .replace(URLS, "$1://(not shown)")
    .replace(QUOTED_LOGINS, (one) => (/\(not shown\)/.test(one) ? one : "'(not shown)'"))
    .replace(LOGINS, (one) => (/\(not shown\)/.test(one) ? one : "(not shown)"))
    .replace(OPTIONS, "$1(not shown)")
    .replace(SHORT_OPTION, "$1(not shown)");
}
