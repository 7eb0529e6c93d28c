namespace ToxMail.Tests.Simulation;

/// <summary>Who misbehaves, and who hides whom.</summary>
internal static class Roles
{
    public static void Assign(World world)
    {
        var settings = world.Settings;
        var random = new Random(settings.Seed * 7919);
        var order = world.Nodes.Where(node => node.Role == Role.Honest).ToArray();
        random.Shuffle(order);
        var next = 0;
        foreach (var (role, share) in new[] { (Role.Dropper, settings.Droppers), (Role.Flooder, settings.Flooders), (Role.Absentee, settings.Absent) })
        {
            for (var i = 0; i < (int)Math.Ceiling(share * settings.Nodes) && next < order.Length; i++)
            {
                order[next++].Role = role;
            }
        }

        foreach (var node in world.Nodes)
        {
            node.HiddenContacts.UnionWith(node.Contacts.Where(contact => contact > node.Index && random.NextDouble() < settings.Hidden));
        }

        foreach (var node in world.Nodes)
        {
            foreach (var contact in node.HiddenContacts)
            {
                world.Nodes[contact].HiddenContacts.Add(node.Index);
            }
        }
    }
}
