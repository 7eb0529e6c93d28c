using System.Globalization;
using System.Text;
using Xunit;

namespace ToxMail.Tests.Support.Nodes;

/// <summary>A mail whose sender and recipient are written as their keys, so that no node has a reason to change a byte of it.</summary>
internal sealed class TestMail
{
    private const int LineLength = 76;
    private const int LongestLine = 1_000;
    private static readonly string[] TraceHeaders = ["Return-Path:", "Received:", "Authentication-Results:", "X-ToxMail-"];
    private static int _count;

    private TestMail(string messageId, byte[] bytes) => (MessageId, Bytes) = (messageId, bytes);

    public string MessageId { get; }

    public byte[] Bytes { get; }

    /// <summary>A mail with a body of this many octets in the letters of base64, with lines that begin with a dot.</summary>
    public static TestMail Create(MailUser from, MailUser to, int bodySize) => Create(from, to, bodySize, raw: false);

    /// <summary>A mail whose body is random 8-bit octets: no compression gains anything on it.</summary>
    public static TestMail CreateIncompressible(MailUser from, MailUser to, int bodySize) => Create(from, to, bodySize, raw: true);

    private static TestMail Create(MailUser from, MailUser to, int bodySize, bool raw)
    {
        var number = Interlocked.Increment(ref _count);
        var messageId = $"<{number}.{Environment.ProcessId}@{from.PublicKey}.tox.alt>";
        var header = $"""
            From: {from.Name} <{from.Address}>
            To: {to.Name} <{to.Address}>
            Date: Fri, 01 Mar 2024 10:00:00 +0000
            Message-ID: {messageId}
            Subject: A mail of the tests
            X-Number: {number.ToString(CultureInfo.InvariantCulture)}


            """.ReplaceLineEndings("\r\n");
        return new TestMail(messageId, [.. Encoding.ASCII.GetBytes(header), .. raw ? RawBody(number, bodySize) : Body(number, bodySize)]);
    }

    /// <summary>The Message-ID of any mail, or what stands for it in a message when there is none.</summary>
    public static string ReadMessageId(byte[] mail)
    {
        var header = Start(mail);
        var line = header.Split("\r\n").FirstOrDefault(text => text.StartsWith("Message-ID:", StringComparison.OrdinalIgnoreCase));
        return line is null ? "none" : line["Message-ID:".Length..].Trim();
    }

    /// <summary>Checks that what arrived is this mail to the last byte, below the trace headers a receiving node adds.</summary>
    public void AssertArrivedAs(byte[] received)
    {
        var sent = AsSent();
        Assert.True(received.AsSpan().EndsWith(sent), $"{received.Length} octets arrived that do not end with the {sent.Length} sent:\n{Start(received)}");
        var added = Encoding.ASCII.GetString(received, 0, received.Length - sent.Length);
        var lines = added.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, line => Assert.True(
            line[0] is ' ' or '\t' || Array.Exists(TraceHeaders, name => line.StartsWith(name, StringComparison.OrdinalIgnoreCase)),
            $"A header nobody asked for: {line}"));
    }

    /// <summary>SMTP carries whole lines: a mail client ends the last one (RFC 5321 4.1.1.4).</summary>
    private byte[] AsSent() => Bytes.AsSpan().EndsWith("\r\n"u8) ? Bytes : [.. Bytes, .. "\r\n"u8];

    private static string Start(byte[] mail) => Encoding.UTF8.GetString(mail.AsSpan(0, Math.Min(mail.Length, 4000)));

    private static byte[] Body(int seed, int size)
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        var body = new byte[size];
        new Random(seed).NextBytes(body);
        for (var i = 0; i < size; i++)
        {
            body[i] = (byte)(i % LineLength == 0 && body[i] < 32 ? '.' : Alphabet[body[i] & 63]);
        }

        return BreakLines(body, LineLength);
    }

    /// <summary>Anything but NUL, CR, LF (RFC 5321 4.5.2 with 8BITMIME), in lines as long as they may be.</summary>
    private static byte[] RawBody(int seed, int size)
    {
        var body = new byte[size];
        new Random(seed).NextBytes(body);
        body.AsSpan().Replace((byte)0, (byte)1);
        body.AsSpan().Replace((byte)'\r', (byte)2);
        body.AsSpan().Replace((byte)'\n', (byte)3);
        return BreakLines(body, LongestLine);
    }

    private static byte[] BreakLines(byte[] body, int lineLength)
    {
        for (var end = lineLength; end <= body.Length; end += lineLength)
        {
            body[end - 2] = (byte)'\r';
            body[end - 1] = (byte)'\n';
        }

        return EndWithLine(body);
    }

    private static byte[] EndWithLine(byte[] body)
    {
        if (body.Length >= 2)
        {
            // No CR may be left alone before the end.
            body.AsSpan()[Math.Max(0, body.Length - 3)..].Replace((byte)'\r', (byte)'x');
            body[^2] = (byte)'\r';
            body[^1] = (byte)'\n';
        }

        return body;
    }
}
