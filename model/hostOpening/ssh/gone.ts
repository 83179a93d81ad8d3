/**
 * The end of closing: whatever the tools of today are, every list of rules that the host has is read, and it fails if one
 * holds the mark, cannot be read, or is missing for rules that the kernel may have. A host may have changed from the legacy
 * iptables to that of nftables since, or back, and each lists its own rules only. nft does not show the comments of rules
 * that iptables has made.
 */
export const GONE = `hidden() { printf '%s\\n' "$1" | grep -Eiq 'xt (match|target)|# *xt_'; }
unmarked() {
  ! marked "$2" || fail "$1 still lists rules with the mark $mark, in another chain or of another kind than dbferry removes: $(printf '%s\\n' "$2" | grep -F -e "$mark"); fix: delete them with the tool that lists them, then again"
}
gone() {
  lists=0 native=0
  for tool in iptables ip6tables; do
    names=/proc/net/ip_tables_names legacy=0
    [ "$tool" = iptables ] || names=/proc/net/ip6_tables_names
    for kind in '' -legacy -nft; do
      list="$tool$kind-save"
      has "$list" || continue
      if ! all=$("$list"); then
        [ "$tool" = ip6tables ] && [ ! -e /proc/net/if_inet6 ] && continue
        fail "$list does not list the rules, so it is not known whether any with the mark $mark is left"
      fi
      unmarked "$list" "$all"
      lists=1
      case "$kind $("$tool" -V 2>/dev/null)" in
        -nft* | ' '*nf_tables*) native=1 ;;
        *) legacy=1 ;;
      esac
    done
    [ "$1" = nft ] || [ "$legacy" = 1 ] || ! grep -q . "$names" 2>/dev/null ||
      fail "the kernel has tables of the legacy $tool, and no tool that lists them; needed: $tool-legacy-save"
  done
  if has nft; then
    all=$(nft list ruleset 2>&1) || fail "nft does not list the rules, so it is not known whether any with the mark $mark is left"
    unmarked 'nft list ruleset' "$all"
    lists=1
    [ "$1" = nft ] || [ "$native" = 1 ] || ! hidden "$all" ||
      fail 'nft lists rules of iptables without their comments; needed: iptables-nft-save, which shows them'
  else
    [ "$native" = 1 ] || [ ! -e /sys/module/nf_tables ] ||
      fail 'the kernel has nftables, and no tool that lists its rules; needed: nft'
  fi
  [ "$lists" = 1 ] || fail "no tool on the host lists rules, so it is not known whether any with the mark $mark is left"
}`;
