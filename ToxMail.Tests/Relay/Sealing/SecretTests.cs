using System.Reflection;
using ToxMail.Core.Relay.Sealing;
using Xunit;

namespace ToxMail.Tests.Relay.Sealing;

public sealed class SecretTests
{
    [Fact]
    public void Disposing_of_a_secret_overwrites_it()
    {
        var secret = Secret.Random();
        var bytes = secret.Bytes;
        Assert.True(bytes.ContainsAnyExcept((byte)0));

        secret.Dispose();

        Assert.False(bytes.ContainsAnyExcept((byte)0));
    }

    [Fact]
    public void Disposing_of_a_pairs_state_overwrites_all_its_secrets()
    {
        var couple = Couple.Met();
        couple.Alice.Greet(couple.Now + TimeSpan.FromDays(1));
        var secrets = Secrets(couple.Alice).ToList();
        Assert.True(secrets.Count > 32 + 4);
        Assert.All(secrets, secret => Assert.True(secret.Bytes.ContainsAnyExcept((byte)0)));

        couple.Dispose();

        Assert.All(secrets, secret => Assert.False(secret.Bytes.ContainsAnyExcept((byte)0)));
    }

    [Fact]
    public void Spent_and_outdated_secrets_are_overwritten_too()
    {
        using var couple = Couple.Met();
        var prekeys = Secrets(couple.Bob).ToList();
        var opened = couple.BobOpens(couple.AliceSeals("hello"))!;
        couple.Bob.Spend(opened.PrekeyId!.Value);
        Assert.Equal(1, prekeys.Count(secret => !secret.Bytes.ContainsAnyExcept((byte)0)));

        couple.Bob.Dispose();
        Assert.All(prekeys, secret => Assert.False(secret.Bytes.ContainsAnyExcept((byte)0)));
    }

    /// <summary>Every secret that is reachable from an object of this folder.</summary>
    private static IEnumerable<Secret> Secrets(object root)
    {
        HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
        Stack<object> open = new([root]);
        while (open.TryPop(out var item))
        {
            if (!seen.Add(item) || item is MailIdentity or PairParties)
            {
                continue;
            }

            if (item is Secret secret)
            {
                yield return secret;
            }
            else if (item is System.Collections.IEnumerable items and not string)
            {
                items.Cast<object?>().OfType<object>().ToList().ForEach(open.Push);
            }
            else if (item.GetType().Namespace == typeof(Secret).Namespace)
            {
                item.GetType().GetFields(BindingFlags.Instance | BindingFlags.NonPublic).Select(field => field.GetValue(item)).OfType<object>().ToList().ForEach(open.Push);
            }
        }
    }
}
