using System.Globalization;
using System.Text;
using MimeKit;
using Xunit;

namespace ToxMail.Tests.Clients;

/// <summary>A mail with everything that passage through a client and two servers could damage, and an attachment.</summary>
internal sealed class SampleMail
{
    private const string Boundary = "=_sample";
    private static int _count;

    public SampleMail(string address)
    {
        var number = Interlocked.Increment(ref _count);
        Subject = $"Grüße, Nr. {number.ToString(CultureInfo.InvariantCulture)}";
        Attachment = new byte[20_000];
        new Random(number).NextBytes(Attachment);
        Text = $"First line of {number.ToString(CultureInfo.InvariantCulture)}\r\n.\r\n..two dots\r\n.hidden\r\nÄÖÜ, € and 漢字\r\n\r\n{new string('x', 900)}\r\nlast line\r\n";
        Bytes = Encoding.UTF8.GetBytes(Compose(address, number));
    }

    public string Subject { get; }

    public string Text { get; }

    public byte[] Attachment { get; }

    public static string AttachmentName => "sample.bin";

    /// <summary>The mail as a program may hand it in.</summary>
    public byte[] Bytes { get; }

    /// <summary>Checks that a mail has this subject, text and attachment, however they are encoded.</summary>
    public async Task AssertContentAsync(byte[] mail, CancellationToken cancellationToken)
    {
        using var message = await MimeMessage.LoadAsync(new MemoryStream(mail), cancellationToken);
        Assert.Equal(Subject, message.Subject);
        Assert.Equal(Text.TrimEnd(), message.TextBody?.ReplaceLineEndings("\r\n").TrimEnd());
        var part = Assert.IsType<MimePart>(Assert.Single(message.Attachments), exactMatch: false);
        Assert.Equal(AttachmentName, part.FileName);
        using var content = new MemoryStream();
        await part.Content!.DecodeToAsync(content, cancellationToken);
        Assert.Equal(Attachment, content.ToArray());
    }

    /// <summary>Everything behind the first blank line.</summary>
    public static byte[] BodyOf(byte[] mail)
    {
        var blank = mail.AsSpan().IndexOf("\r\n\r\n"u8);
        Assert.True(blank >= 0, Encoding.UTF8.GetString(mail.AsSpan(0, Math.Min(mail.Length, 2000))));
        return mail[(blank + 4)..];
    }

    private string Compose(string address, int number) =>
        $"""
        From: Alice <{address}>
        To: Alice <{address}>
        Date: Fri, 01 Mar 2024 10:00:00 +0000
        Message-ID: <sample{number.ToString(CultureInfo.InvariantCulture)}.{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}@tox.alt>
        Subject: =?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(Subject))}?=
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary="{Boundary}"

        --{Boundary}
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: 8bit

        {Text}
        --{Boundary}
        Content-Type: application/octet-stream
        Content-Disposition: attachment; filename={AttachmentName}
        Content-Transfer-Encoding: base64

        {Convert.ToBase64String(Attachment, Base64FormattingOptions.InsertLineBreaks)}
        --{Boundary}--

        """.ReplaceLineEndings("\r\n");
}
