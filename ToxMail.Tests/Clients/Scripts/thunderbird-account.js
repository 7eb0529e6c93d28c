// Makes the account, as the account wizard does with a configuration that was typed in, and trusts the certificate authority.
const [settings, done] = arguments;

async function main() {
  const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
  const { AccountConfig } = ChromeUtils.importESModule("resource:///modules/accountcreation/AccountConfig.sys.mjs");
  const { CreateInBackend } = ChromeUtils.importESModule("resource:///modules/accountcreation/CreateInBackend.sys.mjs");
  if (settings.authority) {
    const store = Cc["@mozilla.org/security/x509certdb;1"].getService(Ci.nsIX509CertDB);
    store.addCertFromBase64(settings.authority, "C,,");
  }
  const account = MailServices.accounts.defaultAccount;
  if (account) {
    return account.key;
  }
  const config = new AccountConfig();
  for (const [server, type, port] of [[config.incoming, "pop3", settings.pop3Port], [config.outgoing, "smtp", settings.smtpPort]]) {
    Object.assign(server, { type, port, hostname: settings.host, username: settings.username, password: settings.password });
    Object.assign(server, { socketType: settings.socketType, auth: Ci.nsMsgAuthMethod.passwordCleartext });
  }
  config.outgoing.addThisServer = true;
  config.incoming.leaveMessagesOnServer = true;
  Object.assign(config.identity, { realname: "Alice", emailAddress: settings.address });
  config.rememberPassword = true;
  config.incoming.loginAtStartup = false;
  const made = await CreateInBackend.createAccountInBackend(config);
  // Only a script asks for mail.
  made.incomingServer.doBiff = false;
  return made.key;
}

main().then(done, error => done({ error: `${error}\n${error.stack}` }));
