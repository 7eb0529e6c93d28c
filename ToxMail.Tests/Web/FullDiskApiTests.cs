using System.Net;
using ToxMail.Tests.Support.Nodes;
using Xunit;
using static ToxMail.Tests.Support.TemporaryStore;

namespace ToxMail.Tests.Web;

/// <summary>The API of a node whose disk is full to the last byte.</summary>
public sealed class FullDiskApiTests
{
    [Fact]
    public async Task What_cannot_be_stored_is_told_in_words()
    {
        await using var disk = await SmallDisk.MountAsync(20);
        await using var node = new WebNode(Path.Combine(disk.Folder, "node"), []);
        await node.InitializeAsync();
        using var api = node.Api();
        using var made = await api.PostAsync("/api/v1/passwords", WebNode.Json(new { name = "Mutt" }), Ct);
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var ballast = await disk.FillAsync(Ct);

        var added = await Answer.OfAsync(api.PostAsync("/api/v1/passwords", WebNode.Json(new { name = "laptop" }), Ct));
        var removed = await Answer.OfAsync(api.DeleteAsync("/api/v1/passwords/Mutt", Ct));
        var changed = await Answer.OfAsync(api.PutAsync("/api/v1/relay", WebNode.Json(new { mode = "Off" }), Ct));
        var tested = await Answer.OfAsync(api.PostAsync("/api/v1/inbox/test", null, Ct));
        File.Delete(ballast);

        Assert.All([added, removed, changed, tested], static answer =>
        {
            answer.AssertProblem(HttpStatusCode.InsufficientStorage, "storage-failed");
            Assert.Contains("disk is full", answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        });
    }
}
