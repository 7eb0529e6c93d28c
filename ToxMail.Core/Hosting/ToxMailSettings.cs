using Microsoft.Extensions.Configuration;
using ToxMail.Core.Delivery;
using ToxMail.Core.Names;
using ToxMail.Core.Pop3;
using ToxMail.Core.Relay;
using ToxMail.Core.Smtp;
using ToxMail.Core.Store;
using ToxMail.Core.Tls;
using ToxMail.Core.Tox;

namespace ToxMail.Core.Hosting;

/// <summary>All options of the program, read and judged as one.</summary>
public sealed record ToxMailSettings
{
    public required StoreOptions Store { get; init; }

    public required MailOptions Mail { get; init; }

    public required SmtpOptions Smtp { get; init; }

    public required Pop3Options Pop3 { get; init; }

    public required TlsOptions Tls { get; init; }

    public required ToxOptions Tox { get; init; }

    public required DeliveryOptions Delivery { get; init; }

    public required NamesOptions Names { get; init; }

    public required RelayOptions Relay { get; init; }

    public required DashboardOptions Dashboard { get; init; }

    /// <summary>Reads the section <c>ToxMail</c>; every fault is in the result, and with one the settings are not to be used.</summary>
    public static SettingsReading Read(IConfiguration configuration)
    {
        var reader = new SettingsReader(configuration);
        var settings = new ToxMailSettings
        {
            Store = SettingsSections.Store(reader),
            Mail = SettingsSections.Mail(reader),
            Smtp = SettingsSections.Smtp(reader),
            Pop3 = SettingsSections.Pop3(reader),
            Tls = SettingsSections.Tls(reader),
            Tox = ToxSettings.Read(reader),
            Delivery = SettingsSections.Delivery(reader),
            Names = NamesSettings.Read(reader),
            Relay = RelaySettings.Read(reader),
            Dashboard = SettingsSections.Dashboard(reader),
        };
        List<string> faults = [.. reader.Faults, .. SettingsRules.Faults(settings)];
        var unknown = UnknownKeys.Find(configuration.GetSection(SettingsReader.Root), reader.Known);
        faults.AddRange(unknown.Select(key => $"{key} is not a setting."));
        return new SettingsReading(settings, faults);
    }
}
