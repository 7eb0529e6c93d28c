// Gets the new mail, leaving it on the server or not, and gives it octet by octet.
const [leave, done] = arguments;

async function main() {
  const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
  const server = MailServices.accounts.defaultAccount.incomingServer;
  const inbox = server.rootFolder.getFolderWithFlags(Ci.nsMsgFolderFlags.Inbox);
  const present = new Set([...inbox.messages].map(header => header.messageKey));
  server.setBoolValue("leave_on_server", leave);
  const fetched = Promise.withResolvers();
  const listener = {
    QueryInterface: ChromeUtils.generateQI(["nsIUrlListener"]),
    OnStartRunningUrl() {},
    OnStopRunningUrl(url, status) { Components.isSuccessCode(status) ? fetched.resolve() : fetched.reject(new Error(`Fetching: ${status.toString(16)}`)); },
  };
  MailServices.pop3.GetNewMail(null, listener, inbox, server);
  await fetched.promise;
  return [...inbox.messages].filter(header => !present.has(header.messageKey)).map(header => {
    const octets = Cc["@mozilla.org/binaryinputstream;1"].createInstance(Ci.nsIBinaryInputStream);
    octets.setInputStream(inbox.getMsgInputStream(header, {}));
    try {
      return octets.readBytes(header.messageSize);
    } finally {
      octets.close();
    }
  });
}

main().then(done, error => done({ error: `${error}\n${error.stack}` }));
