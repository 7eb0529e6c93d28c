#!/usr/bin/env bash
# A Dovecot of its own with POP3 on 127.0.0.1:$1 and its files in $2; the one user "me", password "bench", has the mails in $2/mail.
set -euo pipefail
port=$1 folder=$2
mkdir -p "$folder"/{run,mail/cur,mail/new,mail/tmp}
chmod 755 "$folder"
chown -R nobody "$folder/mail"
cat > "$folder/dovecot.conf" <<CONF
protocols = pop3
listen = 127.0.0.1
base_dir = $folder/run
log_path = $folder/dovecot.log
ssl = no
disable_plaintext_auth = no
mail_location = maildir:$folder/mail
first_valid_uid = 1
service pop3-login {
  chroot =
  inet_listener pop3 {
    port = $port
  }
  inet_listener pop3s {
    port = 0
  }
}
service anvil {
  chroot =
}
passdb {
  driver = static
  args = password=bench
}
userdb {
  driver = static
  args = uid=nobody gid=nogroup home=$folder
}
CONF
exec dovecot -F -c "$folder/dovecot.conf"
