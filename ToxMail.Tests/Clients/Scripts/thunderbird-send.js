// Composes a mail with an attachment and sends it.
const [mail, done] = arguments;

async function main() {
  const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
  const account = MailServices.accounts.defaultAccount;
  const fields = Cc["@mozilla.org/messengercompose/composefields;1"].createInstance(Ci.nsIMsgCompFields);
  Object.assign(fields, { from: account.defaultIdentity.fullAddress, to: mail.to, subject: mail.subject });
  const attachment = Cc["@mozilla.org/messengercompose/attachment;1"].createInstance(Ci.nsIMsgAttachment);
  attachment.url = Services.io.newFileURI(new FileUtils.File(mail.attachment)).spec;
  attachment.name = PathUtils.filename(mail.attachment);
  fields.addAttachment(attachment);
  const send = Cc["@mozilla.org/messengercompose/send;1"].createInstance(Ci.nsIMsgSend);
  const sent = Promise.withResolvers();
  const listener = {
    QueryInterface: ChromeUtils.generateQI(["nsIMsgSendListener", "nsIMsgCopyServiceListener"]),
    onStartSending() {},
    onSendProgress() {},
    onStatus() {},
    onGetDraftFolderURI() {},
    onTransportSecurityError(id, status) { sent.reject(new Error(`TLS: ${status.toString(16)}`)); },
    onSendNotPerformed() { sent.reject(new Error("Not sent.")); },
    onStopSending(id, status, message) { Components.isSuccessCode(status) ? sent.resolve(id) : sent.reject(new Error(`Sending: ${status.toString(16)} ${message}`)); },
    onStartCopy() {},
    onProgress() {},
    setMessageKey() {},
    getMessageId() { return null; },
    onStopCopy() {},
  };
  send.createAndSendMessage(null, account.defaultIdentity, account.key, fields, false, false, Ci.nsIMsgCompDeliverMode.Now, null, "text/plain", mail.text, null, null,
    listener, null, null, Ci.nsIMsgCompType.New);
  return await sent.promise;
}

main().then(done, error => done({ error: `${error}\n${error.stack}` }));
