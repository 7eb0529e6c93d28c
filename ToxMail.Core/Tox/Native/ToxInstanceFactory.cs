using System.Text;
using static ToxMail.Core.Tox.Native.Toxcore;

namespace ToxMail.Core.Tox.Native;

/// <summary>Turns options and savedata into an instance.</summary>
internal static unsafe class ToxInstanceFactory
{
    private const int SavedataToxSave = 1;

    /// <summary>Creates an instance; empty savedata makes a new identity.</summary>
    /// <returns>The instance, or null with the reason: a partly loaded one is closed at once, so that it can never be saved over the profile.</returns>
    internal static ToxInstance? Create(ToxOptions options, ReadOnlySpan<byte> savedata, IToxListener listener, out ToxNewError error)
    {
        ToxcoreLibrary.Load();
        var tox = New(options, options.Ipv6Enabled, savedata, out error);
        if (error == ToxNewError.PortAlloc && options.Ipv6Enabled)
        {
            // A kernel without IPv6 reports the missing socket as a missing port (c-toxcore#1348).
            tox = New(options, ipv6: false, savedata, out error);
        }

        return tox == 0 ? null : new ToxInstance(tox, listener);
    }

    private static nint New(ToxOptions options, bool ipv6, ReadOnlySpan<byte> savedata, out ToxNewError error)
    {
        var proxy = options.Proxy is null ? null : ToxProxy.From(options.Proxy);
        var native = tox_options_new(out _);

        // Both pointers are kept by the options, not copied, until tox_new returns.
        fixed (byte* saved = savedata)
        fixed (byte* proxyHost = Encoding.UTF8.GetBytes((proxy?.Host ?? "") + "\0"))
        {
            try
            {
                Set(native, options, ipv6);
                SetProxy(native, proxy, proxyHost);
                if (!savedata.IsEmpty)
                {
                    tox_options_set_savedata_type(native, SavedataToxSave);
                    tox_options_set_savedata_data(native, saved, (nuint)savedata.Length);
                }

                return Checked(tox_new(native, out error), error);
            }
            finally
            {
                tox_options_free(native);
            }
        }
    }

    /// <summary>Any error means no instance, even when <c>tox_new</c> hands out a partly loaded one (LOAD_BAD_FORMAT).</summary>
    private static nint Checked(nint tox, ToxNewError error)
    {
        if (error != ToxNewError.Ok && tox != 0)
        {
            tox_kill(tox);
            return 0;
        }

        return tox;
    }

    private static void Set(nint native, ToxOptions options, bool ipv6)
    {
        var direct = options.Proxy is null;
        tox_options_set_udp_enabled(native, options.UdpEnabled && direct);
        tox_options_set_local_discovery_enabled(native, options.LocalDiscovery && direct);
        tox_options_set_ipv6_enabled(native, ipv6);
        tox_options_set_start_port(native, options.StartPort);
        tox_options_set_end_port(native, options.EndPort);
        tox_options_set_tcp_port(native, options.TcpRelayPort);
        tox_options_set_log_callback(native, &ToxCallbacks.Log);
    }

    private static void SetProxy(nint native, ToxProxy? proxy, byte* host)
    {
        if (proxy is null)
        {
            return;
        }

        tox_options_set_proxy_type(native, proxy.Kind == ToxProxyKind.Http ? 1 : 2);
        tox_options_set_proxy_host(native, host);
        tox_options_set_proxy_port(native, proxy.Port);
    }
}
