using Microsoft.Extensions.Hosting.Systemd;
using ToxMail.Core.Addressing;
using ToxMail.Core.Hosting;
using ToxMail.Core.Net;
using ToxMail.Core.Store.Passwords;
using ToxMail.Web.Security;

namespace ToxMail.Web.Commands;

/// <summary>What a started node says: where its dashboard is and what to put into a mail client.</summary>
internal static class Greeting
{
    private const string FirstClient = "First mail client";
    private const string Off = "off";

    public static async Task WriteAsync(IServiceProvider services, TextWriter output, CancellationToken cancellationToken)
    {
        var own = services.GetRequiredService<OwnIdentity>();
        output.WriteLine($"""
            ToxMail {ProgramVersion.Text}

            Dashboard     {Dashboard(services)}
            Your Tox ID   {own.Id}
            Your address  {own.Address}

            Settings for your mail client:
              Outgoing, SMTP   {Settings(services, "smtp", "Smtp:Enabled")}
              Incoming, POP3   {Settings(services, "pop3", "Pop3:Enabled")}
              User name        {ClientPasswords.Username}
              Password         {await PasswordAsync(services.GetRequiredService<ClientPasswords>(), cancellationToken)}
              CA for TLS       toxmail certificate, or on the dashboard

            """);
        output.Flush();
    }

    /// <summary>Under systemd this goes to the journal, which others may read: there the login is left out.</summary>
    private static string Dashboard(IServiceProvider services)
    {
        var address = services.GetRequiredService<DashboardAddress>();
        return services.GetRequiredService<ListenerBoard>().Current.Any(static listener => listener is { Name: Readiness.Dashboard, State: ListenerState.Failed })
            ? $"{Endpoint(services, Readiness.Dashboard)}\n              (tried again every few seconds; to log in then: toxmail login)"
            : services.GetService<ISystemdNotifier>() is { IsEnabled: true }
            ? $"{address.Root} (to log in: toxmail login)"
            : $"{address.NewLogin().Url}\n              (works once, for {LoginTokens.Lifetime.TotalMinutes:0} minutes; another: toxmail login)";
    }

    /// <summary>Makes the first password where a person sees it. What is redirected ends up in a file, where no password belongs.</summary>
    private static async Task<string> PasswordAsync(ClientPasswords passwords, CancellationToken cancellationToken)
    {
        const string Hint = "make one for each client: toxmail password add NAME, or on the dashboard";
        if (Console.IsOutputRedirected || (await passwords.ListAsync(cancellationToken)).Count > 0)
        {
            return Hint;
        }

        return await passwords.CreateAsync(FirstClient, cancellationToken) is CreatePasswordResult.Created made
            ? $"{made.Password.Password}   (shown this once)"
            : Hint;
    }

    private static string Settings(IServiceProvider services, string name, string setting) => Endpoint(services, name) is var endpoint && endpoint == Off
        ? $"{Off} ({setting} is false)"
        : $"{endpoint}, STARTTLS or no encryption, password \"normal\"";

    /// <summary>Where a mail server listens, or why it does not.</summary>
    internal static string Endpoint(IServiceProvider services, string name)
    {
        var listener = services.GetRequiredService<ListenerBoard>().Current.FirstOrDefault(listener => listener.Name == name);
        return listener switch
        {
            null or { State: ListenerState.Off } => Off,
            { State: ListenerState.Failed } => $"{listener.Endpoint} (not open: {listener.Error})",
            _ => listener.Endpoint,
        };
    }
}
