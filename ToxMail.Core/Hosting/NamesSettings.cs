using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ToxMail.Core.Names;
using ToxMail.Core.Names.Resolver;

namespace ToxMail.Core.Hosting;

/// <summary>Reads the section <c>ToxMail:Names</c>.</summary>
internal static class NamesSettings
{
    private const string AuthorityRule = "it has to be a PEM file with the certificate of the authority that vouches for the resolver.";

    public static NamesOptions Read(SettingsReader reader)
    {
        var defaults = new NamesOptions();
        return new NamesOptions
        {
            Resolver = reader.Read("Names:Resolver", defaults.Resolver, Resolver, ResolverAddress.Rule),
            ResolverAuthorities = reader.Read("Names:ResolverAuthority", defaults.ResolverAuthorities, Authorities, AuthorityRule),
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
