using System.Security.Cryptography;
using System.Text;
using ToxMail.Core.Disk;

namespace ToxMail.Web.Security;

/// <summary>The secret of the HTTP API, kept in the data folder where only its owner reads it.</summary>
internal sealed class ApiToken
{
    private readonly byte[] _hash;

    private ApiToken(string value)
    {
        Value = value;
        _hash = Secret.Hash(value);
    }

    /// <summary>64 hexadecimal digits.</summary>
    public string Value { get; }

    /// <summary>Reads the file, or makes it when there is none.</summary>
    /// <exception cref="InvalidDataException">The file holds something else.</exception>
    public static ApiToken ReadOrCreate(string path) => Read(path) ?? Create(path);

    /// <summary>Reads the file; null when there is none.</summary>
    /// <exception cref="InvalidDataException">The file holds something else.</exception>
    public static ApiToken? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var text = File.ReadAllText(path).Trim();
        return text.Length == Secret.HexLength && text.All(char.IsAsciiHexDigit)
            ? new ApiToken(text)
            : throw new InvalidDataException($"{path} is not a token of {Secret.HexLength} hexadecimal digits. Delete it, and the next start makes a new one.");
    }

    /// <summary>Compares in constant time.</summary>
    public bool Matches(string candidate) => CryptographicOperations.FixedTimeEquals(_hash, Secret.Hash(candidate));

    /// <summary>The value stays out of logs.</summary>
    public override string ToString() => "api.token";

    private static ApiToken Create(string path)
    {
        var value = Secret.New();
        DurableFile.Write(path, Encoding.ASCII.GetBytes(value + "\n"));
        return new ApiToken(value);
    }
}
