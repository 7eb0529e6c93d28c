namespace ToxMail.Tests.Simulation;

/// <summary>Acquaintances after Watts and Strogatz: a ring of near ones, some of them replaced by anybody.</summary>
internal static class SmallWorld
{
    /// <summary>The contacts of each node.</summary>
    public static HashSet<int>[] Make(int nodes, int degree, double rewiring, Random random)
    {
        var contacts = Enumerable.Range(0, nodes).Select(_ => new HashSet<int>()).ToArray();
        for (var step = 1; step <= degree / 2; step++)
        {
            for (var node = 0; node < nodes; node++)
            {
                var other = (node + step) % nodes;
                while (random.NextDouble() < rewiring || other == node || contacts[node].Contains(other))
                {
                    other = random.Next(nodes);
                    if (other != node && !contacts[node].Contains(other))
                    {
                        break;
                    }
                }

                contacts[node].Add(other);
                contacts[other].Add(node);
            }
        }

        return contacts;
    }
}
