using Microsoft.Extensions.Time.Testing;
using ToxMail.Core.Names;
using ToxMail.Core.Names.Dns;
using ToxMail.Core.Names.Resolver;
using ToxMail.Tests.Names.Resolver.Servers;
using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.Names;

/// <summary>A resolver that hangs up, hangs, drips or is slow.</summary>
public sealed class StallingResolverTests
{
    private const string Name = "tarek@example.test";

    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_resolver_that_hangs_up_is_asked_three_times()
    {
        await using var resolver = new ScriptedResolver((_, _, _) => throw new IOException("Enough."));
        using var desk = new LookupDesk(resolver.Address);

        var missed = await desk.MissAsync(Name);

        Assert.Equal(NameFault.ResolverFailed, missed.Fault);
        Assert.Contains("closed the connection", missed.Why, StringComparison.Ordinal);
        Assert.Equal(3, resolver.Connections);
    }

    [Fact]
    public async Task A_resolver_that_closes_after_each_answer_is_good_enough()
    {
        await using var resolver = new ScriptedResolver(async (question, stream, cancellationToken) =>
        {
            await MessageFraming.WriteAsync(stream, Answers.Good(question), cancellationToken);
            throw new IOException("Enough.");
        });
        using var desk = new LookupDesk(resolver.Address);

        await desk.FindAsync(Name, fresh: true);
        await desk.FindAsync(Name, fresh: true);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(20)]
    public async Task A_resolver_that_hangs_is_given_up(int octets)
    {
        await using var resolver = new ScriptedResolver(async (question, stream, cancellationToken) =>
        {
            await stream.WriteAsync(Enumerable.Repeat((byte)0xFF, octets).ToArray(), cancellationToken);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        });

        Assert.Equal(NameFault.TimedOut, (await MissAsTimePassesAsync(resolver)).Fault);
    }

    [Fact]
    public async Task A_resolver_that_drips_is_given_up()
    {
        await using var resolver = new ScriptedResolver(async (question, stream, cancellationToken) =>
        {
            foreach (var octet in (byte[])[0xFF, 0xFF, .. new byte[0xFFFF]])
            {
                await stream.WriteAsync(new[] { octet }, cancellationToken);
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, cancellationToken);
            }
        });

        Assert.Equal(NameFault.TimedOut, (await MissAsTimePassesAsync(resolver)).Fault);
    }

    [Fact]
    public async Task What_a_slow_resolver_said_in_time_is_not_asked_for_again()
    {
        var time = new FakeTimeProvider();
        var isSlow = true;
        await using var resolver = new ScriptedResolver(async (question, stream, cancellationToken) =>
        {
            if (isSlow && Answers.Read(question).QuestionType is not DnsType.TXT)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            }

            await MessageFraming.WriteAsync(stream, Answers.Good(question), cancellationToken);
        });
        using var desk = new LookupDesk(resolver.Address, time);
        var missing = desk.MissAsync(Name);
        await Wait.UntilAsync(() => Task.FromResult(resolver.Questions.Count > 1), _patience, () => "the second question", Cancelled);
        Assert.Equal(NameFault.TimedOut, (await AsTimePassesAsync(missing, time)).Fault);

        isSlow = false;
        await desk.FindAsync(Name);

        Assert.Single(resolver.Questions, question => question.QuestionType is DnsType.TXT);
    }

    private static async Task<NameAnswer.NotFound> MissAsTimePassesAsync(ScriptedResolver resolver)
    {
        var time = new FakeTimeProvider();
        using var desk = new LookupDesk(resolver.Address, time);
        return await AsTimePassesAsync(desk.MissAsync(Name), time);
    }

    private static async Task<NameAnswer.NotFound> AsTimePassesAsync(Task<NameAnswer.NotFound> missing, FakeTimeProvider time)
    {
        while (!missing.IsCompleted)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancelled);
            time.Advance(TimeSpan.FromMilliseconds(500));
        }

        return await missing;
    }
}
