using System.Net;
using Microsoft.Extensions.Configuration;
using ToxMail.Core.Addressing;
using ToxMail.Core.Hosting;
using ToxMail.Core.Names.Dnssec;
using ToxMail.Core.Names.Resolver;
using ToxMail.Core.Relay;
using Xunit;

namespace ToxMail.Tests.Hosting;

public sealed class ToxMailSettingsTests
{
    private const string Key = "7E5668E0EE09E19F320AD47902419331FFEE147BB3606769CFBE921A2A2FD34C";

    [Fact]
    public void Nothing_given_is_the_table_of_defaults()
    {
        var reading = Read();

        Assert.Empty(reading.Faults);
        Assert.Equal(2525, reading.Settings.Smtp.Port);
        Assert.Equal(2626, reading.Settings.Pop3.Port);
        Assert.Equal(8080, reading.Settings.Dashboard.Port);
        Assert.Equal(IPAddress.Loopback, reading.Settings.Dashboard.Address);
        Assert.Equal(104857600, reading.Settings.Mail.MaxMessageBytes);
        Assert.True(reading.Settings.Mail.RequirePassword);
        Assert.Equal(TimeSpan.FromDays(7), reading.Settings.Delivery.Outbox.ExpireAfter);
        Assert.Equal("toxmail", Path.GetFileName(reading.Settings.Store.DataDirectory));
    }

    [Fact]
    public void Values_given_are_taken_without_case()
    {
        var settings = Read(
            ("toxmail:smtp:PORT", "0"),
            ("ToxMail:Mail:MaxMessageBytes", "2147483648"),
            ("ToxMail:Tox:Proxy", "socks5://127.0.0.1:9050"),
            ("ToxMail:Delivery:ExpireAfter", "00:00:02"),
            ("ToxMail:Delivery:RetrySchedule:0", "00:00:01"),
            ("ToxMail:Delivery:RetrySchedule:1", "00:01:00"),
            ("ToxMail:Pop3:Address", "0.0.0.0"),
            ("ToxMail:Pop3:AllowRemote", "true")).Settings;

        Assert.Equal(0, settings.Smtp.Port);
        Assert.Equal(2147483648, settings.Mail.MaxMessageBytes);
        Assert.Equal(new Uri("socks5://127.0.0.1:9050"), settings.Tox.Proxy);
        Assert.Equal(TimeSpan.FromSeconds(2), settings.Delivery.Outbox.ExpireAfter);
        Assert.Equal([TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)], settings.Delivery.RetrySchedule);
        Assert.Equal(IPAddress.Any, settings.Pop3.Address);
    }

    [Theory]
    [InlineData("none", null)]
    [InlineData("", null)]
    [InlineData("http://localhost:3128/", "http://localhost:3128/")]
    [InlineData("socks5://[::1]:9050", "socks5://[::1]:9050")]
    public void A_proxy_is_written_as_in_the_table(string text, string? proxy)
    {
        var reading = Read(("ToxMail:Tox:Proxy", text));

        Assert.Empty(reading.Faults);
        Assert.Equal(proxy is null ? null : new Uri(proxy), reading.Settings.Tox.Proxy);
    }

    [Fact]
    public void Names_are_looked_up_as_the_user_wants()
    {
        var names = Read(
            ("ToxMail:Names:Resolver", "tls://192.0.2.1#dns.example.org"),
            ("ToxMail:Names:AddProved", "false"),
            ("ToxMail:Names:CheckPinsEvery", "06:00:00")).Settings.Names;

        Assert.Equal(new ResolverAddress.Tls(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 853), "dns.example.org"), names.Resolver);
        Assert.False(names.AddProved);
        Assert.Equal(TimeSpan.FromHours(6), names.CheckPinsEvery);
        Assert.Equal(new ResolverAddress.OfSystem(), Read().Settings.Names.Resolver);
    }

    [Theory]
    [InlineData("ToxMail:Names:TrustAnchors")]
    [InlineData("ToxMail:Names:TrustAnchors:0")]
    public void Trust_anchors_are_lines_in_the_place_of_the_roots(string key)
    {
        var reading = Read((key, "test. DS 4711 13 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D"));

        Assert.Empty(reading.Faults);
        Assert.NotSame(TrustAnchors.Root, reading.Settings.Names.TrustAnchors);
        Assert.Same(TrustAnchors.Root, Read().Settings.Names.TrustAnchors);
    }

    [Fact]
    public void Bootstrap_nodes_are_read_one_by_one()
    {
        var node = Assert.Single(Read(
            ("ToxMail:Tox:BootstrapNodes:0:Host", "127.0.0.1"),
            ("ToxMail:Tox:BootstrapNodes:0:Port", "33445"),
            ("ToxMail:Tox:BootstrapNodes:0:PublicKey", Key.ToLowerInvariant()),
            ("ToxMail:Tox:BootstrapNodes:0:TcpPorts:0", "443"),
            ("ToxMail:Tox:BootstrapNodes:0:TcpPorts:1", "3389")).Settings.Tox.BootstrapNodes);

        Assert.Equal("127.0.0.1", node.Host);
        Assert.Equal(33445, node.Port);
        Assert.Equal(PublicKey.Parse(Key), node.PublicKey);
        Assert.Equal([443, 3389], node.TcpPorts);
    }

    [Theory]
    [InlineData("Smtp:Port", "70000")]
    [InlineData("Smtp:Port", "-1")]
    [InlineData("Smtp:Port", "smtp")]
    [InlineData("Smtp:Enabled", "perhaps")]
    [InlineData("Smtp:Address", "localhorst")]
    [InlineData("Smtp:Address", "1")]
    [InlineData("Smtp:Address", "0.0.0.0")]
    [InlineData("Dashboard:Address", "192.168.1.4")]
    [InlineData("Mail:MaxMessageBytes", "2147483649")]
    [InlineData("Mail:MaxMessageBytes", "0")]
    [InlineData("Mail:MaxMessageBytes", "1e9")]
    [InlineData("Tox:StartPort", "0")]
    [InlineData("Tox:StartPort", "60000")]
    [InlineData("Tox:Proxy", "127.0.0.1:9050")]
    [InlineData("Tox:Proxy", "ftp://127.0.0.1:9050")]
    [InlineData("Tox:Proxy", "socks5://127.0.0.1")]
    [InlineData("Tox:Proxy", "http://127.0.0.1")]
    [InlineData("Tox:Proxy", "http://127.0.0.1:9050/path")]
    [InlineData("Tox:Proxy", "socks5://proxy.example:9050")]
    [InlineData("Tox:BootstrapNodes:0:Host", "no host")]
    [InlineData("Tox:BootstrapNodes:0:Port", "0")]
    [InlineData("Tox:BootstrapNodes:0:PublicKey", "ABCD")]
    [InlineData("Tox:BootstrapNodes:0:TcpPorts:0", "99999")]
    [InlineData("Delivery:ExpireAfter", "-1.00:00:00")]
    [InlineData("Delivery:ExpireAfter", "30.00:00:01")]
    [InlineData("Delivery:RetrySchedule:0", "soon")]
    [InlineData("Names:Resolver", "dns.example.org")]
    [InlineData("Names:Resolver", "udp://dns.example.org")]
    [InlineData("Names:ResolverAuthority", "/no/such/file.pem")]
    [InlineData("Names:TrustAnchors", ". DS 20326 8 2")]
    [InlineData("Names:TrustAnchors:0", ". DS 20326 8 1 AABB")]
    [InlineData("Names:AddProved", "sometimes")]
    [InlineData("Names:CheckPinsEvery", "0")]
    [InlineData("Relay:Mode", "1")]
    [InlineData("Relay:Mode", "Everyone")]
    [InlineData("Relay:StoreBytes", "-1")]
    [InlineData("Relay:PerContactBytes", "1099511627777")]
    [InlineData("Relay:PerContactEnvelopes", "many")]
    [InlineData("Relay:DailyBytesPerContact", "1e6")]
    [InlineData("Relay:MaxMailBytes", "1 MB")]
    [InlineData("Relay:MaxMailBytes", "4000001")]
    [InlineData("Relay:MaxMembers", "2001")]
    [InlineData("Relay:Instances", "0")]
    [InlineData("Relay:Instances", "9")]
    [InlineData("Relay:InjectAfter", "-00:00:01")]
    [InlineData("Relay:Tick", "0")]
    [InlineData("Relay:MaxWantDelay", "long")]
    [InlineData("Relay:EscalateAfter:0", "0")]
    [InlineData("Relay:Hops:0", "13")]
    [InlineData("Relay:ReceiptPolicy", "never")]
    [InlineData("Relay:ReceiptGrid", "0")]
    [InlineData("Relay:TailProbability", "1.5")]
    public void A_wrong_value_is_named_by_its_key(string key, string value)
    {
        var faults = Read(($"ToxMail:{key}", value)).Faults;

        Assert.Contains(faults, fault => fault.Contains($"ToxMail:{key}", StringComparison.Ordinal) && fault.Contains($"\"{value}\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Values_of_a_bootstrap_node_may_not_be_missing()
    {
        var faults = Read(("ToxMail:Tox:BootstrapNodes:0:Host", "127.0.0.1")).Faults;

        Assert.Equal(
            ["ToxMail:Tox:BootstrapNodes:0:Port", "ToxMail:Tox:BootstrapNodes:0:PublicKey"],
            faults.Select(fault => fault.Split(' ')[0]));
    }

    [Theory]
    [InlineData("ToxMail:Smtpp:Port", "ToxMail:Smtpp")]
    [InlineData("ToxMail:Smtp:Prot", "ToxMail:Smtp:Prot")]
    [InlineData("ToxMail:Smtp:Port:Extra", "ToxMail:Smtp:Port")]
    [InlineData("ToxMail:Smtp", "ToxMail:Smtp")]
    [InlineData("ToxMail:Names:Rezolver", "ToxMail:Names:Rezolver")]
    [InlineData("ToxMail:Relay:Hops:0:Extra", "ToxMail:Relay:Hops:0")]
    [InlineData("ToxMail:Relay", "ToxMail:Relay")]
    [InlineData("ToxMail:Tox:BootstrapNodes:0:Name", "ToxMail:Tox:BootstrapNodes:0:Name")]
    public void A_key_nobody_asks_for_is_a_fault(string key, string named) =>
        Assert.Contains($"{named} is not a setting.", Read((key, "25")).Faults);

    [Fact]
    public void All_faults_are_reported_at_once() =>
        Assert.Equal(4, Read(
            ("ToxMail:Smtp:Port", "x"),
            ("ToxMail:Pop3:Port", "y"),
            ("ToxMail:Dashboard:Address", "0.0.0.0"),
            ("ToxMail:Nonsense", "1")).Faults.Count);

    [Fact]
    public void Two_servers_may_not_share_a_port() =>
        Assert.Contains(Read(("ToxMail:Smtp:Port", "2626")).Faults, fault => fault.StartsWith("ToxMail:Smtp:Port and ToxMail:Pop3:Port", StringComparison.Ordinal));

    [Theory]
    [InlineData("127.0.0.1", "0.0.0.0", true)]
    [InlineData("127.0.0.1", "::", true)]
    [InlineData("::1", "::", true)]
    [InlineData("0.0.0.0", "::", true)]
    [InlineData("::1", "0.0.0.0", false)]
    [InlineData("127.0.0.1", "127.0.0.2", false)]
    public void Every_address_is_also_the_one(string smtp, string pop3, bool clash)
    {
        var faults = Read(
            ("ToxMail:Smtp:Address", smtp),
            ("ToxMail:Smtp:AllowRemote", "true"),
            ("ToxMail:Pop3:Address", pop3),
            ("ToxMail:Pop3:AllowRemote", "true"),
            ("ToxMail:Pop3:Port", "2525")).Faults;

        Assert.Equal(clash ? ["ToxMail:Smtp:Port and ToxMail:Pop3:Port share port 2525: each server needs a port of its own."] : [], faults);
    }

    [Fact]
    public void The_tox_relay_needs_a_port_of_its_own() =>
        Assert.StartsWith("ToxMail:Dashboard:Port and ToxMail:Tox:TcpRelayPort", Assert.Single(Read(("ToxMail:Tox:TcpRelayPort", "8080")).Faults), StringComparison.Ordinal);

    [Theory]
    [InlineData("socks5://user:secret@127.0.0.1:9050")]
    [InlineData("user:sec@ret@127.0.0.1:9050")]
    public void A_password_in_a_value_is_not_repeated(string proxy)
    {
        var fault = Assert.Single(Read(("ToxMail:Tox:Proxy", proxy)).Faults);

        Assert.StartsWith("ToxMail:Tox:Proxy is \"...@127.0.0.1:9050\": ", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("sec", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void The_relay_is_set_up_as_in_the_table()
    {
        var reading = Read(
            ("ToxMail:Relay:Mode", "store"),
            ("ToxMail:Relay:StoreBytes", "0"),
            ("ToxMail:Relay:PerContactBytes", "2"),
            ("ToxMail:Relay:PerContactEnvelopes", "3"),
            ("ToxMail:Relay:DailyBytesPerContact", "4"),
            ("ToxMail:Relay:MaxMailBytes", "5"),
            ("ToxMail:Relay:MaxMembers", "6"),
            ("ToxMail:Relay:Instances", "8"),
            ("ToxMail:Relay:InjectAfter", "0"),
            ("ToxMail:Relay:Tick", "00:00:00.5"),
            ("ToxMail:Relay:MaxWantDelay", "00:00:00"),
            ("ToxMail:Relay:EscalateAfter:0", "00:00:07"),
            ("ToxMail:Relay:Hops", "1, 0"),
            ("ToxMail:Relay:ReceiptPolicy", "Strict"),
            ("ToxMail:Relay:ReceiptGrid", "00:00:09"),
            ("ToxMail:Relay:TailProbability", "0.25"));

        Assert.Empty(reading.Faults);
        var relay = reading.Settings.Relay;
        Assert.Equal((RelayMode.Store, ReceiptPolicy.Strict, 0.25), (relay.Mode, relay.ReceiptPolicy, relay.TailProbability));
        Assert.Equal((0, 2, 3, 4, 5), (relay.StoreBytes, relay.PerContactBytes, relay.PerContactEnvelopes, relay.DailyBytesPerContact, relay.MaxMailBytes));
        Assert.Equal((TimeSpan.Zero, TimeSpan.FromSeconds(0.5), TimeSpan.Zero, TimeSpan.FromSeconds(9)), (relay.InjectAfter, relay.Tick, relay.MaxWantDelay, relay.ReceiptGrid));
        Assert.Equal([TimeSpan.FromSeconds(7)], relay.EscalateAfter);
        Assert.Equal([1, 0], relay.Hops);
        Assert.Equal((6, 8), (relay.MaxMembers, relay.Instances));
    }

    [Fact]
    public void Each_instance_of_a_store_node_has_a_port()
    {
        (string, string)[] ports = [("ToxMail:Tox:StartPort", "4000"), ("ToxMail:Tox:EndPort", "4001")];

        Assert.Empty(Read([.. ports, ("ToxMail:Relay:Instances", "2")]).Faults);
        Assert.StartsWith("ToxMail:Relay:Instances ", Assert.Single(Read([.. ports, ("ToxMail:Relay:Instances", "3")]).Faults), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Relay:EscalateAfter", "1.00:00:00,2.00:00:00", "Relay:Hops")]
    [InlineData("Relay:Hops", "2", "Relay:Hops")]
    [InlineData("Relay:InjectAfter", "3.00:00:00", "Relay:EscalateAfter")]
    [InlineData("Relay:EscalateAfter", "00:05:00", "Relay:EscalateAfter")]
    public void Times_and_hops_of_the_relay_fit_together(string key, string value, string named) =>
        Assert.StartsWith($"ToxMail:{named} ha", Assert.Single(Read(($"ToxMail:{key}", value)).Faults), StringComparison.Ordinal);

    [Fact]
    public void Empty_lists_and_groups_in_the_file_are_no_fault()
    {
        using var json = new MemoryStream("""{ "ToxMail": { "Smtp": {}, "Tox": { "Proxy": null, "BootstrapNodes": [] } } }"""u8.ToArray());

        Assert.Empty(ToxMailSettings.Read(new ConfigurationBuilder().AddJsonStream(json).Build()).Faults);
    }

    private static SettingsReading Read(params (string Key, string Value)[] values) =>
        ToxMailSettings.Read(new ConfigurationBuilder()
            .AddInMemoryCollection(values.ToDictionary(pair => pair.Key, pair => (string?)pair.Value))
            .Build());
}
