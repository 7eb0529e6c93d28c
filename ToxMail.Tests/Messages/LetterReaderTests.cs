using System.IO.Compression;
using System.Text;
using ToxMail.Core.Messages;
using Xunit;

namespace ToxMail.Tests.Messages;

public sealed class LetterReaderTests
{
    [Fact]
    public void Shows_name_subject_and_text_on_one_line()
    {
        var read = Read("From: =?utf-8?q?S=C3=A1ra?= <x@y>\r\nSubject: Hello\r\n you\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nHow\u202E are\r\n\r\nyou?\r\n"u8.ToArray());

        Assert.Equal(("Sára", "Hello you: How are you?"), read);
    }

    [Fact]
    public void Reads_the_beginning_of_a_long_one_and_survives_what_is_no_mail()
    {
        var longOne = Read(Encoding.ASCII.GetBytes($"Subject: long\r\n\r\n{new string('x', 200_000)}"))!.Value;

        Assert.InRange(longOne.Text.Length, 500, 1000);
        Assert.Null(Read([]));
        using var broken = new BrotliStream(new MemoryStream([1, 2, 3, 4]), CompressionMode.Decompress);
        Assert.Null(LetterReader.Read(broken));
    }

    private static (string Name, string Text)? Read(byte[] mail)
    {
        using var stream = new MemoryStream(mail);
        return LetterReader.Read(stream);
    }
}
