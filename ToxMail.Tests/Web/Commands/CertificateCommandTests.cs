using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ToxMail.Web.Commands;
using Xunit;

namespace ToxMail.Tests.Web.Commands;

/// <summary><c>toxmail certificate</c>: the CA is shown, exported, replaced.</summary>
public sealed class CertificateCommandTests(WebNode node) : IClassFixture<WebNode>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("toxmail-command-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_CA_is_printed_and_exported_in_both_forms(bool running)
    {
        var folder = running ? node.Folder : _folder;
        var pem = Path.Combine(_folder, "out.pem");
        var der = Path.Combine(_folder, "out.der");

        var printed = await CommandRun.OfAsync("certificate", "--data", folder);
        var exported = await CommandRun.OfAsync("certificate", "export", pem, "--data", folder);
        await CommandRun.OfAsync("certificate", "export", der, "--der", "--data", folder);

        using var authority = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(folder, "tls", "ca.pem"));
        Assert.Equal((ExitCode.Success, authority.ExportCertificatePem() + "\n"), (printed.Code, printed.Output));
        Assert.Equal(printed.Output, await File.ReadAllTextAsync(pem, TestContext.Current.CancellationToken));
        Assert.Equal(authority.RawData, await File.ReadAllBytesAsync(der, TestContext.Current.CancellationToken));
        var fingerprint = string.Join(':', authority.GetCertHash(HashAlgorithmName.SHA256).Select(octet => $"{octet:X2}"));
        Assert.Contains(fingerprint, printed.Errors, StringComparison.Ordinal);
        Assert.Contains(fingerprint, exported.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_CA_is_replaced_only_when_asked_and_while_no_node_runs()
    {
        var first = await CommandRun.OfAsync("certificate", "--data", _folder);
        var same = await CommandRun.OfAsync("certificate", "--data", _folder);
        var replaced = await CommandRun.OfAsync("certificate", "replace", "--data", _folder);
        var second = await CommandRun.OfAsync("certificate", "--data", _folder);
        var running = await CommandRun.OfAsync("certificate", "replace", "--data", node.Folder);

        Assert.Equal(first, same);
        Assert.Equal(ExitCode.Success, replaced.Code);
        Assert.NotEqual(first.Output, second.Output);
        Assert.Equal(ExitCode.FolderInUse, running.Code);
    }
}
