using ToxMail.Core.Names;
using ToxMail.Core.Names.Dns;
using ToxMail.Core.Names.Resolver;
using ToxMail.Tests.Names.Resolver.Servers;
using Xunit;

namespace ToxMail.Tests.Names;

/// <summary>A resolver, or whoever sits in its place, that answers with anything at all.</summary>
public sealed class HostileResolverTests
{
    private const string Name = "tarek@example.test";
    private const string Owner = "tarek._tox.example.test";

    public static TheoryData<string, string> Forgeries => new()
    {
        { "wrong id", "another number" },
        { "another name", "another question" },
        { "another type", "another question" },
        { "question", "a question itself" },
        { "truncated", "cut short" },
        { "compression loop", "cannot be read" },
        { "count too high", "cannot be read" },
        { "record too long", "cannot be read" },
        { "octets behind the end", "cannot be read" },
    };

    [Fact]
    public async Task A_right_answer_is_taken_and_is_unproved()
    {
        await using var resolver = new ScriptedResolver(Answers.Good);
        using var desk = new LookupDesk(resolver.Address);

        var found = await desk.FindAsync(Name);

        Assert.Equal(LookupDesk.Id, found.Id.ToString());
        Assert.Null(found.Proof);
    }

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task An_answer_to_something_else_is_not_taken(string forgery, string words)
    {
        await using var resolver = new ScriptedResolver(question => Forge(forgery, question));
        using var desk = new LookupDesk(resolver.Address);

        var missed = await desk.MissAsync(Name);

        Assert.Equal(NameFault.ResolverFailed, missed.Fault);
        Assert.Contains(words, missed.Why, StringComparison.Ordinal);
        Assert.True(missed.Later);
        Assert.Single(resolver.Questions);
    }

    [Fact]
    public async Task Question_numbers_cannot_be_foretold()
    {
        await using var resolver = new ScriptedResolver(Answers.Good);
        using var desk = new LookupDesk(resolver.Address);

        for (var i = 0; i < 20; i++)
        {
            await desk.FindAsync(Name, fresh: true);
        }

        Assert.True(resolver.Questions.Select(question => question.Id).Distinct().Count() > 15);
    }

    [Fact]
    public async Task An_answer_too_short_for_a_message_is_nonsense()
    {
        await using var resolver = new ScriptedResolver(_ => [1, 2, 3]);
        using var desk = new LookupDesk(resolver.Address);

        Assert.Contains("nonsense", (await desk.MissAsync(Name)).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_flood_one_message_is_read()
    {
        await using var resolver = new ScriptedResolver(async (question, stream, cancellationToken) =>
        {
            byte[] garbage = [0xFF, 0xFF, .. new byte[0xFFFF]];
            while (true)
            {
                await stream.WriteAsync(garbage, cancellationToken);
            }
        });
        using var desk = new LookupDesk(resolver.Address);

        Assert.Contains("cannot be read", (await desk.MissAsync(Name)).Why, StringComparison.Ordinal);
        Assert.Equal(1, resolver.Connections);
    }

    [Fact]
    public async Task What_is_sent_before_the_next_question_is_no_answer_to_it()
    {
        await using var resolver = new ScriptedResolver(async (question, stream, cancellationToken) =>
        {
            await MessageFraming.WriteAsync(stream, Answers.Good(question), cancellationToken);
            await MessageFraming.WriteAsync(stream, Answers.Good(question), cancellationToken);
        });
        using var desk = new LookupDesk(resolver.Address);

        var missed = await desk.MissAsync(Name);

        Assert.Equal(NameFault.ResolverFailed, missed.Fault);
        Assert.Contains("another number", missed.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Records_of_other_names_are_not_looked_at()
    {
        await using var resolver = new ScriptedResolver(question => Answers.Of(
            question, Answers.Txt("other._tox.example.test", 60, $"v=tox1;id={LookupDesk.OtherId}"), Answers.Txt("tarek.example.test", 60, $"v=tox1;id={LookupDesk.OtherId}")));
        using var desk = new LookupDesk(resolver.Address);

        Assert.Equal(NameFault.NoSuchName, (await desk.MissAsync(Name)).Fault);
    }

    [Fact]
    public async Task A_huge_answer_is_read_whole()
    {
        var others = Enumerable.Range(0, 240).Select(i => Answers.Txt(Owner, 60, $"{i}{new string('x', 200)}"));
        await using var resolver = new ScriptedResolver(question => Answers.Of(question, [.. others, Answers.Txt(Owner, 60, $"v=tox1;id={LookupDesk.Id}")]));
        using var desk = new LookupDesk(resolver.Address);

        Assert.Equal(LookupDesk.Id, (await desk.FindAsync(Name)).Id.ToString());
    }

    [Fact]
    public async Task Ten_thousand_random_and_mutated_messages_prove_nothing_and_break_nothing()
    {
        var random = new Random(20_261_122);
        await using var resolver = new ScriptedResolver(question => random.Next(4) == 0 ? Noise(random) : Mutated(Answers.Good(question), random));
        using var desk = new LookupDesk(resolver.Address);

        for (var i = 0; i < 10_000; i++)
        {
            var answer = await desk.LookUpAsync(Name, fresh: true);
            Assert.Null((answer as NameAnswer.Found)?.Proof);
            Assert.DoesNotContain(answer is NameAnswer.NotFound missed ? missed.Why : "", char.IsControl);
        }
    }

    private static byte[] Forge(string forgery, byte[] question)
    {
        var (good, nameAt, countsAt) = (Answers.Good(question), 12, 6);
        var typeAt = nameAt + DnsName.Parse(Owner).Wire.Length;
        return forgery switch
        {
            "wrong id" => With(good, 1, (byte)(good[1] ^ 1)),
            "another name" => With(good, nameAt + 1, (byte)'x'),
            "another type" => With(good, typeAt + 1, (byte)DnsType.A),
            "question" => With(good, 2, (byte)(good[2] & 0x7F)),
            "truncated" => With(good, 2, (byte)(good[2] | 0x02)),
            "compression loop" => [.. good[..(typeAt + 4)], 0xC0, (byte)(typeAt + 4), .. good[^90..]],
            "count too high" => With(good, countsAt + 1, 200),
            "record too long" => good[..^1],
            "octets behind the end" => [.. good, 0],
            _ => throw new ArgumentOutOfRangeException(nameof(forgery)),
        };
    }

    private static byte[] With(byte[] octets, int at, byte octet)
    {
        octets[at] = octet;
        return octets;
    }

    private static byte[] Noise(Random random)
    {
        var noise = new byte[random.Next(12, 600)];
        random.NextBytes(noise);
        return noise;
    }

    private static byte[] Mutated(byte[] octets, Random random)
    {
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            octets[random.Next(octets.Length)] ^= (byte)(1 << random.Next(8));
        }

        return random.Next(8) == 0 ? octets[..random.Next(12, octets.Length)] : octets;
    }
}
