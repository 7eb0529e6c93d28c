using System.Security.Cryptography;
using System.Text;

namespace ToxMail.Web.Security;

/// <summary>A secret that a program or a URL carries: 256 random bits, known again by their hash.</summary>
internal static class Secret
{
    /// <summary>Digits of one.</summary>
    internal const int HexLength = 64;

    internal static string New() => RandomNumberGenerator.GetHexString(HexLength, lowercase: true);

    /// <summary>32 octets; of any text, so that a comparison takes as long whatever is offered.</summary>
    internal static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
