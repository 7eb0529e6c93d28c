#!/usr/bin/env bash
# A Postfix of its own on 127.0.0.1:$1 with its files in $2: takes mail from loopback into its queue and holds it there.
set -euo pipefail
port=$1 folder=$2
mkdir -p "$folder"/{etc,data,queue}
chown postfix "$folder/data"
chmod 755 "$folder"
cat > "$folder/etc/main.cf" <<MAIN
compatibility_level = 3.7
queue_directory = $folder/queue
data_directory = $folder/data
maillog_file_prefixes = $folder
maillog_file = $folder/queue.log
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mydestination =
mynetworks = 127.0.0.0/8
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_recipient_restrictions = check_client_access static:HOLD
smtpd_use_tls = no
MAIN
sed -e "s/^smtp      inet  n       -       y/127.0.0.1:$port inet n       -       n/" -e 's/^\([a-z]* *\(unix\|unix-dgram\|fifo\) *[-n] *[-n] *\)y/\1n/' /etc/postfix/master.cf > "$folder/etc/master.cf"
postfix -c "$folder/etc" start >/dev/null 2>&1
trap 'postfix -c "$folder/etc" stop >/dev/null 2>&1; exit 0' TERM INT
while :; do sleep 1 & wait $!; done
