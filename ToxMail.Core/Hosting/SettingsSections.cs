using System.Net;
using ToxMail.Core.Delivery;
using ToxMail.Core.Pop3;
using ToxMail.Core.Smtp;
using ToxMail.Core.Store;
using ToxMail.Core.Tls;

namespace ToxMail.Core.Hosting;

/// <summary>Reads each section of the settings but Tox's.</summary>
internal static class SettingsSections
{
    public static StoreOptions Store(SettingsReader reader)
    {
        var given = reader.Text("DataDirectory");
        var directory = string.IsNullOrWhiteSpace(given) ? DefaultDataDirectory() : given;
        if (directory is null)
        {
            reader.Fault("DataDirectory", "has to be given: this user has no folder for application data.");
        }

        return new StoreOptions { DataDirectory = Path.GetFullPath(directory ?? ".") };
    }

    public static MailOptions Mail(SettingsReader reader)
    {
        var defaults = new MailOptions();
        return new MailOptions
        {
            MaxMessageBytes = reader.Read("Mail:MaxMessageBytes", defaults.MaxMessageBytes, MailSize, $"it has to be a number of octets from 1 to {MailOptions.Ceiling} (2 GiB)."),
            RequirePassword = reader.Read("Mail:RequirePassword", defaults.RequirePassword, SettingsText.Switch, SettingsText.SwitchRule),
            Transcript = reader.Read("Mail:Transcript", defaults.Transcript, SettingsText.Switch, SettingsText.SwitchRule),
        };
    }

    public static SmtpOptions Smtp(SettingsReader reader)
    {
        var defaults = new SmtpOptions();
        return new SmtpOptions
        {
            Enabled = reader.Read("Smtp:Enabled", defaults.Enabled, SettingsText.Switch, SettingsText.SwitchRule),
            Address = Address(reader, "Smtp", defaults.Address),
            Port = Port(reader, "Smtp:Port", defaults.Port),
            TlsPort = Port(reader, "Smtp:TlsPort", defaults.TlsPort),
            AllowRemote = AllowRemote(reader, "Smtp"),
        };
    }

    public static Pop3Options Pop3(SettingsReader reader)
    {
        var defaults = new Pop3Options();
        return new Pop3Options
        {
            Enabled = reader.Read("Pop3:Enabled", defaults.Enabled, SettingsText.Switch, SettingsText.SwitchRule),
            Address = Address(reader, "Pop3", defaults.Address),
            Port = Port(reader, "Pop3:Port", defaults.Port),
            TlsPort = Port(reader, "Pop3:TlsPort", defaults.TlsPort),
            AllowRemote = AllowRemote(reader, "Pop3"),
        };
    }

    public static TlsOptions Tls(SettingsReader reader)
    {
        var options = new TlsOptions
        {
            Names = reader.ReadList<string>("Tls:Names", [], SettingsText.Host, SettingsText.HostRule),
            Certificate = File(reader, "Tls:Certificate"),
            Key = File(reader, "Tls:Key"),
        };
        if (options is { Key: not null, Certificate: null })
        {
            reader.Fault("Tls:Key", "belongs to a certificate, and ToxMail:Tls:Certificate names none.");
        }

        return options;
    }

    public static DashboardOptions Dashboard(SettingsReader reader)
    {
        var defaults = new DashboardOptions();
        return new DashboardOptions
        {
            Address = Address(reader, "Dashboard", defaults.Address),
            Port = Port(reader, "Dashboard:Port", defaults.Port),
            AllowRemote = AllowRemote(reader, "Dashboard"),
            AllowedHosts = reader.ReadList("Dashboard:AllowedHosts", defaults.AllowedHosts, SettingsText.Host, SettingsText.HostRule),
        };
    }

    public static DeliveryOptions Delivery(SettingsReader reader)
    {
        var defaults = new DeliveryOptions();
        return new DeliveryOptions
        {
            Outbox = defaults.Outbox with
            {
                ExpireAfter = reader.Read("Delivery:ExpireAfter", defaults.Outbox.ExpireAfter, SettingsText.WaitingTime, SettingsText.WaitingTimeRule),
                DelayNoticeAfter = reader.Read("Delivery:DelayNoticeAfter", defaults.Outbox.DelayNoticeAfter, SettingsText.Span, SettingsText.SpanRule),
            },
            RetrySchedule = reader.ReadList("Delivery:RetrySchedule", defaults.RetrySchedule, SettingsText.Span, SettingsText.SpanRule),
        };
    }

    private static string? File(SettingsReader reader, string key) =>
        reader.Text(key) is { } path && !string.IsNullOrWhiteSpace(path) ? Path.GetFullPath(path) : null;

    private static IPAddress Address(SettingsReader reader, string section, IPAddress fallback) =>
        reader.Read($"{section}:Address", fallback, SettingsText.Address, SettingsText.AddressRule);

    private static ushort Port(SettingsReader reader, string key, ushort fallback) =>
        reader.Read(key, fallback, SettingsText.PortOrZero, SettingsText.PortOrZeroRule);

    private static bool AllowRemote(SettingsReader reader, string section) =>
        reader.Read($"{section}:AllowRemote", false, SettingsText.Switch, SettingsText.SwitchRule);

    private static bool MailSize(string text, out long value) =>
        SettingsText.Size(text, out value) && value is > 0 and <= MailOptions.Ceiling;

    private static string? DefaultDataDirectory()
    {
        var perUser = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return perUser.Length > 0 ? Path.Combine(perUser, "toxmail") : null;
    }
}
