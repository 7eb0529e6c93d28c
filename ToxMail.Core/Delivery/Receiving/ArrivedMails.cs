using Microsoft.Extensions.Logging;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store.Blobs;
using ToxMail.Core.Store.Incoming;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Delivery.Receiving;

/// <summary>Puts arrived parcels into the inbox, all in one transaction, and says what became of each.</summary>
internal sealed partial class ArrivedMails(ParcelUnpacker unpacker, BlobStore blobs, Inbox inbox, ILogger<ArrivedMails> logger)
{
    /// <summary>Mails committed together: each holds a file and a buffer open until then.</summary>
    private const int GroupSize = 64;

    /// <summary>The results are to be sent: "stored" stands only for what is durable.</summary>
    internal async Task<IReadOnlyList<Frame.MailResult>> StoreAsync(PublicKey sender, IReadOnlyList<ArrivedParcel> parcels, CancellationToken cancellationToken)
    {
        var results = new List<Frame.MailResult>(parcels.Count);
        foreach (var group in parcels.Chunk(GroupSize))
        {
            results.AddRange(await StoreGroupAsync(sender, group, cancellationToken));
        }

        return results;
    }

    /// <summary>Says "no room now" for each parcel that has a name.</summary>
    internal async Task<IReadOnlyList<Frame.MailResult>> PutOffAsync(IReadOnlyList<ArrivedParcel> parcels, CancellationToken cancellationToken)
    {
        var results = new List<Frame.MailResult>(parcels.Count);
        foreach (var parcel in parcels)
        {
            results.AddRange(await unpacker.NameAsync(parcel, cancellationToken) is { } digest ? [MailAnswers.NoRoom(digest)] : []);
        }

        return results;
    }

    private async Task<IReadOnlyList<Frame.MailResult>> StoreGroupAsync(PublicKey sender, ArrivedParcel[] parcels, CancellationToken cancellationToken)
    {
        var unpacked = new List<UnpackedMail>(parcels.Length);
        try
        {
            foreach (var parcel in parcels)
            {
                var mail = await unpacker.UnpackAsync(sender, parcel, cancellationToken);
                unpacked.Add(mail.Fault == ResultCode.None ? mail : mail with { Digest = await unpacker.NameAsync(parcel, cancellationToken) ?? default });
            }

            return await CommitAsync(sender, unpacked, cancellationToken);
        }
        catch (IOException exception)
        {
            LogNotStored(logger, exception);
            return await PutOffAsync(parcels, cancellationToken);
        }
        finally
        {
            foreach (var mail in unpacked)
            {
                await DisposeAsync(mail);
            }
        }
    }

    private async Task<IReadOnlyList<Frame.MailResult>> CommitAsync(PublicKey sender, List<UnpackedMail> unpacked, CancellationToken cancellationToken)
    {
        var sound = unpacked.Where(static mail => mail.Blob is not null).DistinctBy(static mail => mail.Digest).ToList();
        var committed = await blobs.CommitAllAsync([.. sound.Select(static mail => mail.Blob!)], cancellationToken);
        var added = await inbox.AddAsync([.. sound.Select((mail, i) => new NewInboxMail
        {
            Blob = committed[i],
            From = mail.From,
            Subject = mail.Subject,
            Via = mail.Via,
            SenderKey = sender,
            Digest = mail.Digest.ToArray(),
            Introduces = mail.Introduces,
        })], cancellationToken);
        var stored = sound.Select((mail, i) => new Frame.MailResult(mail.Digest, added[i] == InboxAddResult.Stored ? MailStatus.Stored : MailStatus.HadAlready, ResultCode.None, ""));

        // A parcel of a bundle that is too broken to tell its digest gets no result, for none would name it.
        return [.. stored, .. unpacked.Where(static mail => mail.Fault != ResultCode.None && mail.Digest != default).Select(Wrong)];
    }

    private static Frame.MailResult Wrong(UnpackedMail mail) => mail.Fault switch
    {
        ResultCode.TooLarge => MailAnswers.TooLarge(mail.Digest),
        ResultCode.Damaged => new Frame.MailResult(mail.Digest, MailStatus.Later, ResultCode.Damaged, "The mail was damaged on the way."),
        _ => new Frame.MailResult(mail.Digest, MailStatus.Refused, ResultCode.NotUnderstood, "The recipient's program does not understand this mail."),
    };

    private static async Task DisposeAsync(UnpackedMail mail)
    {
        if (mail.Blob is not null)
        {
            await mail.Blob.DisposeAsync();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail from a contact could not be stored; its sender tries again")]
    private static partial void LogNotStored(ILogger logger, Exception exception);
}
