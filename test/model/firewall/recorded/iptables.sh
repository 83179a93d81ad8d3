ip link set lo up
ipset create blocked hash:ip; ipset add blocked 10.9.0.7; ipset add blocked 10.9.0.8
ipset create nets hash:net; ipset add nets 10.20.0.0/16; ipset add nets 10.20.5.0/24 nomatch 2>/dev/null
ipset create ports hash:ip,port; ipset add ports 10.9.0.9,tcp:3306
ipset create all list:set; ipset add all blocked
V=$1
I=iptables-$V
$I -N IN_HIDS_MYSQLD_DENY_DROP; $I -N SUB
$I -A INPUT -i lo -j ACCEPT
$I -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
$I -A INPUT -m state --state INVALID -j DROP
$I -A INPUT -p tcp -m tcp --dport 3306 -j IN_HIDS_MYSQLD_DENY_DROP
$I -A IN_HIDS_MYSQLD_DENY_DROP -s 10.0.0.4 -j DROP
$I -A IN_HIDS_MYSQLD_DENY_DROP -s 10.0.0.5 -p tcp --dport 3306 -m comment --comment "drop it; -j ACCEPT \"quoted\"" -j DROP
$I -A IN_HIDS_MYSQLD_DENY_DROP -s 10.0.0.5 -j DROP
$I -A IN_HIDS_MYSQLD_DENY_DROP -m set --match-set blocked src -j DROP
$I -A IN_HIDS_MYSQLD_DENY_DROP -m set ! --match-set nets src,dst -j RETURN
$I -A IN_HIDS_MYSQLD_DENY_DROP -m set --match-set ports src,dst -j REJECT
$I -A INPUT ! -s 10.1.0.0/16 -p tcp -m multiport --dports 3307,4000:4010 -j REJECT --reject-with tcp-reset
$I -A INPUT -p tcp -m multiport ! --dports 22,80,3306 -j SUB
$I -A INPUT -p tcp -g SUB --dport 3309
$I -A INPUT -p tcp ! --dport 1024:65535 -j LOG --log-prefix "low port " --log-level 4
$I -A INPUT -p tcp --syn -m limit --limit 5/min -j ACCEPT
$I -A INPUT -m iprange --src-range 10.3.0.1-10.3.0.9 -j ACCEPT
$I -A INPUT -m iprange ! --src-range 10.3.0.1-10.3.0.9 -p tcp --dport 5000 -j ACCEPT
$I -A INPUT -m addrtype --dst-type LOCAL -p tcp --dport 5001 -j ACCEPT
$I -A INPUT -m mark --mark 0x1/0xff -j DROP
$I -A INPUT -p udp --dport 53 -j ACCEPT
$I -A INPUT -p icmp -j ACCEPT
$I -A INPUT -m recent --name x --rcheck -j DROP
$I -A INPUT -p tcp -m conntrack ! --ctstate NEW -j DROP
$I -A INPUT -p tcp --tcp-flags SYN,ACK SYN -d 10.0.0.9 -j ACCEPT
$I -A INPUT -p tcp --sport 1024:65535 --dport 3306 -j ACCEPT
$I -A INPUT -m mac --mac-source 00:11:22:33:44:55 -j ACCEPT
$I -A INPUT -p tcp --dport 22
$I -A SUB -s 172.16.0.0/12 -j RETURN
$I -A SUB -m time --timestart 10:00 --timestop 11:00 -j ACCEPT
$I -A SUB -j DROP
$I -P INPUT DROP
$I -t nat -A PREROUTING -p tcp --dport 13306 -j DNAT --to-destination 10.0.0.9:3306
$I -t nat -A PREROUTING -p tcp --dport 13307 -j REDIRECT --to-ports 3307
$I -t raw -A PREROUTING -s 10.66.0.0/16 -j DROP
$I -t raw -A PREROUTING -p tcp --dport 3306 -j CT --notrack
$I -t mangle -A PREROUTING -p tcp --dport 99 -j MARK --set-mark 1
$I-save > save.$V 2> save.$V.err
$I -L INPUT --line-numbers > L-lines.$V
$I -L > L.$V
$I -L -n > Ln.$V
$I -L -n -v --line-numbers > Lnv.$V
$I -S > S.$V
$I -t nat -L -n --line-numbers > Lnat.$V
ipset save > ipset
nft -j list ruleset > nft.$V.json; nft list ruleset > nft.$V.txt
$I-save -c > savec.$V
