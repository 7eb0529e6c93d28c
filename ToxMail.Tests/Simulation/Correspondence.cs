namespace ToxMail.Tests.Simulation;

/// <summary>Who writes to whom, and when: honest contacts of each other, while they are online.</summary>
internal static class Correspondence
{
    public static void Plan(World world)
    {
        var writers = world.Nodes.Where(node => node.Role == Role.Honest).ToArray();
        while (world.Mails.Count < world.Settings.Mails)
        {
            var sender = writers[world.Random.Next(writers.Length)];
            if (RecipientOf(world, sender) is { } recipient && TimeOf(world, sender) is { } time)
            {
                var mail = new SimulatedMail(sender.Index, recipient, World.Start + time);
                world.Mails.Add(mail);
                world.At(mail.Written, () => sender.Desk.Write(mail));
            }
        }

        foreach (var flooder in world.Nodes.Where(node => node.Role == Role.Flooder))
        {
            PlanFlood(world, flooder);
        }
    }

    private static int? RecipientOf(World world, SimulatedNode sender)
    {
        var known = sender.Contacts
            .Where(index => world.Nodes[index].Role == Role.Honest)
            .Where(index => !world.Settings.WithoutCommonContact || !world.Nodes[index].Contacts.Overlaps(sender.Contacts))
            .ToArray();
        return known.Length == 0 ? null : known[world.Random.Next(known.Length)];
    }

    /// <summary>A moment of one of its sessions within the time of writing; longer sessions have more of them.</summary>
    private static TimeSpan? TimeOf(World world, SimulatedNode sender)
    {
        var time = world.Settings.Writing * world.Random.NextDouble();
        for (var tries = 0; tries < 1000; tries++)
        {
            if (sender.Sessions.Any(session => session.Start < time && time < session.End))
            {
                return time;
            }

            time = world.Settings.Writing * world.Random.NextDouble();
        }

        return null;
    }

    private static void PlanFlood(World world, SimulatedNode flooder)
    {
        foreach (var (start, end) in flooder.Sessions)
        {
            var junk = (int)(world.Settings.FloodPerDay / 2);
            for (var i = 0; i < junk; i++)
            {
                world.At(World.Start + start + ((end - start) * world.Random.NextDouble()), () =>
                {
                    if (flooder.IsOnline)
                    {
                        flooder.Desk.Inject(null, -1, hops: 6, isReceipt: false);
                    }
                });
            }
        }
    }
}
