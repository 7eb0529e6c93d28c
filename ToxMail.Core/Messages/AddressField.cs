using System.Buffers;
using System.Text;
using ToxMail.Core.Addressing;

namespace ToxMail.Core.Messages;

/// <summary>Puts other addresses in the place of some in a header field and leaves every octet around them.</summary>
internal static class AddressField
{
    // RFC 5322 2.1.1: what we put in is longer than an alias, and a line must not grow past this without a fold.
    private const int MaxLine = 998;

    /// <summary>The field's raw octets with what <paramref name="replace"/> gives in place of each address; the same octets when it gives only null.</summary>
    internal static ReadOnlyMemory<byte> Replace(HeaderField field, Func<MailAddress, MailAddress?> replace)
    {
        var raw = field.Raw.Span;
        ArrayBufferWriter<byte>? result = null;
        var copied = 0;
        foreach (var found in AddressScanner.Scan(field.Value.Span))
        {
            var replacement = found.InDisplayName || found.Address is null ? null : replace(found.Address);
            if (replacement is null)
            {
                continue;
            }

            result ??= new ArrayBufferWriter<byte>(raw.Length + PublicKey.HexLength);
            var octets = Encoding.ASCII.GetBytes(replacement.ToString());
            var foldAt = field.ValueStart + found.FoldAt;
            var start = field.ValueStart + found.Start;
            result.Write(raw[copied..foldAt]);
            FoldWhenTooLong(result, start - foldAt + octets.Length);
            result.Write(raw[foldAt..start]);
            result.Write(octets);
            copied = field.ValueStart + found.End;
        }

        result?.Write(raw[copied..]);
        return result?.WrittenMemory ?? field.Raw;
    }

    private static void FoldWhenTooLong(ArrayBufferWriter<byte> result, int more)
    {
        var line = result.WrittenCount - (result.WrittenSpan.LastIndexOf((byte)'\n') + 1);

        // Two more for what closes the address: a bracket and a comma.
        if (line + more + 2 > MaxLine)
        {
            result.Write("\r\n "u8);
        }
    }
}
