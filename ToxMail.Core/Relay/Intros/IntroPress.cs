using Microsoft.Extensions.Logging;
using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Tox;

namespace ToxMail.Core.Relay.Intros;

/// <summary>
/// Stamps and sends intros, one at a time and on a thread of its own: a stamp takes about a second, which the relay's other work does not wait for. Used from the relay's queue.
/// </summary>
internal sealed partial class IntroPress(WorkQueue queue, CountedInjection injection, Keyring keys, IntroBudget budget, ToxNode tox, TimeProvider time, ILogger<IntroPress> logger)
{
    /// <summary>How far an intro may go: strangers are not near each other.</summary>
    internal const byte Hops = 6;

    private Task _work = Task.CompletedTask;

    private bool _isIdle = true;

    /// <summary>Whether the next can be started.</summary>
    internal bool IsFree(EnvelopeKind kind) => _isIdle && budget.Allows(kind);

    /// <summary>Starts one, which nothing else may be under way for.</summary>
    /// <param name="letter">The letter, without its payload.</param>
    /// <param name="to">Whom it is for: a contact whose keys are a card's.</param>
    /// <param name="contents">Makes the payload from the proof of the Tox key.</param>
    /// <param name="count">Counts it where it counts besides: called with 1 on the relay's queue before it leaves, and with -1 when it could not.</param>
    /// <param name="sent">Called on the relay's queue once the envelope is durable and on its way.</param>
    /// <param name="stopping">Ends it.</param>
    internal void Start(
        IntroLetter letter, PublicKey to, Func<byte[], byte[]> contents, Func<int, CancellationToken, Task> count, Func<SealedEnvelope, CancellationToken, Task> sent, CancellationToken stopping)
    {
        _isIdle = false;
        var used = keys.KeysOf(to)!;
        _work = RunAsync(letter, used, contents, (envelope, token) => FinishAsync(envelope, to, used, count, sent, token), stopping);
    }

    /// <summary>Ends when nothing is under way any more.</summary>
    internal Task EndAsync() => _work;

    private async Task RunAsync(IntroLetter letter, MailKeys to, Func<byte[], byte[]> contents, Func<SealedEnvelope?, CancellationToken, Task> finish, CancellationToken stopping)
    {
        SealedEnvelope? envelope = null;
        try
        {
            if (await tox.WithSecretKeyAsync(secret => ToxProof.Make(secret, letter.From, to)) is { } proof)
            {
                var whole = letter with { Payload = contents(proof) };
                envelope = await Task.Factory.StartNew(
                    () => IntroEnvelope.Seal(keys.Identity, whole, to, time.GetUtcNow(), EnvelopeLife.Usual, stopping), stopping, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            }
        }
        catch (OperationCanceledException)
        {
            // The node ends; the letter is stamped anew after the next start.
        }
        catch (Exception exception)
        {
            LogFault(logger, exception);
        }

        queue.Post(cancellationToken => finish(envelope, cancellationToken));
    }

    /// <summary>While it was stamped, other keys may have come up, or the two may have met.</summary>
    private async Task FinishAsync(
        SealedEnvelope? envelope, PublicKey to, MailKeys used, Func<int, CancellationToken, Task> count, Func<SealedEnvelope, CancellationToken, Task> sent, CancellationToken cancellationToken)
    {
        _isIdle = true;
        if (envelope is not null && keys.NeedsIntro(to) && keys.KeysOf(to) == used)
        {
            await injection.RunAsync(
                [envelope],
                Hops,
                async (by, token) =>
                {
                    await budget.CountAsync(by, token);
                    await count(by, token);
                },
                cancellationToken);
            await sent(envelope, cancellationToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A first letter could not be sealed; it is tried again")]
    private static partial void LogFault(ILogger logger, Exception exception);
}
