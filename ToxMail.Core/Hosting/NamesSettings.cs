using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ToxMail.Core.Names;
using ToxMail.Core.Names.Dnssec;
using ToxMail.Core.Names.Resolver;

namespace ToxMail.Core.Hosting;

/// <summary>Reads the section <c>ToxMail:Names</c>.</summary>
internal static class NamesSettings
{
    private const string AuthorityRule = "it has to be a PEM file with the certificate of the authority that vouches for the resolver.";

    private const string AnchorRule = "it has to be a DS record with a SHA-256 or SHA-384 digest, such as . DS 20326 8 2 E06D44B8...";

    public static NamesOptions Read(SettingsReader reader)
    {
        var defaults = new NamesOptions();
        return new NamesOptions
        {
            Resolver = reader.Read("Names:Resolver", defaults.Resolver, Resolver, ResolverAddress.Rule),
            ResolverAuthorities = reader.Read("Names:ResolverAuthority", defaults.ResolverAuthorities, Authorities, AuthorityRule),
            TrustAnchors = Anchors(reader, defaults.TrustAnchors),
            AddProved = reader.Read("Names:AddProved", defaults.AddProved, SettingsText.Switch, SettingsText.SwitchRule),
            CheckPinsEvery = reader.Read("Names:CheckPinsEvery", defaults.CheckPinsEvery, SettingsText.Span, SettingsText.SpanRule),
        };
    }

    private static bool Resolver(string text, out ResolverAddress value)
    {
        var parsed = ResolverAddress.TryParse(text, out var address);
        value = address ?? new ResolverAddress.OfSystem();
        return parsed;
    }

    /// <summary>A list of lines with spaces in them, or one such line; it takes the place of the root's.</summary>
    private static TrustAnchors Anchors(SettingsReader reader, TrustAnchors fallback)
    {
        string[] keys = ["Names:TrustAnchors", .. reader.Children("Names:TrustAnchors").Select(number => $"Names:TrustAnchors:{number}")];
        var lines = keys.Where(key => !string.IsNullOrWhiteSpace(reader.Text(key))).ToDictionary(key => key, key => reader.Read(key, "", Anchor, AnchorRule));
        var read = lines.Values.Where(line => line.Length > 0).ToList();
        return read.Count > 0 && TrustAnchors.TryParse(read, out var anchors, out _) ? anchors : fallback;
    }

    private static bool Anchor(string text, out string line)
    {
        line = text;
        return TrustAnchors.TryParse([text], out _, out _);
    }

    private static bool Authorities(string file, out X509Certificate2Collection? value)
    {
        value = [];
        try
        {
            value.ImportFromPemFile(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return false;
        }

        return value.Count > 0;
    }
}
