using ToxMail.Tests.Support.Nodes;
using ToxMail.Tests.Support.PlainTox;
using ToxMail.Web.Commands;
using Xunit;

namespace ToxMail.Tests.EndToEnd;

/// <summary>A profile that another Tox client wrote, and one that another Tox client is to read.</summary>
public sealed class ForeignProfileTests : IDisposable
{
    private const string Passphrase = "correct horse battery staple";
    private static readonly string[] Friends = [.. new[] { '1', '2' }.Select(static digit => new string(digit, 64))];

    private readonly string _folder = Directory.CreateTempSubdirectory("toxmail-foreign-").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_profile_of_another_client_moves_in_with_its_friends_and_out_again(bool encrypted)
    {
        var (id, savedata) = MakeProfile();
        var (given, data, taken) = (Path.Combine(_folder, "given.tox"), Path.Combine(_folder, "data"), Path.Combine(_folder, "taken.tox"));
        await File.WriteAllBytesAsync(given, encrypted ? PlainClient.Encrypt(savedata, Passphrase) : savedata, Cancelled);

        var imported = await RunAsync("profile", "import", given, "--data", data);

        Assert.StartsWith($"You are now {id}, with 2 contacts.", imported, StringComparison.Ordinal);
        await using (var node = new NodeProcess("heir", new Dictionary<string, string> { ["DataDirectory"] = data }))
        {
            await node.StartAsync(Cancelled);
            Assert.Equal(id, (await node.Api.StatusAsync(Cancelled)).ToxId);
            Assert.Equal(Friends.Select(static key => (key, "contact")), (await node.Api.ContactsAsync(Cancelled)).Select(static contact => (contact.PublicKey, contact.State)).Order());
            Assert.Equal(0, await node.StopAsync(NodeProcess.StopTimeout, Cancelled));
        }

        await RunAsync(["profile", "export", taken, "--data", data, .. encrypted ? ["--encrypt"] : Array.Empty<string>()]);
        var bytes = await File.ReadAllBytesAsync(taken, Cancelled);
        using var other = new PlainClient(encrypted ? PlainClient.Decrypt(bytes, Passphrase) : bytes);
        Assert.Equal((id, "Carol Ünlü", "Gone fishing"), (other.Id, other.Name, other.StatusMessage));
        Assert.Equal(Friends, other.Friends.Order());
    }

    private static (string Id, byte[] Savedata) MakeProfile()
    {
        using var client = new PlainClient { Name = "Carol Ünlü", StatusMessage = "Gone fishing" };
        Array.ForEach(Friends, client.AddFriend);
        return (client.Id, client.Savedata);
    }

    private static async Task<string> RunAsync(params string[] words)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await ToxMailProgram.RunAsync(words, new StringReader($"{Passphrase}\n"), output, errors, Cancelled);
        Assert.Equal((0, ""), (code, errors.ToString()));
        return output.ToString();
    }
}
