using ToxMail.Core.Tox;
using ToxMail.Tests.Delivery;
using Xunit;

namespace ToxMail.Tests.Tox;

public sealed class BootstrapperTests
{
    [Fact]
    public async Task A_fault_is_logged_and_keeps_no_other_node_from_being_asked()
    {
        // Names of more than 255 octets are refused before anybody is asked; a node without a list of ports does not come from any settings.
        await using var alone = new LoneNode(InProcessNode.Options(0, null) with
        {
            BootstrapNodes = [new BootstrapNode(new string('a', 300), 1, default, []), new BootstrapNode("127.0.0.1", 1, default, null!)],
        });

        await NodePair.UntilAsync(() => Task.FromResult(alone.Log.Text.Contains("tried again", StringComparison.Ordinal)));

        Assert.Contains(nameof(NullReferenceException), alone.Log.Text, StringComparison.Ordinal);
    }
}
