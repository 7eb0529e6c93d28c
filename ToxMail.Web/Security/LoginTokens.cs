using System.Security.Cryptography;

namespace ToxMail.Web.Security;

/// <summary>Single-use secrets that open a dashboard session, alive for a quarter of an hour.</summary>
internal sealed class LoginTokens(TimeProvider time)
{
    /// <summary>How long a token can be used.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    private const int MaxOpen = 32;

    private readonly Lock _gate = new();
    private readonly List<(byte[] Hash, DateTimeOffset Expires)> _open = [];

    /// <summary>A new token.</summary>
    public string Issue()
    {
        var token = Secret.New();
        lock (_gate)
        {
            DropExpired();
            if (_open.Count == MaxOpen)
            {
                _open.RemoveAt(0);
            }

            _open.Add((Secret.Hash(token), time.GetUtcNow() + Lifetime));
        }

        return token;
    }

    /// <summary>True once for each token.</summary>
    public bool Redeem(string token)
    {
        var hash = Secret.Hash(token);
        lock (_gate)
        {
            DropExpired();
            return _open.RemoveAll(open => CryptographicOperations.FixedTimeEquals(open.Hash, hash)) > 0;
        }
    }

    private void DropExpired()
    {
        var now = time.GetUtcNow();
        _open.RemoveAll(open => open.Expires <= now);
    }
}
