using Microsoft.Extensions.Logging.Abstractions;
using ToxMail.Core.Addressing;
using ToxMail.Core.Tox;
using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.Tox;

public sealed class ToxProfileTests : IDisposable
{
    private static readonly ToxOptions Offline = new() { UdpEnabled = false, LocalDiscovery = false, UseDefaultBootstrapNodes = false };

    private readonly string _folder = Directory.CreateTempSubdirectory("toxmail-profile-").FullName;

    private ToxProfile Profile => new(Path.Combine(_folder, "profile.tox"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task First_start_makes_an_identity_that_the_next_one_keeps()
    {
        var first = await StartAsync();
        var second = await StartAsync();

        Assert.Equal(first, second);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Profile.Path));
    }

    [Fact]
    public async Task Friends_are_saved_with_every_change()
    {
        var friend = new PublicKey([.. Enumerable.Range(1, 32).Select(static i => (byte)i)]);
        await using (var node = Node())
        {
            node.Start();
            await node.AddFriendAsync(friend);
            await node.GetFriendsAsync();
            await Wait.UntilAsync(
                () => Task.FromResult(ToxProfile.Inspect(Profile.Load()).Friends.SequenceEqual([friend])),
                TimeSpan.FromSeconds(20),
                () => "the friend to be in the profile on the disk",
                TestContext.Current.CancellationToken);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("this is no profile")]
    public void A_file_that_is_no_profile_is_refused_and_left_as_it_is(string content)
    {
        File.WriteAllText(Profile.Path, content);

        var refusal = Assert.Throws<ToxUnavailableException>(() => Node());

        Assert.Contains("left untouched", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(Profile.Path));
    }

    [Fact]
    public async Task A_damaged_profile_is_never_overwritten()
    {
        await StartAsync();
        var damaged = await File.ReadAllBytesAsync(Profile.Path, TestContext.Current.CancellationToken);
        damaged = damaged[..(damaged.Length / 2)];
        damaged[0] ^= 0xFF;
        await File.WriteAllBytesAsync(Profile.Path, damaged, TestContext.Current.CancellationToken);

        Assert.Throws<ToxUnavailableException>(() => Node());

        Assert.Equal(damaged, await File.ReadAllBytesAsync(Profile.Path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_lost_profile_is_not_made_anew_while_the_one_before_is_there()
    {
        await StartAsync();
        await StartAsync();
        var before = await File.ReadAllBytesAsync(Profile.Path + ".bak", TestContext.Current.CancellationToken);
        File.Delete(Profile.Path);

        var refusal = Assert.Throws<ToxUnavailableException>(() => Node());

        Assert.Contains($"toxmail profile import {Profile.Path}.bak", refusal.Message, StringComparison.Ordinal);
        Assert.False(Profile.Exists);
        Assert.Equal(before, await File.ReadAllBytesAsync(Profile.Path + ".bak", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_copy_of_another_identity_is_kept_under_another_name(bool encrypted)
    {
        await StartAsync();
        var another = encrypted ? ToxProfile.Encrypt(Profile.Load(), "secret"u8) : Profile.Load();
        File.Delete(Profile.Path);
        File.Delete(Profile.Path + ".bak");
        var own = await StartAsync();
        await File.WriteAllBytesAsync(Profile.Path + ".bak", another, TestContext.Current.CancellationToken);

        await StartAsync();
        await StartAsync();

        var kept = Assert.Single(Directory.GetFiles(_folder, "profile.tox.replaced-*"));
        Assert.Equal(another, await File.ReadAllBytesAsync(kept, TestContext.Current.CancellationToken));
        Assert.Equal(own, ToxProfile.Inspect(await File.ReadAllBytesAsync(Profile.Path + ".bak", TestContext.Current.CancellationToken)).Id);
    }

    [Fact]
    public async Task Encrypted_form_opens_with_its_passphrase_alone()
    {
        await StartAsync();
        var savedata = Profile.Load();

        var encrypted = ToxProfile.Encrypt(savedata, "right"u8);

        Assert.True(ToxProfile.IsEncrypted(encrypted));
        Assert.Equal(savedata, ToxProfile.Decrypt(encrypted, "right"u8));
        Assert.Null(ToxProfile.Decrypt(encrypted, "wrong"u8));
        Assert.Null(ToxProfile.Decrypt(encrypted.AsSpan(..50), "right"u8));
    }

    [Fact]
    public async Task An_encrypted_profile_in_the_folder_is_refused_with_what_to_do()
    {
        await StartAsync();
        var encrypted = ToxProfile.Encrypt(Profile.Load(), "secret"u8);
        await File.WriteAllBytesAsync(Profile.Path, encrypted, TestContext.Current.CancellationToken);

        var refusal = Assert.Throws<ToxUnavailableException>(() => Node());

        Assert.Contains("toxmail profile import", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_after_the_end_is_cancelled_and_does_not_hang()
    {
        var node = Node();
        node.Start();
        await node.DisposeAsync();

        await Assert.ThrowsAsync<TaskCanceledException>(() => node.GetFriendsAsync().WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken));
    }

    private async Task<ToxId> StartAsync()
    {
        await using var node = Node();
        return node.Id;
    }

    private ToxNode Node() => new(Offline, Profile, TimeProvider.System, NullLogger<ToxNode>.Instance);
}
