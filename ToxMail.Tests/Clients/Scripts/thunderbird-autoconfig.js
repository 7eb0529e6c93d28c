// Sets the account up as the account wizard does when it finds a configuration, and trusts the certificate authority.
const [settings, done] = arguments;

async function main() {
  const { FetchConfig } = ChromeUtils.importESModule("resource:///modules/accountcreation/FetchConfig.sys.mjs");
  const { AccountConfig } = ChromeUtils.importESModule("resource:///modules/accountcreation/AccountConfig.sys.mjs");
  const { CreateInBackend } = ChromeUtils.importESModule("resource:///modules/accountcreation/CreateInBackend.sys.mjs");
  Cc["@mozilla.org/security/x509certdb;1"].getService(Ci.nsIX509CertDB).addCertFromBase64(settings.authority, "C,,");
  Services.prefs.setCharPref("mailnews.auto_config_url", settings.url);
  const config = await FetchConfig.fromDB(settings.address.split("@")[1], new AbortController().signal);
  AccountConfig.replaceVariables(config, "Alice", settings.address, settings.password);
  config.rememberPassword = true;
  config.incoming.loginAtStartup = false;
  const account = await CreateInBackend.createAccountInBackend(config);
  // Only a script asks for mail.
  account.incomingServer.doBiff = false;
  return account.key;
}

main().then(done, error => done({ error: `${error}\n${error.stack}` }));
