namespace ToxMail.Tests.Support.OddMails;

/// <summary>Signed and encrypted mails, whose every octet counts.</summary>
internal static class OddSealedMails
{
    private const string PgpSignature = "-----BEGIN PGP SIGNATURE-----\n\niHUEABYKAB0WIQ=\n=abcd\n-----END PGP SIGNATURE-----\n";
    private const string PgpMessage = "-----BEGIN PGP MESSAGE-----\n\nhF4DAAAAAAAAAAASAQdA=\n=abcd\n-----END PGP MESSAGE-----\n";

    internal static void AddTo(OddMailWriter writer)
    {
        AddPgp(writer);
        AddSmime(writer);
    }

    private static void AddPgp(OddMailWriter writer)
    {
        const string signed = "MIME-Version: 1.0\nContent-Type: multipart/signed; micalg=pgp-sha256;\n protocol=\"application/pgp-signature\"; boundary=\"s\"\n";
        writer.AddWithBody("pgp-signed", signed, $"--s\nContent-Type: text/plain\n\nSigned text.\n\n--s\nContent-Type: application/pgp-signature; name=\"signature.asc\"\n\n{PgpSignature}\n--s--\n");
        writer.AddWithBody("pgp-signed-trailing-spaces", signed, $"--s\nContent-Type: text/plain; format=flowed\n\nflowing \n-- \nsig \t\n\n--s\nContent-Type: application/pgp-signature\n\n{PgpSignature}\n--s--\n");
        writer.AddWithBody("pgp-signed-8bit", signed, $"--s\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\nGrüße\n--s\nContent-Type: application/pgp-signature\n\n{PgpSignature}\n--s--\n");
        writer.AddWithBody("pgp-signed-from-line", signed, $"--s\nContent-Type: text/plain\n\nFrom here\n.dot\n--s\nContent-Type: application/pgp-signature\n\n{PgpSignature}\n--s--\n");
        writer.AddWithBody("pgp-signed-protected-headers", signed, $"--s\nContent-Type: text/plain; protected-headers=\"v1\"\nFrom: {writer.From}\nTo: {writer.To}\nSubject: inside\n\ntext\n--s\nContent-Type: application/pgp-signature\n\n{PgpSignature}\n--s--\n");
        writer.AddWithBody("pgp-encrypted", "MIME-Version: 1.0\nContent-Type: multipart/encrypted;\n\tprotocol=\"application/pgp-encrypted\"; boundary=e\nSubject: ...\n", $"--e\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n\n--e\nContent-Type: application/octet-stream; name=\"encrypted.asc\"\n\n{PgpMessage}\n--e--\n");
        writer.AddWithBody("pgp-inline-signed", "", $"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n- -----dashes\n- .dot\ntext  \n{PgpSignature}");
        writer.AddWithBody("pgp-inline-encrypted", "", PgpMessage);
        writer.AddWithBody("pgp-autocrypt", $"Autocrypt: addr={writer.From}; prefer-encrypt=mutual; keydata=\n {new string('A', 70)}\n {new string('B', 70)}\n", "text\n");
    }

    private static void AddSmime(OddMailWriter writer)
    {
        const string detached = "MIME-Version: 1.0\nContent-Type: multipart/signed; protocol=\"application/pkcs7-signature\"; micalg=sha-256; boundary=\"----S\"\n";
        const string signature = "Content-Type: application/pkcs7-signature; name=\"smime.p7s\"\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=\"smime.p7s\"\n\nMIIBAAYJKoZIhvcNAQcCoIIB\n";
        writer.AddWithBody("smime-signed", detached, $"This is an S/MIME signed message\n\n------S\nContent-Type: text/plain\n\nSigned.\n\n------S\n{signature}\n------S--\n");
        writer.AddWithBody("smime-signed-multipart", detached, $"------S\nContent-Type: multipart/mixed; boundary=\"--in\"\n\n----in\n\na\n----in\n\nb \n----in--\n\n------S\n{signature}\n------S--\n");
        writer.AddWithBody("smime-opaque", "MIME-Version: 1.0\nContent-Type: application/pkcs7-mime; smime-type=signed-data; name=\"smime.p7m\"\nContent-Transfer-Encoding: base64\n", "MIIBAAYJKoZIhvcNAQcCoIIB\n");
        writer.AddWithBody("smime-encrypted", "MIME-Version: 1.0\nContent-Type: application/x-pkcs7-mime; smime-type=enveloped-data; name=\"smime.p7m\"\nContent-Transfer-Encoding: base64\n", string.Concat(Enumerable.Repeat("MIIBAAYJKoZIhvcNAQcCoIIB\n", 200)));
        writer.AddWithBody("smime-encrypted-binary", "MIME-Version: 1.0\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data\nContent-Transfer-Encoding: binary\n", [0x30, 0x82, 0x01, 0x00, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 13, 10]);
    }
}
