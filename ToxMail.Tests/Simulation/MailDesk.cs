using ToxMail.Core.Relay;
using ToxMail.Core.Relay.Gossip;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Wire;

namespace ToxMail.Tests.Simulation;

/// <summary>What a node's user writes and gets: the outbox, the inbox and the receipts of the real service in small.</summary>
internal sealed class MailDesk(World world, SimulatedNode node)
{
    private const int ExpiryJitter = 4;

    private readonly List<SimulatedMail> _waiting = [];
    private readonly Dictionary<SimulatedMail, HashSet<SimulatedEnvelope>> _received = [];
    private readonly List<SimulatedMail> _toConfirm = [];

    /// <summary>Envelopes of which nothing is to be told, and when their x may leave.</summary>
    private readonly Dictionary<SimulatedEnvelope, DateTimeOffset> _toEnd = [];

    /// <summary>Receipts that do not count outside yet.</summary>
    private readonly Dictionary<EnvelopeId, SimulatedEnvelope> _uncounted = [];

    /// <summary>A receipt came over relays. For a prober.</summary>
    public Action<SimulatedMail> Learns { get; set; } = _ => { };

    /// <summary>Whether it takes mail over a live link. For a prober.</summary>
    public bool TakesDirectly { get; set; } = true;

    /// <summary>A mail came over relays; false: no receipt of the usual kind leaves. For a prober.</summary>
    public Func<SimulatedEnvelope, bool> Answers { get; set; } = _ => true;

    private RelayOptions Options => world.Settings.Relay;

    public void Write(SimulatedMail mail)
    {
        _waiting.Add(mail);
        if (node.IsLinkedTo(world.Nodes[mail.Recipient]))
        {
            HandOver(mail, world.Nodes[mail.Recipient].Desk);
        }

        Pursue(mail);
    }

    /// <summary>The node has come online: mails may have become due.</summary>
    public void Open()
    {
        foreach (var mail in _waiting.ToArray())
        {
            Pursue(mail);
        }

        foreach (var mail in _toConfirm.ToArray())
        {
            Confirm(mail);
        }

        foreach (var envelope in _toEnd.Keys.ToArray())
        {
            End(envelope);
        }
    }

    /// <summary>A live link with another: mails and results go over it.</summary>
    public void Meet(MailDesk other)
    {
        foreach (var mail in _waiting.Where(mail => world.Nodes[mail.Recipient].Desk == other).ToArray())
        {
            HandOver(mail, other);
        }
    }

    /// <summary>An envelope was kept here.</summary>
    public void Arrived(SimulatedEnvelope envelope)
    {
        Count(envelope);
        if (envelope.Recipient != node.Index || envelope.Mail is not { } mail)
        {
            return;
        }

        if (envelope.IsReceipt)
        {
            Learns(mail);
            mail.Known ??= world.Now;
            _uncounted[envelope.Header.Id] = envelope;
            Offered(envelope.Header.Id);
            PlanEnd(envelope);
            return;
        }

        if (!Answers(envelope))
        {
            return;
        }

        mail.Arrivals++;
        mail.WasRelayed |= mail.Delivered is null;
        mail.Delivered ??= world.Now;
        if (!_received.TryGetValue(mail, out var envelopes))
        {
            _received[mail] = envelopes = [];
            _toConfirm.Add(mail);
            PlanConfirmation(mail);
        }

        envelopes.Add(envelope);
        if (!_toConfirm.Contains(mail))
        {
            PlanEnd(envelope);
        }
    }

    /// <summary>A contact has shown an envelope: a receipt that came in it may count now.</summary>
    public void Offered(EnvelopeId id)
    {
        if (_uncounted.TryGetValue(id, out var receipt) && MayLeave(receipt))
        {
            _uncounted.Remove(id);
            CallBack(receipt.Mail!);
        }
    }

    /// <summary>Makes an envelope and puts it on its way.</summary>
    public SimulatedEnvelope Inject(SimulatedMail? mail, int recipient, byte hops, bool isReceipt, EnvelopeClass size = EnvelopeClass.Small)
    {
        var number = (UInt128)(world.Envelopes.Count + 1);
        var release = ReleaseOf(number);
        var life = mail is null || isReceipt ? world.Settings.Life : mail.Written + world.Settings.Life - world.Now;
        var header = new HeldEnvelope
        {
            Id = new EnvelopeId(number),
            Tag = new EnvelopeTag(number),
            Class = size,
            IsIntro = false,
            Expiry = EnvelopeLife.Choose(world.Now, life, world.Random.Next(ExpiryJitter)),
            Commitment = release.Commitment(),
            Hops = hops,
            From = null,
        };
        var envelope = new SimulatedEnvelope(header, release, recipient, mail, isReceipt) { Created = mail is null || isReceipt ? world.Now : mail.Written };
        world.Envelopes[header.Id] = envelope;
        world.Tags[header.Tag] = envelope;
        node.Gossip.Inject(header, world.Now);
        node.Wake();
        return envelope;
    }

    private static Tombstone ReleaseOf(UInt128 number)
    {
        var bytes = new byte[Tombstone.Size];
        BitConverter.TryWriteBytes(bytes, (ulong)number);
        return new Tombstone(bytes);
    }

    private void Count(SimulatedEnvelope envelope)
    {
        if (node.HasDeleted(envelope.Header.Id))
        {
            world.Reappeared++;
        }

        if (envelope.Mail is { } mail)
        {
            mail.Copies += envelope.IsReceipt ? 0 : 1;
            mail.ReceiptCopies += envelope.IsReceipt ? 1 : 0;
        }
    }

    private void HandOver(SimulatedMail mail, MailDesk other)
    {
        if (!other.TakesDirectly)
        {
            return;
        }

        if (mail.Delivered is null && world.Now > mail.Written + world.Settings.Life)
        {
            _waiting.Remove(mail);
            return;
        }

        mail.Copies += mail.Delivered is null ? 1 : 0;
        mail.Delivered ??= world.Now;
        other._toConfirm.Remove(mail);
        mail.Known ??= world.Now;
        CallBack(mail);
    }

    /// <summary>That the mail arrived may show: its copies are called back.</summary>
    private void CallBack(SimulatedMail mail)
    {
        if (_waiting.Remove(mail))
        {
            mail.Envelopes.ForEach(Release);
        }
    }

    private void Release(SimulatedEnvelope envelope)
    {
        node.Gossip.Release(envelope.Release, world.Now);
        node.Wake();
    }

    private void Pursue(SimulatedMail mail)
    {
        var age = world.Now - mail.Written;
        if (Options.Mode == RelayMode.Off || !node.IsOnline || !_waiting.Contains(mail) || age >= world.Settings.Life)
        {
            return;
        }

        var stage = CarriagePlan.StageAt(age, Options);
        if (stage > mail.Stage)
        {
            mail.Stage = stage;
            mail.Envelopes.Add(Inject(mail, mail.Recipient, CarriagePlan.HopsOf(stage, Options), isReceipt: false));
        }

        if (CarriagePlan.NextStageAfter(age, Options) is { } next)
        {
            world.At(mail.Written + next, () => Pursue(mail));
        }
    }

    private void PlanConfirmation(SimulatedMail mail) =>
        world.At(ReceiptPlan.NextDue(mail.Written, world.Now, Options, world.Random), () => Confirm(mail));

    private void Confirm(SimulatedMail mail)
    {
        // A node that was off at its place of the grid uses it when it comes back.
        if (!node.IsOnline || !_toConfirm.Contains(mail) || world.Now < mail.Written + Options.ReceiptGrid)
        {
            return;
        }

        if (!_received[mail].Any(MayLeave))
        {
            PlanConfirmation(mail);
            return;
        }

        _toConfirm.Remove(mail);
        Inject(mail, mail.Sender, CarriagePlan.HopsOf(0, Options), isReceipt: true);
        foreach (var envelope in _received[mail])
        {
            EndOrPlan(envelope);
        }
    }

    private void PlanEnd(SimulatedEnvelope envelope)
    {
        var due = ReceiptPlan.NextDue(envelope.Created, world.Now, Options, world.Random);
        _toEnd[envelope] = due;
        world.At(due, () => End(envelope));
    }

    private void End(SimulatedEnvelope envelope)
    {
        if (node.IsOnline && _toEnd.TryGetValue(envelope, out var due) && due <= world.Now)
        {
            _toEnd.Remove(envelope);
            EndOrPlan(envelope);
        }
    }

    private void EndOrPlan(SimulatedEnvelope envelope)
    {
        if (MayLeave(envelope))
        {
            Offered(envelope.Header.Id);
            Release(envelope);
            return;
        }

        PlanEnd(envelope);
    }

    private bool MayLeave(SimulatedEnvelope envelope)
    {
        var mail = envelope.Mail!;
        var author = world.Nodes[envelope.IsReceipt ? mail.Recipient : mail.Sender].Key;
        return ReceiptPlan.MayLeave(mail.Policy ?? Options.ReceiptPolicy, node.Gossip.DistinctOfferers(envelope.Header.Id, author), isFromOwnStore: false);
    }
}
