using ToxMail.Core.Disk;
using ToxMail.Core.Hosting;
using ToxMail.Core.Store;
using ToxMail.Core.Tls;

namespace ToxMail.Web.Commands;

/// <summary><c>toxmail certificate</c>: the CA that a mail client has to trust; and a new one, when the user asks for it.</summary>
internal static class CertificateCommand
{
    private const string Der = "--der";

    public static Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken) => Task.FromResult(context.Line.Operands switch
    {
        [] when !context.Has(Der) => Print(context),
        ["export", var file] => Export(context, file),
        ["replace"] when !context.Has(Der) => Replace(context),
        _ => context.Fail(Usage.Of("certificate")),
    });

    /// <summary>The certificate alone on standard output, so that it can be redirected to a file.</summary>
    private static int Print(CommandContext context)
    {
        var authority = Read(context);
        context.Output.Write(authority.Pem);
        context.Errors.WriteLine(Describe(authority));
        return ExitCode.Success;
    }

    private static int Export(CommandContext context, string file)
    {
        var authority = Read(context);
        DurableFile.Write(file, context.Has(Der) ? authority.Der.Span : System.Text.Encoding.ASCII.GetBytes(authority.Pem));
        context.Output.WriteLine($"{file} is the CA that your mail client has to trust.\n{Describe(authority)}");
        return ExitCode.Success;
    }

    private static int Replace(CommandContext context)
    {
        using var directory = DataDirectory.Open(context.Folder);
        var authority = AuthorityCertificate.Replace(directory.Tls, TlsRegistration.NamesOf(context.Settings), TimeProvider.System);
        context.Output.WriteLine($"There is a new CA. Every mail client that uses TLS has to be given it again.\n{Describe(authority)}");
        return ExitCode.Success;
    }

    /// <summary>Reading needs no lock, because the file is only ever replaced whole; making the first one does.</summary>
    private static AuthorityCertificate Read(CommandContext context)
    {
        if (context.Settings.Tls.Certificate is { } own)
        {
            throw new InvalidDataException($"The mail servers show your own certificate, {own}: mail clients trust it or not by whoever signed it.");
        }

        if (AuthorityCertificate.Find(DataDirectory.TlsIn(context.Folder)) is { } authority)
        {
            return authority;
        }

        using var directory = DataDirectory.Open(context.Folder);
        return AuthorityCertificate.FindOrCreate(directory.Tls, TlsRegistration.NamesOf(context.Settings), TimeProvider.System);
    }

    private static string Describe(AuthorityCertificate authority) =>
        $"{authority.Name}, valid until {authority.ValidUntil.UtcDateTime:yyyy-MM-dd}\nSHA-256 fingerprint {authority.Fingerprint}";
}
