namespace ToxMail.Core.Store;

/// <summary>Tells whoever listens what kind of thing changed; the listener reads it anew. Publishing never waits.</summary>
public sealed class ChangeFeed
{
    private readonly Lock _gate = new();
    private ChangeSubscription[] _subscriptions = [];

    /// <summary>Call after the change is committed.</summary>
    public void Publish(ChangeKind kind)
    {
        foreach (var subscription in Volatile.Read(ref _subscriptions))
        {
            subscription.Mark(kind);
        }
    }

    /// <summary>The outbox changed, and the inbox when a notice came with that.</summary>
    internal void PublishOutbox(bool withNotice)
    {
        Publish(ChangeKind.Outbox);
        if (withNotice)
        {
            Publish(ChangeKind.Inbox);
        }
    }

    /// <summary>Hears every change from now on, until disposed.</summary>
    public ChangeSubscription Subscribe()
    {
        var subscription = new ChangeSubscription(this);
        lock (_gate)
        {
            _subscriptions = [.. _subscriptions, subscription];
        }

        return subscription;
    }

    internal void Remove(ChangeSubscription subscription)
    {
        lock (_gate)
        {
            _subscriptions = [.. _subscriptions.Where(other => other != subscription)];
        }
    }
}
